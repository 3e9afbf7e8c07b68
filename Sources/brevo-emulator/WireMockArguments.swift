internal import ArgumentParser
internal import BrevoEmulator

/// WireMock's options that are not the program's own, so that a command line for a real WireMock works here.
///
/// An option without a meaning here is accepted; one that would change responses is refused. docs/wiremock.md lists both.
struct WireMockArguments: ParsableArguments {
    @Flag(help: .hidden) var flags: [WireMockFlag] = []
    @Option(help: "The address to listen on, as --host.") var bindAddress: String?
    @Option(help: "The number of requests that the journal keeps, as --journal-size.")
    var maxRequestJournalEntries: NumberInRange<1, 1_000_000>?
    /// `-jar FILE`, from clients that start `java`.
    @Option(name: .customLong("jar", withSingleDash: true)) var jar: String?

    @Option(name: names(ignoredOptions)) var ignoredValues: [String] = []
    @Option(name: names(proxyOptions), transform: refuse("this emulator is not a proxy")) var proxyValues: [String] = []
    @Option(name: names(tlsOptions), transform: refuse("use --tls-cert and --tls-key")) var tlsValues: [String] = []
    @Option(
        name: names(extensionOptions),
        transform: refuse("this emulator cannot load classes or read a class path")
    )
    var extensionValues: [String] = []
    @Option(name: .customLong("admin-api-basic-auth"), transform: refuse("use --admin-token"))
    var adminAPIBasicAuth: [String] = []

    /// Options with a value that have no meaning here.
    static let ignoredOptions = [
        "allow-proxy-targets", "async-response-enabled", "async-response-threads", "ca-keystore",
        "ca-keystore-password",
        "ca-keystore-type", "container-threads", "deny-proxy-targets", "filename-template", "jetty-accept-queue-size",
        "jetty-acceptor-threads", "jetty-header-buffer-size", "jetty-header-request-size", "jetty-header-response-size",
        "jetty-idle-timeout", "jetty-stop-timeout", "logged-response-body-size-limit", "match-headers",
        "max-http-client-connections", "max-template-cache-entries", "permitted-system-keys", "proxy-pass-through",
        "proxy-timeout", "supported-proxy-encodings", "timeout", "trust-proxy-target", "use-chunked-encoding",
        "webhook-threadpool-size",
    ]
    /// Options with a value that are refused, by their reason.
    static let proxyOptions = ["proxy-all", "proxy-via"]
    static let tlsOptions = [
        "https-port", "https-keystore", "keystore-password", "keystore-type", "key-manager-password",
        "https-truststore",
        "truststore-password", "truststore-type",
    ]
    static let extensionOptions = ["extensions", "load-resources-from-classpath"]

    private static func names(_ options: [String]) -> NameSpecification {
        NameSpecification(options.map { .customLong($0) })
    }

    private static func refuse(_ reason: String) -> @Sendable (String) throws -> String {
        { _ in throw ValidationError("\(reason)") }
    }

    func validate() throws {
        if let (flag, reason) = flags.lazy.compactMap({ flag in flag.refusal.map { (flag, $0) } }).first {
            throw ValidationError("--\(flag.rawValue): \(reason)")
        }
    }

    /// The options with what WireMock's names for them say.
    func applied(to options: ServeOptions) -> ServeOptions {
        var options = options
        if let bindAddress { options.host = bindAddress }
        if let maxRequestJournalEntries { options.journalSize = maxRequestJournalEntries }
        return options
    }

    /// Which responses are templates.
    var templating: StubFiles.Templating {
        if flags.contains(.globalResponseTemplating) { return .global }
        return flags.contains(.disableResponseTemplating) ? .disabled : .perStub
    }

    /// The options among the program's arguments that have no effect, for one line in the log.
    var ignored: [String] {
        let options = Self.ignoredOptions.map { "--\($0)" }.filter { option in
            CommandLine.arguments.contains { $0 == option || $0.hasPrefix(option + "=") }
        }
        return flags.filter(\.isIgnored).map { "--\($0.rawValue)" } + options
    }
}

/// WireMock's options without a value.
enum WireMockFlag: String, EnumerableFlag {
    case globalResponseTemplating = "global-response-templating"
    case localResponseTemplating = "local-response-templating"
    case disableResponseTemplating = "disable-response-templating"

    case adminAPIRequireHTTPS = "admin-api-require-https"
    case disableBanner = "disable-banner"
    case disableConnectionReuse = "disable-connection-reuse"
    case disableExtensionsScanning = "disable-extensions-scanning"
    case disableGzip = "disable-gzip"
    case disableHTTP = "disable-http"
    case disableHTTP2Plain = "disable-http2-plain"
    case disableHTTP2TLS = "disable-http2-tls"
    case disableOptimizeXMLFactoriesLoading = "disable-optimize-xml-factories-loading"
    case disableRequestLogging = "disable-request-logging"
    case disableStrictHTTPHeaders = "disable-strict-http-headers"
    case enableBrowserProxying = "enable-browser-proxying"
    case enableStubCORS = "enable-stub-cors"
    case httpsRequireClientCert = "https-require-client-cert"
    case preserveHostHeader = "preserve-host-header"
    case preserveUserAgentProxyHeader = "preserve-user-agent-proxy-header"
    case printAllNetworkTraffic = "print-all-network-traffic"
    case recordMappings = "record-mappings"
    case trustAllProxyTargets = "trust-all-proxy-targets"
    case verbose

    static func name(for flag: WireMockFlag) -> NameSpecification {
        .customLong(flag.rawValue)
    }

    private enum Meaning {
        case effective
        case ignored
        case refused(String)
    }

    private var meaning: Meaning {
        switch self {
        case .globalResponseTemplating, .localResponseTemplating, .disableResponseTemplating: .effective
        case .disableBanner, .disableConnectionReuse, .disableExtensionsScanning, .disableGzip, .disableHTTP2Plain,
            .disableHTTP2TLS, .disableOptimizeXMLFactoriesLoading, .disableRequestLogging, .disableStrictHTTPHeaders,
            .preserveHostHeader, .preserveUserAgentProxyHeader, .printAllNetworkTraffic, .trustAllProxyTargets,
            .verbose:
            .ignored
        case .adminAPIRequireHTTPS, .disableHTTP, .httpsRequireClientCert:
            .refused("this emulator serves either http or, with --tls-cert and --tls-key, https")
        case .enableBrowserProxying: .refused("this emulator is not a proxy")
        case .enableStubCORS: .refused("give the stubs the headers of CORS")
        case .recordMappings: .refused("this emulator records no stubs")
        }
    }

    /// Why the option is refused; nil if it is not.
    var refusal: String? {
        if case .refused(let reason) = meaning { reason } else { nil }
    }

    var isIgnored: Bool {
        if case .ignored = meaning { true } else { false }
    }
}
