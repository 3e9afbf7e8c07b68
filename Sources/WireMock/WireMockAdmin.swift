public import HTTPMessage
internal import JSON

/// `/__admin`: WireMock's admin API, as clients of WireMock 2.35 and 3.9 use it.
public struct WireMockAdmin: Sendable {
    /// The path at or below which all of the admin API is.
    package static let prefix = "/__admin"
    /// The version of WireMock whose API this is.
    static let version = "3.9.1"

    /// What a response asks of the caller.
    public enum Effect: Sendable, Equatable {
        /// Nothing.
        case none
        /// To restore the whole world as it was created.
        case resetWorld
        /// To end the program.
        case shutDown
    }

    /// The stubs that a reset restores.
    let origin: StubStore
    let form: JournalForm

    /// Creates the admin API of a world.
    ///
    /// - Parameters:
    ///   - origin: The state of the world as it was created; a reset restores its stubs.
    ///   - redaction: What a client may see of requests and responses.
    ///   - listLimit: The size in bytes at which a list of requests ends; 128 MiB by default.
    public init(
        origin: WireMockState,
        _ redaction: Redaction = .none,
        listLimit: Int = 128 << 20
    ) {
        self.origin = origin.stubs
        form = JournalForm(redaction, limit: listLimit)
    }

    /// Whether a request is one to the admin API.
    public static func owns(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(prefix)
    }

    /// Whether a request to the admin API leaves the state as it is, so that a copy of the state will do.
    public static func isReading(_ request: HTTPRequest) -> Bool {
        switch AdminRoutes.table.find(request.method, at: request.path) {
        case .found(.writes, _): false
        case .found(.reads, _), .methodNotAllowed, .notFound, .malformed: true
        }
    }

    /// Whether a request looks at all stubs or at the whole journal, which takes long if they are large.
    public static func isAboutAll(_ request: HTTPRequest) -> Bool {
        let writes = ["/requests/remove", "/requests/remove-by-metadata"]
        let reads = ["/mappings", "/requests", "/near-misses"]
        return (isReading(request) ? reads : writes).contains { request.isAtOrBelow(prefix + $0) }
    }

    /// What a request to the admin API has led to.
    public struct Result: Sendable {
        /// The response, unless there is a ``completion``.
        public var response: HTTPResponse
        /// What the response asks of the caller.
        public var effect: Effect
        /// Makes the response, which takes long, from what was removed from the state; nil if it is there.
        public var completion: (@Sendable () -> HTTPResponse)?
    }

    /// Responds to a request to the admin API; one that is refused has changed nothing.
    ///
    /// - Parameters:
    ///   - now: The current time, in milliseconds since 1970.
    ///   - uptime: The age of the world.
    ///   - memoryLeft: The bytes of memory that may still be taken.
    ///   - random: Makes the identifiers of stubs.
    public func respond(
        to request: HTTPRequest,
        _ state: inout WireMockState,
        now: Int,
        uptime: Duration,
        memoryLeft: Int = .max,
        random: inout some RandomNumberGenerator
    ) -> Result {
        var result: AdminResponse
        if request.method == .options {
            result = .empty
        } else {
            do throws(AdminError) {
                guard !request.isBodyTooLarge else { throw .bodyTooLarge }
                let (handler, parameters) = try Self.route(request)
                let numbers = RandomNumbers(seed: random.next())
                var call = AdminCall(
                    self,
                    request,
                    parameters,
                    now: now,
                    uptime: uptime,
                    memoryLeft: memoryLeft,
                    random: numbers
                )
                switch handler {
                case .reads(let handle): result = try handle(&call, state)
                case .writes(let handle): result = try handle(&call, &state)
                }
            } catch { result = AdminResponse(error) }
        }
        result.response.allowOrigin(of: request)
        let completion = result.completion.map { completion in
            { @Sendable in
                var response = completion()
                response.allowOrigin(of: request)
                return response
            }
        }
        return Result(response: result.response, effect: result.effect, completion: completion)
    }

    private static func route(
        _ request: HTTPRequest
    ) throws(AdminError) -> (handler: AdminHandler, parameters: [String]) {
        let path = request.path
        switch AdminRoutes.table.find(request.method, at: path) {
        case .found(let handler, let parameters): return (handler, parameters)
        case .methodNotAllowed(let allowed):
            throw .wrongMethod("\(path) has no \(request.method.rawValue)", allowed: allowed)
        case .malformed: throw .notFound("\(path) is not valid UTF-8")
        case .notFound:
            if let route = AdminRoutes.unsupported.first(where: { path.isAtOrBelow(prefix + $0.path) }) {
                throw .notFound(route.reason)
            }
            throw .notFound("\(path) is not part of the admin API")
        }
    }
}

extension HTTPResponse {
    /// Allows a page of the request's origin to read the response (Fetch §3.2), as WireMock does.
    fileprivate mutating func allowOrigin(of request: HTTPRequest) {
        guard let origin = request.headers["Origin"] else { return }
        headers.append("Access-Control-Allow-Origin", origin)
        headers.append("Vary", "Origin")
        headers.append("Access-Control-Allow-Credentials", "true")
        guard request.method == .options else { return }
        headers.append("Access-Control-Allow-Methods", "OPTIONS,GET,POST,PUT,PATCH,DELETE")
        if let wanted = request.headers["Access-Control-Request-Headers"] {
            headers.append("Access-Control-Allow-Headers", wanted)
        }
    }
}
