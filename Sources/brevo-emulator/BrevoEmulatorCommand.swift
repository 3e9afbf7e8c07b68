internal import ArgumentParser

/// The program: `brevo-emulator [serve | check | healthcheck | catalog | completions]`.
@main struct BrevoEmulatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brevo-emulator",
        abstract: "Emulates Brevo's user-management API for integration tests.",
        usage: "brevo-emulator [serve] [<option> ...]\nbrevo-emulator <subcommand> ...",
        discussion: """
            Without a subcommand it serves. Every option of serve has an environment variable of the same name: \
            --port is BREVO_EMULATOR_PORT. Options beat variables, variables beat defaults.
            """,
        version: Version.current,
        subcommands: [Serve.self, Check.self, Healthcheck.self, CatalogTable.self, Completions.self],
        defaultSubcommand: Serve.self
    )

    /// Runs the command that the arguments name; a refusal is one line on stderr.
    static func main() {
        if Curl.isMeant { Curl.main(Array(CommandLine.arguments.dropFirst())) }
        do {
            var command = try parse(Array(CommandLine.arguments.dropFirst()))
            try command.run()
        } catch {
            let status = exitCode(for: error)
            guard status != .success else { exit(withError: error) }
            let line = message(for: error).replacingLineFeeds
            if !line.isEmpty { Stream.standardError.write("brevo-emulator: \(line)\n") }
            exit(withError: status == .validationFailure ? status : ExitCode.failure)
        }
    }

    /// The root's help with the options of `serve`, which is what nearly everybody looks for.
    private static var wholeHelp: String {
        let lines = helpMessage(for: Serve.self).split(separator: "\n", omittingEmptySubsequences: false)
        let options = lines.drop { $0 != "OPTIONS:" }.dropFirst()
        return helpMessage() + "\n\nOPTIONS OF serve:\n" + options.joined(separator: "\n")
    }

    /// Parses the arguments with those of the environment before them, so that the given ones win.
    static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        if arguments == ["--help"] || arguments == ["-h"] { throw CleanExit.message(wholeHelp) }
        let others = ["check", "healthcheck", "catalog", "completions", "help", "--version"]
        if let first = arguments.first, others.contains(first) || first.hasPrefix("--generate-completion-script") {
            return try parseAsRoot(arguments)
        }
        let given = arguments.first == "serve" ? Array(arguments.dropFirst()) : arguments
        let inherited = try EnvironmentArguments.all()
        if let serve = Serve(plain: inherited.flatMap(\.arguments) + given) { return serve }
        do { return try parseAsRoot(["serve"] + inherited.flatMap(\.arguments) + given) } catch {
            // A fault of the environment is told by the variable's name, which is where it must be mended.
            for variable in inherited {
                do { _ = try parseAsRoot(["serve"] + variable.arguments) } catch {
                    throw ValidationError("\(variable.name): " + message(for: error))
                }
            }
            throw error
        }
    }
}

extension String {
    fileprivate var replacingLineFeeds: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
