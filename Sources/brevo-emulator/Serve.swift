internal import ArgumentParser

/// `brevo-emulator serve` as ArgumentParser reads it.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the API until SIGTERM, SIGINT or SIGHUP.")

    @OptionGroup var options: ServeOptions
    @OptionGroup(visibility: .private) var wireMock: WireMockArguments

    /// The process that these arguments ask for.
    var process: ServerProcess {
        ServerProcess(
            options: wireMock.applied(to: options),
            templating: wireMock.templating,
            ignoredOptions: wireMock.ignored
        )
    }
}
