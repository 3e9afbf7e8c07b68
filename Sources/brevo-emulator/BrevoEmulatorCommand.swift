internal import ArgumentParser
internal import Glibc

/// The program: `brevo-emulator [serve | check | healthcheck | coverage | openapi | catalog | completions]`.
@main struct BrevoEmulatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brevo-emulator",
        abstract: "Emulates Brevo's user-management API for integration tests.",
        usage: "brevo-emulator [serve] [<option> ...]\nbrevo-emulator <subcommand> ...",
        discussion: """
            Without a subcommand it serves. Every option of serve has an environment variable of the same name: \
            --port is BREVO_EMULATOR_PORT. Options take precedence over variables, variables over defaults.
            """,
        version: Version.current,
        subcommands: [
            Serve.self, Check.self, Healthcheck.self, CoverageCommand.self, OpenAPI.self, CatalogTable.self,
            Completions.self,
        ],
        defaultSubcommand: Serve.self
    )

    static func main() {
        StandardDescriptors.open()
        NameService.useBuiltInSources()
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch StandIn.called {
        case .curl: Glibc.exit(Curl.run(arguments))
        case .wget: Glibc.exit(Wget.run(arguments))
        case .sh: Glibc.exit(Shell.run(arguments))
        case .entryPoint, nil: Glibc.exit(run(arguments))
        }
    }

    /// Runs the command that the arguments name; an error is one line on stderr.
    ///
    /// - Returns: the exit status.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            if let server = try serverProcess(for: arguments) {
                try server.run()
            } else {
                var command = try parseAsRoot(arguments)
                try command.run()
            }
            return EXIT_SUCCESS
        } catch { return report(error) }
    }

    private static func report(_ error: any Error) -> Int32 {
        let status = exitCode(for: error)
        guard status != .success else {
            Stream.standardOutput.write(fullMessage(for: error) + "\n")
            return EXIT_SUCCESS
        }
        let line = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        if !line.isEmpty { Stream.standardError.write("brevo-emulator: \(line)\n") }
        return status == .validationFailure ? status.rawValue : EXIT_FAILURE
    }

    /// The process that the arguments and the environment's variables ask for; nil if they name another command.
    static func serverProcess(for arguments: [String]) throws -> ServerProcess? {
        if ["--help", "-h"].contains(arguments.first), arguments.count == 1 {
            throw CleanExit.message(RootWithServeOptions.helpMessage())
        }
        guard let given = serveArguments(in: arguments) else { return nil }
        let variables = try EnvironmentVariables(ProcessEnvironment.variables, given: given)
        var server: ServerProcess
        if let options = PlainArguments.options(in: variables.arguments + given) {
            server = ServerProcess(options: options)
        } else {
            server = try parse(given, variables).process
        }
        server.ignoredVariables = variables.ignored
        return server
    }

    private static func parse(_ given: [String], _ variables: EnvironmentVariables) throws -> Serve {
        do {
            // Not by way of the root, which would look at the options of all commands first.
            return try Serve.parse(variables.arguments + given)
        } catch {
            // Help is about the command as part of the program.
            if exitCode(for: error) == .success {
                var help = try parseAsRoot(["serve"] + given)
                try help.run()
            }
            // The message must name the variable, not the option, where the variable is at fault.
            for setting in variables.settings {
                do { _ = try Serve.parse(setting.arguments) } catch {
                    throw ValidationError("\(setting.variable): \(message(for: error))")
                }
            }
            throw error
        }
    }

    /// The arguments that follow `serve`, whether it is named or not; nil where another command is named.
    private static func serveArguments(in arguments: [String]) -> [String]? {
        guard let first = arguments.first else { return [] }
        if first == "serve" { return Array(arguments.dropFirst()) }
        if first.hasPrefix("-") {
            return first == "--version" || first.hasPrefix("--generate-completion-script") ? nil : arguments
        }
        return first == "help" || configuration.subcommands.contains { $0._commandName == first } ? nil : arguments
    }
}

/// The root together with the options of `serve`, which it accepts too: what help and completions show.
struct RootWithServeOptions: ParsableCommand {
    static let configuration = BrevoEmulatorCommand.configuration

    @OptionGroup(title: "Options of serve") var options: ServeOptions
}

/// An error that ends the program with status 1 and one line.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
