internal import ArgumentParser
internal import BrevoEmulator

/// `brevo-emulator openapi`: what the emulator serves, as an OpenAPI document.
struct OpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print what the emulator serves, as an OpenAPI 3.1 document."
    )

    @Option(help: .init("Path in front of every path of the API; / for none.", valueName: "path"))
    var basePath = BasePath.ofBrevo

    func run() throws {
        var configuration = Emulator.Configuration()
        (configuration.basePath, configuration.version) = (basePath.text, Version.current)
        Stream.standardOutput.write(
            String(decoding: try Emulator(configuration).openAPIDocument(), as: UTF8.self) + "\n"
        )
    }
}
