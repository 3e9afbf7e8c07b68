internal import ArgumentParser
internal import BrevoCore
internal import BrevoEmulator
internal import Glibc

/// The options of `serve`.
///
/// Each is declared here and nowhere else: its variable, help, completions and row in docs/options.md follow.
struct ServeOptions: ParsableArguments {
    @Option(help: .init("Address to listen on; :: listens on IPv4 and IPv6.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: "Port to listen on; 0 picks a free one.")
    var port: NumberInRange<0, 65_535> = 8080

    @Option(
        help: .init("File to write the port to once the server listens.", valueName: "file"),
        completion: .file()
    )
    var portFile: String?

    @Option(help: .init("Path in front of every path of the API, such as /v3; / for none.", valueName: "path"))
    var basePath = BasePath.ofBrevo

    @Option(help: .init("State document to start with.", valueName: "file"), completion: .file(extensions: ["json"]))
    var seed: String?

    @Option(
        help: .init(
            "File that keeps the state of the default world across restarts; if it exists, it is read instead of --seed.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var stateFile: String?

    @Flag(help: "Send a response only once its change is in the state file.")
    var stateSync = false

    @Option(
        help: .init(
            "Which API keys are valid: any (a new key opens an account) or only those in the seed.",
            valueName: "policy"
        )
    )
    var keys = Accounts.KeyPolicy.any

    @Option(
        help: .init(
            """
            Requests per hour for each account and endpoint: off, documented (100, 200 or 600 by plan), count (the same \
            numbers, but nothing is refused) or a number.
            """,
            valueName: "policy"
        )
    )
    var rateLimits = RateLimits.Policy.off

    @Option(
        help: .init(
            """
            What to assume where Brevo documents nothing, such as update=replace; assumptions=strictest sets all. \
            Repeatable.
            """,
            valueName: "name=value"
        ),
        completion: .list(AssumptionSetting.all),
        transform: AssumptionSetting.init
    )
    var assume: [AssumptionSetting] = []

    @Option(
        help: .init("Time at which the clock stands still, such as 2026-11-20T09:00:00Z, or real.", valueName: "time")
    )
    var clock = ClockOption.real

    @Option(
        help: .init(
            "Seed for ids and random choices: two runs with the same seed send the same responses.",
            valueName: "number"
        )
    )
    var randomSeed: UInt64?

    @Option(help: "Largest request body in bytes; a larger one gets 413.")
    var maxBody: NumberInRange<1, 1_073_741_824> = 1_048_576

    @Option(help: "Connections that are open at a time; others wait.")
    var maxConnections: NumberInRange<1, 65_535> = 4096

    @Option(help: "Seconds after which a silent connection is closed.")
    var idleTimeout: NumberInRange<1, 86_400> = 60

    @Option(help: "Threads that handle requests; by default half as many as processors.")
    var threads = NumberInRange<1, 256>(max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) / 2, 256)))

    @Option(help: .init("Format of the log on stderr, one line per request.", valueName: "format"))
    var log = LogFormat.text

    @Flag(help: "Open the inspector in a browser once the server listens.")
    var open = false

    @Flag(help: "Show API keys in full in the log and the journal.")
    var showKeys = false

    @Option(
        help: .init("Directory of WireMock stub files; __files beside it has their bodies.", valueName: "directory"),
        completion: .directory
    )
    var mappings: String?

    @Option(
        help: .init("Directory that contains mappings and __files, as in WireMock.", valueName: "directory"),
        completion: .directory
    )
    var rootDir: String?

    @Flag(help: "Leave out stubs of files that are not supported, with a line in the log for each.")
    var lenientMappings = false

    @Option(help: "Requests that the journal of each world keeps.")
    var journalSize: NumberInRange<1, 1_000_000> = 10_000

    @Flag(help: "Keep no journal.")
    var noRequestJournal = false

    @Flag(help: "Let a request ask for its own fault by X-Emulator-Status, X-Emulator-Delay and X-Emulator-Fault.")
    var requestOverrides = false

    @Flag(help: "Not faithful: add the fields that brevo-python 1.x requires to responses.")
    var legacyResponses = false

    @Option(help: "Worlds besides the default one; a request to another gets 503.")
    var maxWorlds: NumberInRange<1, 1_000_000> = 10_000

    @Option(
        help: .init(
            """
            Memory that worlds and connections may take together, such as 512MiB; what would take more is refused, and \
            journals are shortened.
            """,
            valueName: "size"
        )
    )
    var memory = MemorySize(mebibytes: 512)

    @Option(help: .init("Time after which an unused world is deleted: 90s, 15m, 1h.", valueName: "time"))
    var worldTTL = Lifetime(hours: 1)

    @Option(
        help: .init("Certificates in PEM, the server's first; with --tls-key, serves https.", valueName: "file"),
        completion: .file()
    )
    var tlsCert: String?

    @Option(
        help: .init("Private key of the server's certificate in PEM.", valueName: "file"),
        completion: .file()
    )
    var tlsKey: String?

    @Option(
        help: .init(
            "Token that /__admin and /__emulator require, as Authorization: Bearer TOKEN; better set by its variable.",
            valueName: "token"
        )
    )
    var adminToken: AdminTokenOption?

    @Option(
        help: .init(
            """
            Origin of a web page that may use /__admin and /__emulator, such as http://localhost:3000; may be repeated.
            """,
            valueName: "origin"
        )
    )
    var allowOrigin: [OriginOption] = []

    @Option(
        help: .init(
            """
            Host name by which a browser may call /__admin and /__emulator, beside localhost and IP addresses; may be \
            repeated.
            """,
            valueName: "name"
        )
    )
    var allowHost: [HostOption] = []

    /// Checks what concerns more than one option.
    func checkCombinations() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key must be given together")
        }
        guard !stateSync || stateFile != nil else { throw ValidationError("--state-sync needs --state-file") }
    }
}
