internal import BrevoAPI
public import BrevoCore
internal import EmulatorControl
public import HTTPMessage
public import JSON
internal import MicroHTTP
internal import Synchronization
internal import WireMock

/// The emulator without a socket: a request goes in, an answer comes out, from any thread.
public final class Emulator: Sendable {
    let defaultWorld: World
    let worlds: Worlds
    /// What stands before every path of the API, without a slash at its end.
    let basePath: String
    private let bodyLimit: Int
    private let addsLegacyFields: Bool
    private let accessLog: AccessLog?
    private let adminToken: AdminToken?
    private let datesAnswers: Bool
    private let shutDown: @Sendable () -> Void
    let stateChanged: @Sendable () -> Void
    private let version: String
    private let metrics = Metrics()
    private let openAnswers = OpenAnswers()
    /// How many connections are open; the server that has them says so.
    let connectionCount = Mutex<@Sendable () -> Int>({ 0 })

    /// How an emulator behaves.
    public struct Configuration: Sendable {
        /// What stands before every path of the API: `/v3`, or `/` for suites that use none.
        public var basePath = "/v3"
        /// The bytes that a body may have; 1 MiB unless said otherwise.
        public var bodyLimit = 1 << 20
        /// Which keys open an account.
        public var keyPolicy = Accounts.KeyPolicy.any
        /// How many requests an account may make, where the state document does not say.
        public var rateLimits = RateLimits.Policy.off
        /// The state document to start with; nil for the built-in template alone.
        public var seed: JSONValue?
        /// The state document that the default world goes on from, though a reset leads back to the seed; nil for none.
        public var state: JSONValue?
        /// Called when the default world's state may have changed: on the thread that answers, before it has answered.
        public var stateChanged: @Sendable () -> Void = {}
        /// The moment at which the clock stands; nil for the real time.
        public var frozenClock: Timestamp?
        /// Decides ids, so that two runs with the same number answer alike; nil for others in every run.
        public var randomSeed: UInt64?
        /// Where the access log goes; nil for none.
        public var accessLog: AccessLog?
        /// The stubs to start with, which a reset leads back to.
        public var stubFiles = StubFiles()
        /// Gives the bytes of a file that a stub names as its body, or nil where there is none.
        public var bodyFiles: @Sendable (String) -> [UInt8]? = { _ in nil }
        /// How many requests the journal remembers, in 6.5 KiB each at most; nil or 0 for none.
        public var journalSize: Int? = 10_000
        /// Whether the journal shows API keys whole.
        public var showsKeys = false
        /// How many worlds there may be beside the default one; more are answered 503.
        public var maximumWorlds = 10_000
        /// How long a world lives without a request.
        public var worldLifetime = Duration.seconds(60 * 60)
        /// What the metrics say of the version.
        public var version = "unknown"
        /// What `/__admin` and `/__emulator` ask for as `Authorization: Bearer …`, in every world; nil for nothing.
        public var adminToken: String?
        /// Whether a request may ask for its own fault, by `X-Emulator-Status`, `X-Emulator-Delay`, `X-Emulator-Fault`.
        public var allowsRequestOverrides = false
        /// Whether answers have the fields that brevo-python 1.x requires and the service never sent; not faithful.
        public var addsLegacyFields = false
        /// What `POST /__admin/shutdown` does.
        public var shutDown: @Sendable () -> Void = {}

        /// The defaults.
        public init() {}
    }

    /// Starts with the state of the seed, or with the one that was kept.
    ///
    /// - Throws: ``InvalidSeed`` with every fault of the document that cannot be used.
    public init(_ configuration: Configuration = Configuration()) throws(InvalidSeed) {
        let now = SystemClock.now()
        let clock = configuration.frozenClock.map(VirtualClock.frozen) ?? .real(at: now)
        let seed = configuration.randomSeed ?? .random(in: .min ... .max)
        let context = StateDocument.Context(
            policy: configuration.keyPolicy,
            seed: seed,
            now: clock.now(real: now),
            rateLimits: configuration.rateLimits
        )
        let accounts = try Self.accounts(of: configuration.seed, .seed, context) ?? StateDocument.builtIn(context)
        let kept = try Self.accounts(of: configuration.state, .state, context)
        let limits = configuration.journalSize.flatMap { $0 > 0 ? Journal.Limits(events: $0) : nil }
        let maximumWorlds = max(0, configuration.maximumWorlds)
        let origin = World.Origin(
            controlled: ControlState(accounts: accounts, clock: clock),
            wireMock: WireMockState(
                stubs: configuration.stubFiles.stubs,
                journal: Journal(limits: limits),
                options: StubOptions(
                    templating: configuration.stubFiles.options.templating,
                    bodyFile: configuration.bodyFiles
                )
            ),
            policy: configuration.keyPolicy,
            rateLimits: configuration.rateLimits,
            seed: seed,
            isRepeatable: configuration.randomSeed != nil,
            allowsRequestOverrides: configuration.allowsRequestOverrides
        )
        let showsKeys = configuration.showsKeys
        let (openAnswers, metrics) = (openAnswers, metrics)
        let room = SharedRoom(journals: limits, worlds: maximumWorlds)
        let make: @Sendable (@escaping @Sendable () -> Void) -> World = { accountOpened in
            World(
                origin,
                room: room,
                shown: { showsKeys ? $0.value : APIKeyText.shortened($0) },
                openAnswers: openAnswers,
                metrics: metrics,
                accountOpened: accountOpened
            )
        }
        defaultWorld = make(configuration.stateChanged)
        if let kept { defaultWorld.goOn(from: kept) }
        worlds = Worlds(
            Worlds.Limits(count: maximumWorlds, idle: configuration.worldLifetime),
            make: { make({}) }
        )
        basePath = configuration.basePath.split(separator: "/").map { "/\($0)" }.joined()
        bodyLimit = configuration.bodyLimit
        addsLegacyFields = configuration.addsLegacyFields
        accessLog = configuration.accessLog
        adminToken = configuration.adminToken.map(AdminToken.init)
        datesAnswers = configuration.frozenClock != nil
        shutDown = configuration.shutDown
        version = configuration.version
        stateChanged = configuration.stateChanged
    }

    private static func accounts(
        of document: JSONValue?,
        _ source: InvalidSeed.Source,
        _ context: StateDocument.Context
    ) throws(InvalidSeed) -> Accounts? {
        guard let document else { return nil }
        do throws(StateDocument.Invalid) { return try StateDocument.decode(document, context) } catch {
            throw InvalidSeed(error, in: source)
        }
    }

    /// The default world's state as one document, byte for byte what `GET /__emulator/state` gives.
    public func stateDocument() -> [UInt8] {
        defaultWorld.stateDocument()
    }

    /// Answers a request.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        let start = SystemClock.nanoseconds()
        let (response, operation) = answer(request)
        let duration = SystemClock.nanoseconds() - start
        metrics.count(operation, response.status, nanoseconds: duration)
        accessLog?.note(request, response, took: .nanoseconds(duration))
        return response
    }

    /// An answer, and what it is counted as.
    private typealias Answered = (response: HTTPResponse, operation: Metrics.Operation)

    private func answer(_ request: HTTPRequest) -> Answered {
        switch WorldPath(request) {
        case .none: return datedAnswer(request, in: defaultWorld)
        case .badName(let name): return (WorldEndpoints.refusal(ofName: name).response, .control)
        case .world(let name, let target):
            let isDefault = name == WorldEndpoints.defaultName
            guard let world = isDefault ? defaultWorld : worlds.world(name, at: SystemClock.now()) else {
                return (WorldEndpoints.tooMany.response, .control)
            }
            var inner = request
            inner.target = target
            inner.prefix = WorldPath.prefix(of: name)
            return datedAnswer(inner, in: world)
        }
    }

    /// The answer with the `Date` of the world's clock where that was frozen, so that two runs answer alike (spec §12).
    private func datedAnswer(_ request: HTTPRequest, in world: World) -> Answered {
        var answer = answer(request, in: world)
        if datesAnswers, answer.response.headers["Date"] == nil {
            answer.response.headers.append("Date", HTTPDate.text(secondsSince1970: Int(world.now.milliseconds) / 1000))
        }
        return answer
    }

    private func answer(_ request: HTTPRequest, in world: World) -> Answered {
        let answer = route(request, in: world)
        // What was refused has changed nothing; a call that only reads may open an account, which the world tells.
        let mayChange = !request.method.isReading && answer.response.status.rawValue < 400
        if mayChange, world === defaultWorld { stateChanged() }
        return answer
    }

    private func route(_ request: HTTPRequest, in world: World) -> Answered {
        if ControlPlane.owns(request) {
            // OPTIONS on any path is a browser's question, which the service answers (spec §2).
            guard request.method != .options else {
                var answer = answer(call: request, in: world)
                if adminToken != nil { answer.response.allowAuthorization() }
                return answer
            }
            var response = adminToken?.refusal(of: request) ?? answer(control: request, in: world)
            response.allowAnyOrigin()
            return (response, .control)
        }
        if WireMockAdmin.owns(request) {
            if request.method != .options, var refusal = adminToken?.refusal(of: request) {
                refusal.allowAnyOrigin()
                return (refusal, .admin)
            }
            let (response, effect) = world.answer(admin: request)
            if effect == .shutDown { shutDown() }
            return (response, .admin)
        }
        if isOfInvitationPage(request), request.method != .options {
            return (world.answer(page: request), .page)
        }
        return answer(call: request, in: world)
    }

    private func answer(call request: HTTPRequest, in world: World) -> Answered {
        var call = APIRequest(request, basePath: basePath, bodyLimit: bodyLimit)
        call.addsLegacyFields = addsLegacyFields
        return world.answer(request, call)
    }

    private func answer(control request: HTTPRequest, in world: World) -> HTTPResponse {
        if WorldEndpoints.owns(request.path) { return WorldEndpoints.answer(request, worlds) }
        if MetricsEndpoint.owns(request.path) { return MetricsEndpoint.answer(request, metrics, figures) }
        return world.answer(control: request)
    }

    private var figures: MetricsEndpoint.Figures {
        let worlds = [defaultWorld] + worlds.all
        return MetricsEndpoint.Figures(
            version: version,
            connections: connectionCount.withLock { $0 }(),
            waits: openAnswers.waits,
            streams: openAnswers.streams,
            worlds: worlds.count,
            journalEntries: worlds.reduce(0) { $0 + $1.journalCount }
        )
    }

    /// The API has no `/invitations`, unless everything of it stands there.
    private func isOfInvitationPage(_ request: HTTPRequest) -> Bool {
        InvitationPage.owns(request) && (basePath.isEmpty || !request.isAtOrBelow(basePath))
    }
}
