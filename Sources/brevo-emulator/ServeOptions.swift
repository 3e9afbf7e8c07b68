internal import ArgumentParser
internal import BrevoCore
internal import BrevoEmulator
internal import Glibc

/// The options of `serve`, with their defaults.
///
/// An option is described in `visit(_:)` and nowhere else: its variable, help, completions and row in docs/options.md
/// follow.
struct ServeOptions {
    var host = "127.0.0.1"
    var port: NumberInRange<0, 65_535> = 8080
    var portFile: String?
    var basePath = BasePath.ofBrevo
    var seed: String?
    var stateFile: String?
    var stateSync = false
    var keys = Accounts.KeyPolicy.any
    var rateLimits = RateLimits.Policy.off
    var assume: [AssumptionSetting] = []
    var clock = ClockOption.real
    var randomSeed: UInt64?
    var maxBody: NumberInRange<1, 1_073_741_824> = 1_048_576
    var maxConnections: NumberInRange<1, 65_535> = 4096
    var idleTimeout: NumberInRange<1, 86_400> = 60
    var threads = NumberInRange<1, 256>(max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) / 2, 256)))
    var log = LogFormat.text
    var open = false
    var showKeys = false
    var mappings: String?
    var rootDir: String?
    var lenientMappings = false
    var journalSize: NumberInRange<1, 1_000_000> = 10_000
    var noRequestJournal = false
    var requestOverrides = false
    var legacyResponses = false
    var maxWorlds: NumberInRange<1, 1_000_000> = 10_000
    var memory = MemorySize(mebibytes: 512)
    var worldTTL = Lifetime(hours: 1)
    var tlsCert: String?
    var tlsKey: String?
    var adminToken: AdminTokenOption?
    var allowOrigin: [OriginOption] = []
    var allowHost: [HostOption] = []

    /// Tells the visitor about each option, in the order of the help.
    mutating func visit(_ visitor: inout some OptionVisitor) throws {
        try visitServer(&visitor)
        try visitService(&visitor)
        try visitLimits(&visitor)
        try visitStubs(&visitor)
        try visitWorlds(&visitor)
        try visitAccess(&visitor)
    }

    /// Checks what concerns more than one option.
    func checkCombinations() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key must be given together")
        }
        guard !stateSync || stateFile != nil else { throw ValidationError("--state-sync needs --state-file") }
    }
}

extension ServeOptions {
    private mutating func visitServer(_ visitor: inout some OptionVisitor) throws {
        try visitor.option(
            "host",
            &host,
            OptionDescription("Address to listen on; :: listens on IPv4 and IPv6.", valueName: "address")
        )
        try visitor.option("port", &port, "Port to listen on; 0 picks a free one.")
        try visitor.option(
            "port-file",
            &portFile,
            OptionDescription(
                "File to write the port to once the server listens.",
                valueName: "file",
                completion: .file()
            )
        )
        try visitor.option(
            "base-path",
            &basePath,
            OptionDescription("Path in front of every path of the API, such as /v3; / for none.", valueName: "path")
        )
    }

    private mutating func visitService(_ visitor: inout some OptionVisitor) throws {
        try visitor.option(
            "seed",
            &seed,
            OptionDescription("State document to start with.", valueName: "file", completion: .json)
        )
        try visitor.option(
            "state-file",
            &stateFile,
            OptionDescription(
                """
                File that keeps the state of the default world across restarts; if it exists, it is read instead of \
                --seed.
                """,
                valueName: "file",
                completion: .json
            )
        )
        try visitor.flag("state-sync", &stateSync, "Send a response only once its change is in the state file.")
        try visitor.option(
            "keys",
            &keys,
            OptionDescription(
                "Which API keys are valid: any (a new key opens an account) or only those in the seed.",
                valueName: "policy"
            )
        )
        try visitor.option(
            "rate-limits",
            &rateLimits,
            OptionDescription(
                """
                Requests per hour for each account and endpoint: off, documented (100, 200 or 600 by plan), count (the \
                same numbers, but nothing is refused) or a number.
                """,
                valueName: "policy"
            )
        )
        try visitor.options(
            "assume",
            &assume,
            OptionDescription(
                """
                What to assume where Brevo documents nothing, such as update=replace; assumptions=strictest sets all. \
                Repeatable.
                """,
                valueName: "name=value",
                completion: .list(AssumptionSetting.all)
            ),
            read: AssumptionSetting.init
        )
        try visitor.option(
            "clock",
            &clock,
            OptionDescription(
                "Time at which the clock stands still, such as 2026-11-20T09:00:00Z, or real.",
                valueName: "time"
            )
        )
        try visitor.option(
            "random-seed",
            &randomSeed,
            OptionDescription(
                "Seed for ids and random choices: two runs with the same seed send the same responses.",
                valueName: "number"
            )
        )
    }

    private mutating func visitLimits(_ visitor: inout some OptionVisitor) throws {
        try visitor.option("max-body", &maxBody, "Largest request body in bytes; a larger one gets 413.")
        try visitor.option("max-connections", &maxConnections, "Connections that are open at a time; others wait.")
        try visitor.option("idle-timeout", &idleTimeout, "Seconds after which a silent connection is closed.")
        try visitor.option(
            "threads",
            &threads,
            "Threads that handle requests; by default half as many as processors."
        )
        try visitor.option(
            "log",
            &log,
            OptionDescription("Format of the log on stderr, one line per request.", valueName: "format")
        )
        try visitor.flag("open", &open, "Open the inspector in a browser once the server listens.")
        try visitor.flag("show-keys", &showKeys, "Show API keys in full in the log and the journal.")
    }

    private mutating func visitStubs(_ visitor: inout some OptionVisitor) throws {
        try visitor.option(
            "mappings",
            &mappings,
            OptionDescription(
                "Directory of WireMock stub files; __files beside it has their bodies.",
                valueName: "directory",
                completion: .directory
            )
        )
        try visitor.option(
            "root-dir",
            &rootDir,
            OptionDescription(
                "Directory that contains mappings and __files, as in WireMock.",
                valueName: "directory",
                completion: .directory
            )
        )
        try visitor.flag(
            "lenient-mappings",
            &lenientMappings,
            "Leave out stubs of files that are not supported, with a line in the log for each."
        )
        try visitor.option("journal-size", &journalSize, "Requests that the journal of each world keeps.")
        try visitor.flag("no-request-journal", &noRequestJournal, "Keep no journal.")
        try visitor.flag(
            "request-overrides",
            &requestOverrides,
            "Let a request ask for its own fault by X-Emulator-Status, X-Emulator-Delay and X-Emulator-Fault."
        )
        try visitor.flag(
            "legacy-responses",
            &legacyResponses,
            "Not faithful: add the fields that brevo-python 1.x requires to responses."
        )
    }

    private mutating func visitWorlds(_ visitor: inout some OptionVisitor) throws {
        try visitor.option(
            "max-worlds",
            &maxWorlds,
            "Worlds besides the default one; a request to another gets 503."
        )
        try visitor.option(
            "memory",
            &memory,
            OptionDescription(
                """
                Memory that worlds and connections may take together, such as 512MiB; what would take more is refused, \
                and journals are shortened.
                """,
                valueName: "size"
            )
        )
        try visitor.option(
            "world-ttl",
            &worldTTL,
            OptionDescription("Time after which an unused world is deleted: 90s, 15m, 1h.", valueName: "time")
        )
    }

    private mutating func visitAccess(_ visitor: inout some OptionVisitor) throws {
        try visitor.option(
            "tls-cert",
            &tlsCert,
            OptionDescription(
                "Certificates in PEM, the server's first; with --tls-key, serves https.",
                valueName: "file",
                completion: .file()
            )
        )
        try visitor.option(
            "tls-key",
            &tlsKey,
            OptionDescription(
                "Private key of the server's certificate in PEM.",
                valueName: "file",
                completion: .file()
            )
        )
        try visitor.option(
            "admin-token",
            &adminToken,
            OptionDescription(
                """
                Token that /__admin and /__emulator require, as Authorization: Bearer TOKEN; better set by its variable.
                """,
                valueName: "token"
            )
        )
        try visitor.options(
            "allow-origin",
            &allowOrigin,
            OptionDescription(
                """
                Origin of a web page that may use /__admin and /__emulator, such as http://localhost:3000; may be \
                repeated.
                """,
                valueName: "origin"
            ),
            read: OriginOption.init
        )
        try visitor.options(
            "allow-host",
            &allowHost,
            OptionDescription(
                """
                Host name by which a browser may call /__admin and /__emulator, beside localhost and IP addresses; may \
                be repeated.
                """,
                valueName: "name"
            ),
            read: HostOption.init
        )
    }
}

extension CompletionKind {
    fileprivate static var json: CompletionKind { .file(extensions: ["json"]) }
}
