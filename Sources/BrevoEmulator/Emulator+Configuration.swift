internal import BrevoAPI
public import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
public import JSON
internal import WireMock

extension Emulator {
    /// How an emulator behaves.
    public struct Configuration: Sendable {
        /// The base path of the API: `/v3`, or `/` for suites that use none.
        public var basePath = "/v3"
        /// The largest body of a request, in bytes; 1 MiB by default.
        public var bodyLimit = 1 << 20
        /// Which keys open an account.
        public var keyPolicy = Accounts.KeyPolicy.any
        /// How many requests an account may make, if the state document does not say.
        public var rateLimits = RateLimits.Policy.off
        /// What is assumed where no evidence about the service decides, if the state document does not say.
        public var assumptions = Assumptions()
        /// The state document to start with; nil for the built-in template alone.
        public var seed: JSONDocument?
        /// The state document that the default world goes on from, although a reset leads back to the seed; nil for none.
        public var state: JSONDocument?
        /// Called when the default world's state has changed: when no lock is held, before the response is sent.
        ///
        /// What it returns holds the response back until the change is stored; nil sends the response at once.
        public var stateChanged: @Sendable () -> PendingStorage? = { nil }
        /// Why the emulator is not ready, which `/__emulator/readyz` reports with 503; nil if it is.
        public var readiness: @Sendable () -> String? = { nil }
        /// The time at which the clock stands still; nil for the real time.
        public var frozenClock: Timestamp?
        /// The seed of ids, keys, tokens and draws, so that two runs with the same one respond alike; nil for a new one.
        public var randomSeed: UInt64?
        /// Where the access log goes; nil for none.
        public var accessLog: AccessLog?
        /// The stubs to start with, which a reset leads back to, and how those are read that clients add.
        public var stubFiles = StubFiles()
        /// The most requests in the journal of a world, of 6.5 KiB each at most; nil or 0 for none.
        ///
        /// All journals together take half of the memory at most.
        public var journalSize: Int? = 10_000
        /// The memory in bytes that worlds and connections may take together; 512 MiB by default.
        ///
        /// What would pass it is refused; journals forget instead. Sizes are estimated, and the program itself takes up to
        /// 64 MiB beside it.
        public var memoryLimit = 512 << 20
        /// Whether journal, log and events show API keys, tokens and client secrets whole.
        public var showsKeys = false
        /// The most worlds beside the default one; a request to one more is a 503.
        public var maximumWorlds = 10_000
        /// How long a world lives without a request.
        public var worldLifetime = Duration.seconds(60 * 60)
        /// The version that the metrics show.
        public var version = "unknown"
        /// What `/__admin` and `/__emulator` require as `Authorization: Bearer …`, in every world; nil for nothing.
        public var adminToken: String?
        /// The origins of pages, beside the emulator's own, that may use the control planes: `http://localhost:3000`.
        public var allowedOrigins: [String] = []
        /// The names, beside `localhost` and IP addresses, by which a browser may call the control planes.
        public var allowedHosts: [String] = []
        /// Whether a request may ask for its own fault, by `X-Emulator-Status`, `X-Emulator-Delay`, `X-Emulator-Fault`.
        public var allowsRequestOverrides = false
        /// Whether responses have the fields that brevo-python 1.x requires and the service never sent; not faithful.
        public var addsLegacyFields = false
        /// What `POST /__admin/shutdown` does.
        public var shutDown: @Sendable () -> Void = {}

        /// Creates the default configuration.
        public init() {}

        var journalLimits: Journal.Limits? {
            journalSize.flatMap { $0 > 0 ? Journal.Limits(events: $0) : nil }
        }
    }
}

extension WorldOrigin {
    /// Creates what all worlds start from.
    convenience init(_ configuration: Emulator.Configuration) throws(InvalidSeed) {
        var settings = Settings()
        settings.policy = configuration.keyPolicy
        settings.rateLimits = configuration.rateLimits
        settings.seed = configuration.randomSeed ?? .random(in: .min ... .max)
        settings.isRepeatable = configuration.randomSeed != nil
        settings.allowsRequestOverrides = configuration.allowsRequestOverrides
        settings.addsLegacyFields = configuration.addsLegacyFields
        settings.showsSecrets = configuration.showsKeys
        let now = SystemClock.now()
        let clock = configuration.frozenClock.map(VirtualClock.frozen) ?? .real(at: now)
        let context = StateContext(
            policy: settings.policy,
            seed: settings.seed,
            now: clock.now(real: now),
            rateLimits: settings.rateLimits,
            assumptions: configuration.assumptions
        )
        let seed = try configuration.seed.map { document throws(InvalidSeed) in
            try StateDocument(document, context, from: .seed)
        }
        let basePath = configuration.basePath.split(separator: "/").map { "/\($0)" }.joined()
        self.init(
            settings,
            router: APIRouter(basePath: basePath, bodyLimit: configuration.bodyLimit),
            seed?.accounts ?? StateDocument.builtIn(context),
            accountsMemory: seed?.memorySize ?? 0,
            seed?.assumptions ?? configuration.assumptions,
            clock,
            WireMockState(
                stubs: configuration.stubFiles.stubs,
                journal: Journal(limits: configuration.journalLimits),
                options: configuration.stubFiles.options
            )
        )
    }

    /// Reads a document as a world reads it.
    func decode(_ document: JSONDocument, from source: InvalidSeed.Source) throws(InvalidSeed) -> StateDocument {
        let now = clock.now(real: SystemClock.now())
        return try StateDocument(document, stateContext(assumptions, salt: 0, at: now), from: source)
    }
}
