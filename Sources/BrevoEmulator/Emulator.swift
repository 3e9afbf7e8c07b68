internal import BrevoAPI
public import BrevoCore
internal import EmulatorControl
public import HTTPMessage
public import JSON
internal import WireMock

/// The emulator without a socket: a request goes in, an answer comes out, from any thread.
public final class Emulator: Sendable {
    let defaultWorld: World
    private let worlds: Worlds
    private let basePath: String
    private let bodyLimit: Int
    private let accessLog: AccessLog?
    private let shutDown: @Sendable () -> Void

    /// How an emulator behaves.
    public struct Configuration: Sendable {
        /// What stands before every path of the API: `/v3`, or `/` for suites that use none.
        public var basePath = "/v3"
        /// The octets that a body may have; 1 MiB unless said otherwise.
        public var bodyLimit = 1 << 20
        /// Which keys open an account.
        public var keyPolicy = Accounts.KeyPolicy.any
        /// The state document to start with; nil for the built-in template alone.
        public var seed: JSONValue?
        /// The moment at which the clock stands; nil for the real time.
        public var frozenClock: Timestamp?
        /// Decides ids, so that two runs with the same number answer alike; nil for others in every run.
        public var randomSeed: UInt64?
        /// Where the access log goes; nil for none.
        public var accessLog: AccessLog?
        /// The stubs to start with, which a reset leads back to.
        public var stubFiles = StubFiles()
        /// Gives the octets of a file that a stub names as its body, or nil where there is none.
        public var bodyFiles: @Sendable (String) -> [UInt8]? = { _ in nil }
        /// How many requests the journal remembers, in 6.5 KiB each at most; nil for none.
        public var journalSize: Int? = 10_000
        /// Whether the journal shows API keys whole.
        public var showsKeys = false
        /// How many worlds there may be beside the default one; more are answered 503.
        public var maximumWorlds = 10_000
        /// How long a world lives without a request.
        public var worldLifetime = Duration.seconds(60 * 60)
        /// Whether a request may ask for its own fault, by `X-Emulator-Status`, `X-Emulator-Delay`, `X-Emulator-Fault`.
        public var allowsRequestOverrides = false
        /// What `POST /__admin/shutdown` does.
        public var shutDown: @Sendable () -> Void = {}

        /// The defaults.
        public init() {}
    }

    /// Starts with the state of the seed.
    ///
    /// - Throws: ``InvalidSeed`` with every fault of the seed.
    public init(_ configuration: Configuration = Configuration()) throws(InvalidSeed) {
        let now = SystemClock.now()
        let clock = configuration.frozenClock.map(VirtualClock.frozen) ?? .real(at: now)
        let seed = configuration.randomSeed ?? .random(in: .min ... .max)
        let context = StateDocument.Context(policy: configuration.keyPolicy, seed: seed, now: clock.now(real: now))
        let accounts: Accounts
        do throws(StateDocument.Invalid) {
            accounts =
                try configuration.seed.map { document throws(StateDocument.Invalid) in
                    try StateDocument.decode(document, context)
                } ?? StateDocument.builtIn(context)
        } catch { throw InvalidSeed(error) }
        let journal = Journal(limits: configuration.journalSize.map(Journal.Limits.init))
        let origin = World.Origin(
            controlled: ControlState(accounts: accounts, clock: clock),
            wireMock: WireMockState(stubs: configuration.stubFiles.stubs, journal: journal),
            policy: configuration.keyPolicy,
            seed: seed,
            isRepeatable: configuration.randomSeed != nil,
            allowsRequestOverrides: configuration.allowsRequestOverrides
        )
        let showsKeys = configuration.showsKeys
        let files = configuration.bodyFiles
        let make: @Sendable () -> World = {
            World(origin, shown: { showsKeys ? $0.value : APIKeyText.shortened($0) }, files: files)
        }
        defaultWorld = make()
        worlds = Worlds(
            Worlds.Limits(count: configuration.maximumWorlds, idle: configuration.worldLifetime),
            make: make
        )
        basePath = configuration.basePath == "/" ? "" : configuration.basePath
        bodyLimit = configuration.bodyLimit
        accessLog = configuration.accessLog
        shutDown = configuration.shutDown
    }

    /// Answers a request.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        guard let accessLog else { return answer(request) }
        let clock = ContinuousClock()
        let start = clock.now
        let response = answer(request)
        accessLog.note(request, response, took: clock.now - start)
        return response
    }

    private func answer(_ request: HTTPRequest) -> HTTPResponse {
        switch WorldPath(request) {
        case .none: return answer(request, in: defaultWorld)
        case .badName(let name): return WorldEndpoints.refusal(ofName: name)
        case .world(let name, let target):
            let isDefault = name == WorldEndpoints.defaultName
            guard let world = isDefault ? defaultWorld : worlds.world(name, at: SystemClock.now()) else {
                return WorldEndpoints.tooMany
            }
            var inner = request
            inner.target = target
            inner.prefix = WorldPath.prefix(of: name)
            return answer(inner, in: world)
        }
    }

    private func answer(_ request: HTTPRequest, in world: World) -> HTTPResponse {
        let path = request.path
        // OPTIONS on any path is a browser's question, which the service answers (spec §2).
        if ControlPlane.owns(path), request.method != .options {
            return WorldEndpoints.owns(path) ? WorldEndpoints.answer(request, worlds) : world.answer(control: request)
        }
        if WireMockAdmin.owns(path) {
            let (response, effect) = world.answer(admin: request)
            if effect == .shutDown { shutDown() }
            return response
        }
        let call = APIRequest(request, basePath: basePath, bodyLimit: bodyLimit)
        return world.answer(request, call, isOfPage: isOfInvitationPage(path) && request.method != .options)
    }

    /// The API has no `/invitations`, unless everything of it stands there.
    private func isOfInvitationPage(_ path: Substring) -> Bool {
        InvitationPage.owns(path) && (basePath.isEmpty || !path.isAtOrBelow(basePath))
    }
}

/// A seed that is no state document.
public struct InvalidSeed: Error, Sendable {
    /// Each fault on a line: its JSON Pointer, a colon, and what is wrong.
    public let faults: [String]

    init(_ invalid: StateDocument.Invalid) {
        faults = invalid.faults.map { "\($0.pointer): \($0.message)" }
    }
}

extension Emulator {
    /// Everything that is wrong with a seed, as ``InvalidSeed/faults`` gives it; nothing where it can be used.
    public static func faults(inSeed document: JSONValue) -> [String] {
        let context = StateDocument.Context(policy: .seeded, seed: 0, now: SystemClock.now())
        do throws(StateDocument.Invalid) {
            _ = try StateDocument.decode(document, context)
            return []
        } catch { return InvalidSeed(error).faults }
    }
}
