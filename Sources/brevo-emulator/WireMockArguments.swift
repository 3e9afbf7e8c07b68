internal import ArgumentParser

/// What programs that start a WireMock say to it and this program needs not hear.
struct WireMockArguments: ParsableArguments {
    @Flag(name: [.customLong("verbose"), .customLong("disable-banner")]) var isLoud: Int
    @Flag(name: [.customLong("global-response-templating"), .customLong("local-response-templating")])
    var templating: Int
    /// `-jar FILE`, from clients that start `java`.
    @Option(name: .customLong("jar", withSingleDash: true)) var jar: String?
}
