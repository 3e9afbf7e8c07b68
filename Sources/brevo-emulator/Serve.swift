public import ArgumentParser
public import BrevoCore
internal import BrevoEmulator
internal import Glibc
internal import JSON
internal import MicroHTTP

/// `brevo-emulator serve`: the emulator on a port, until a signal ends it.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the API until SIGTERM or SIGINT.")

    /// What holds where an option is not given.
    enum Standard {
        static let host = "127.0.0.1"
        static let port: UInt16 = 8080
        static let basePath = "/v3"
        static let keys = Accounts.KeyPolicy.any
        static let rateLimits = RateLimits.Policy.off
        static let clock = "real"
        static let maxBody = 1 << 20
        static let maxConnections = 4096
        static let idleTimeout = 60
        static let threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        static let log = LogOption.text
        static let journalSize = 10_000
        static let maxWorlds = 10_000
        static let worldTTL = Lifetime(hours: 1)
    }

    @Option(help: .init("Address to listen on; :: for IPv4 and IPv6.", valueName: "address")) var host = Standard.host
    @Option(help: .init("Port to listen on; 0 for any free one.", valueName: "number")) var port = Standard.port
    @Option(help: .init("File that the port is written to once the socket listens.", valueName: "file"))
    var portFile: String?
    @Option(help: .init("What stands before every path of the API; / for nothing.", valueName: "path"))
    var basePath = Standard.basePath
    @Option(help: .init("State document to start with.", valueName: "file")) var seed: String?
    @Option(
        help: .init(
            "Keeps the default world's state across restarts; read in place of --seed where it exists.",
            valueName: "file"
        )
    )
    var stateFile: String?
    @Option(
        help: .init(
            "Which API keys open an account: any (a new key gets a new account) or those of the seed only.",
            valueName: "policy"
        )
    )
    var keys = Standard.keys
    @Option(
        help: .init(
            "Requests an hour for each account and endpoint: off, documented (100, 200 or 600 by plan) or a number.",
            valueName: "policy"
        )
    )
    var rateLimits = Standard.rateLimits
    @Option(help: .init("Moment at which the clock stands (2026-11-20T09:00:00Z), or real.", valueName: "moment"))
    var clock = Standard.clock
    @Option(help: .init("Decides ids and draws: two runs with the same number answer alike.", valueName: "number"))
    var randomSeed: UInt64?
    @Option(help: .init("Bytes that the body of a request may have; more are answered 413.", valueName: "number"))
    var maxBody = Standard.maxBody
    @Option(help: .init("Connections open at once; more wait.", valueName: "number"))
    var maxConnections = Standard.maxConnections
    @Option(help: .init("Time after which a silent connection is closed.", valueName: "seconds"))
    var idleTimeout = Standard.idleTimeout
    @Option(help: .init("Threads that answer; one for each core unless given.", valueName: "number"))
    var threads = Standard.threads
    @Option(help: .init("Form of the log on stderr, one line for each request.", valueName: "form"))
    var log = Standard.log
    @Flag(help: "Write API keys whole into log and journal.") var showKeys = false
    @Option(help: .init("WireMock stub files; their bodies are in __files beside it.", valueName: "directory"))
    var mappings: String?
    @Option(help: .init("Where mappings and __files are, as WireMock has it.", valueName: "directory"))
    var rootDir: String?
    @Flag(help: "Leave out stubs of files that are not supported, with a line in the log.") var lenientMappings = false
    @Option(help: .init("Requests that the journal of a world remembers.", valueName: "number"))
    var journalSize = Standard.journalSize
    @Flag(help: "Remember no requests.") var noRequestJournal = false
    @Flag(help: "Let a request ask for its own fault: X-Emulator-Status, -Delay, -Fault.") var requestOverrides = false
    @Flag(help: "Not faithful: answers have the fields that brevo-python 1.x requires.") var legacyResponses = false
    @Option(help: .init("Worlds beside the default one; more are answered 503.", valueName: "number"))
    var maxWorlds = Standard.maxWorlds
    @Option(help: .init("Time that a world lives without a request: 90s, 15m, 1h.", valueName: "time"))
    var worldTTL = Standard.worldTTL
    @Option(help: .init("Certificates in PEM, the server's first; with --tls-key for https.", valueName: "file"))
    var tlsCert: String?
    @Option(help: .init("Private key in PEM of the first certificate.", valueName: "file")) var tlsKey: String?
    @Option(
        help: .init(
            "What /__admin and /__emulator ask for: Authorization: Bearer TOKEN. Better given by its variable.",
            valueName: "token"
        )
    )
    var adminToken: AdminTokenOption?
    @OptionGroup(visibility: .private) var wireMock: WireMockArguments

    enum LogOption: String, CaseIterable, ExpressibleByArgument {
        case text, json, off
    }

    func validate() throws {
        guard basePath.hasPrefix("/"), basePath == "/" || !basePath.hasSuffix("/") else {
            throw ValidationError("--base-path must start with a slash and not end with one, or be /")
        }
        guard clock == "real" || Timestamp(clock) != nil else {
            throw ValidationError("--clock must be real or a time as RFC 3339 writes it: 2026-11-20T09:00:00Z")
        }
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key go together; only one of them is given")
        }
        try Self.check(maxBody, "--max-body", 1...1 << 30)
        try Self.check(maxConnections, "--max-connections", 1...65_535)
        try Self.check(idleTimeout, "--idle-timeout", 1...86_400)
        try Self.check(threads, "--threads", 1...256)
        try Self.check(journalSize, "--journal-size", 1...1_000_000)
        if let entries = wireMock.maxRequestJournalEntries {
            try Self.check(entries, "--max-request-journal-entries", 1...1_000_000)
        }
        try Self.check(maxWorlds, "--max-worlds", 1...1_000_000)
    }

    func run() throws {
        // Blocked before the first thread starts, so that every thread leaves them to the wait below.
        let signals = TerminationSignals()
        raiseDescriptorLimit()
        if !wireMock.ignored.isEmpty { note("options without effect: \(wireMock.ignored.joined(separator: ", "))") }
        let keeper = stateFile.map { StateKeeper(StateFile($0)) }
        let server = try start(keeper)
        try keeper?.start { server.emulator.stateDocument() }
        if let portFile { try File.replace(portFile, with: Array("\(server.port)\n".utf8)) }
        var ready = JSONWriter()
        ready.object { json in
            json.member("event", "ready")
            json.member("url", server.url)
            json.member("port", Int(server.port))
            json.member("pid", Int(getpid()))
            json.member("version", Version.current)
        }
        Stream.standardOutput.write(ready.text + "\n")
        signals.wait()
        server.stop()
        try keeper?.stop()
    }

    /// A process may often open 1024 descriptors at first, fewer than there may be connections.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private func start(_ keeper: StateKeeper?) throws -> EmulatorServer {
        var listening = HTTPListener.Configuration()
        listening.host = wireMock.bindAddress ?? host
        listening.port = port
        listening.threads = threads
        listening.maximumConnections = maxConnections
        listening.idleTimeout = .seconds(idleTimeout)
        if let tlsCert, let tlsKey {
            listening.identity = TLSIdentity(certificates: try File.read(tlsCert), key: try File.read(tlsKey))
        }
        var emulator = Emulator.Configuration()
        emulator.basePath = basePath
        emulator.bodyLimit = maxBody
        emulator.keyPolicy = keys
        emulator.rateLimits = rateLimits
        emulator.seed = try seed.map(File.readJSON)
        if let keeper {
            emulator.state = try keeper.file.load()
            emulator.stateChanged = { keeper.note() }
        }
        emulator.frozenClock = Timestamp(clock)
        emulator.randomSeed = randomSeed
        emulator.showsKeys = showKeys
        emulator.adminToken = adminToken?.text
        emulator.journalSize = noRequestJournal ? nil : wireMock.maxRequestJournalEntries ?? journalSize
        emulator.allowsRequestOverrides = requestOverrides
        emulator.addsLegacyFields = legacyResponses
        emulator.maximumWorlds = maxWorlds
        emulator.worldLifetime = worldTTL.duration
        emulator.version = Version.current
        let directories = mappingDirectories
        emulator.stubFiles = StubFiles(templating: wireMock.templating) { name in
            directories.lazy.compactMap { $0.body(name) }.first
        }
        for directory in directories {
            try directory.add(to: &emulator.stubFiles, skipsInvalid: lenientMappings, log: note)
        }
        let bodies = BodyFiles(directories)
        emulator.bodyFiles = { bodies.bytes(of: $0) }
        // As if somebody had asked from outside: the wait in run() ends.
        emulator.shutDown = { kill(getpid(), SIGTERM) }
        if let format = AccessLog.Format(rawValue: log.rawValue) {
            emulator.accessLog = AccessLog(format: format, showsKeys: showKeys) { line in
                Stream.standardError.writeUnlessBlocked(line + "\n")
            }
        }
        do { return try EmulatorServer(listening: listening, emulator) } catch let invalid as InvalidSeed {
            let more = invalid.faults.count > 1 ? " (and \(invalid.faults.count - 1) more: brevo-emulator check)" : ""
            let file = invalid.source == .state ? stateFile : seed
            throw Failure("\(file ?? "seed"): \(invalid.faults[0])\(more)")
        }
    }

    /// Those that were named must be there; the others are read if they are.
    private var mappingDirectories: [MappingDirectory] {
        let usual = [rootDir.map { MappingDirectory($0 + "/mappings") }, .ofImages].compactMap(\.self).filter(\.exists)
        return usual + [mappings.map(MappingDirectory.init)].compactMap(\.self)
    }

    /// Writes a line to stderr, unless the log is off.
    private func note(_ line: String) {
        if log != .off { Stream.standardError.writeUnlessBlocked("brevo-emulator: \(line)\n") }
    }

    private static func check(_ value: Int, _ option: String, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw ValidationError("\(option) must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}

extension Accounts.KeyPolicy: ExpressibleByArgument {}

extension RateLimits.Policy: ExpressibleByArgument {
    /// Reads `off`, `documented` or a number.
    public init?(argument: String) {
        self.init(argument)
    }

    /// The value as the option takes it.
    public var defaultValueDescription: String {
        switch self {
        case .off: "off"
        case .documented: "documented"
        case .perHour(let number): String(number)
        }
    }
}

/// Something that ends the program with status 1 and one line.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
