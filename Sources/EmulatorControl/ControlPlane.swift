public import BrevoCore
public import HTTPMessage
internal import JSON

/// `/__emulator`: what a test commands (spec §11).
public struct ControlPlane: Sendable {
    /// What every path of the control plane starts with.
    static let prefix = "/__emulator"

    /// Whether a path is the control plane's to answer.
    public static func owns(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(prefix)
    }

    /// The world as it was made.
    let origin: ControlState
    private let policy: Accounts.KeyPolicy
    /// Decides whatever is drawn in this world.
    let seed: UInt64
    private let rateLimits: RateLimits.Policy
    /// What of an API key a client may see.
    let shown: @Sendable (String) -> String

    /// - Parameters:
    ///   - origin: the world as it was made, to which a reset leads back.
    ///   - policy: which keys open an account after the state was replaced.
    ///   - seed: decides the ids after the state was replaced.
    ///   - rateLimits: how many requests an account may make where a new state does not say.
    ///   - shown: what of an API key a client may see.
    public init(
        origin: ControlState,
        policy: Accounts.KeyPolicy,
        seed: UInt64,
        rateLimits: RateLimits.Policy = .off,
        shown: @escaping @Sendable (String) -> String
    ) {
        (self.origin, self.policy, self.seed) = (origin, policy, seed)
        (self.rateLimits, self.shown) = (rateLimits, shown)
    }

    /// How a state document is read at that moment.
    func context(at now: Timestamp) -> StateDocument.Context {
        StateDocument.Context(policy: policy, seed: seed, now: now, rateLimits: rateLimits)
    }

    /// What an answer asks of whoever holds the world.
    public enum Effect: Sendable {
        /// Nothing more.
        case none
        /// To make the whole world as it was made, and not only what the control plane holds of it.
        case resetWorld
        /// To answer, in place of this, with what happens in the world from now on.
        case listen
        /// To answer, in place of this, once the requests have come that the body names.
        case awaitRequests
    }

    /// Answers a request that it owns; what was refused has changed nothing.
    ///
    /// - Parameters:
    ///   - real: the real time, which the world's clock is reckoned from.
    ///   - snapshotsLeft: how many snapshots more there is room for beside the world's own limit.
    public func answer(
        _ request: HTTPRequest,
        _ state: inout ControlState,
        real: Timestamp,
        snapshotsLeft: Int = .max
    ) -> (response: HTTPResponse, effect: Effect) {
        do throws(ControlError) {
            let (route, parameters) = try Self.route(of: request)
            guard !request.isBodyTooLarge else {
                throw ControlError(413, "the body is too large", hint: "--max-body raises the limit.")
            }
            let context = CommandContext(plane: self, real: real, snapshotsLeft: snapshotsLeft)
            let call = ControlCall(context: context, request: request, parameters: parameters)
            return (try route.action(call, &state), route.effect)
        } catch { return (error.response, .none) }
    }

    private static let routes: [ControlRoute] = [
        ControlRoute(.get, "/livez", { _, _ in .control(.ok, ["status": "alive"]) }),
        ControlRoute(.get, "/readyz", { _, _ in .control(.ok, ["status": "ready"]) }),
        ControlRoute(.post, "/reset", { _, _ in .control(.ok, ["status": "reset"]) }, effect: .resetWorld),
        ControlRoute(.get, "/state", StateEndpoints.get),
        ControlRoute(.put, "/state", StateEndpoints.replace),
        ControlRoute(.post, "/users/{email}/accept", InvitationEndpoints.accept),
        ControlRoute(.post, "/users/{email}/decline", InvitationEndpoints.decline),
        ControlRoute(.get, "/diff", DiffEndpoint.get),
        ControlRoute(.get, "/mail", MailEndpoints.list),
        ControlRoute(.get, "/mail/{id}", MailEndpoints.get),
        ControlRoute(.delete, "/mail", MailEndpoints.clear),
        ControlRoute(.get, "/snapshots", SnapshotEndpoints.list),
        ControlRoute(.get, "/snapshots/{name}", SnapshotEndpoints.get),
        ControlRoute(.put, "/snapshots/{name}", SnapshotEndpoints.take),
        ControlRoute(.delete, "/snapshots/{name}", SnapshotEndpoints.delete),
        ControlRoute(.post, "/snapshots/{name}/restore", SnapshotEndpoints.restore),
        ControlRoute(.get, "/events", { _, _ in .control(.ok, [:]) }, effect: .listen),
        ControlRoute(.post, "/requests/wait", { _, _ in .control(.ok, [:]) }, effect: .awaitRequests),
        ControlRoute(.get, "/clock", ClockEndpoints.get),
        ControlRoute(.put, "/clock", ClockEndpoints.set),
        ControlRoute(.post, "/clock/advance", ClockEndpoints.advance),
        ControlRoute(.get, "/chaos", ChaosEndpoints.get),
        ControlRoute(.put, "/chaos", ChaosEndpoints.replace),
        ControlRoute(.delete, "/chaos", ChaosEndpoints.clear),
    ]

    private static func route(of request: HTTPRequest) throws(ControlError) -> (ControlRoute, parameters: [String]) {
        // Bytes, not characters: a combining mark behind a slash would make one character with it.
        let raw = request.path.utf8.dropFirst(prefix.utf8.count).split(separator: UInt8(ascii: "/"))
        let segments = raw.compactMap { PercentCoding.decode(Substring($0)) }
        guard segments.count == raw.count else {
            throw ControlError(400, "the path is malformed", hint: "Each segment must be UTF-8 without NUL.")
        }
        let method: HTTPMethod = request.method == .head ? .get : request.method
        var allowed: [HTTPMethod] = []
        for route in routes {
            guard let parameters = route.path.match(segments) else { continue }
            if route.method == method { return (route, parameters) }
            allowed.append(route.method)
        }
        guard allowed.isEmpty else {
            var error = ControlError(
                405,
                "\(request.method.rawValue) is not possible here",
                hint: "This path takes \(allowed.map(\.rawValue).joined(separator: ", "))."
            )
            error.allowed = allowed
            throw error
        }
        let paths = routes.map { "\($0.method.rawValue) \(prefix)\($0.path.text)" }
        throw ControlError(404, "the control plane has no such path", hint: paths.joined(separator: ", "))
    }
}

/// One path of the control plane.
private struct ControlRoute: Sendable {
    typealias Action = @Sendable (ControlCall, inout ControlState) throws(ControlError) -> HTTPResponse

    let method: HTTPMethod
    let path: PathPattern
    let action: Action
    let effect: ControlPlane.Effect

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ action: @escaping Action,
        effect: ControlPlane.Effect = .none
    ) {
        (self.method, self.path, self.action, self.effect) = (method, PathPattern(path), action, effect)
    }
}
