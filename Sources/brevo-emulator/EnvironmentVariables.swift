internal import ArgumentParser

/// What the environment says about the options of `serve`: `BREVO_EMULATOR_PORT=0` stands for `--port 0`.
struct EnvironmentVariables {
    /// A variable, and the arguments that it stands for.
    struct Setting {
        let variable: String
        let arguments: [String]
    }

    private static let prefix = "BREVO_EMULATOR_"

    /// The variables that set an option, sorted.
    private(set) var settings: [Setting] = []
    /// The variables that an orchestrator has set for a service of the program's name, sorted.
    private(set) var ignored: [String] = []

    /// The arguments of all settings.
    var arguments: [String] { settings.flatMap(\.arguments) }

    /// The variable of an option: `BREVO_EMULATOR_PORT_FILE` for `port-file`.
    static func variable(of option: String) -> String {
        prefix + String(option.map { $0 == "-" ? "_" : $0 }).uppercased()
    }

    /// Reads the variables of the options that are not among the given arguments.
    ///
    /// - Throws: `ValidationError` for a variable that names no option, and for one whose value a flag cannot have.
    init(_ environment: [String: String], given arguments: [String]) throws {
        let own = environment.filter { $0.key.hasPrefix(Self.prefix) }
        if own.isEmpty { return }
        let options = DeclaredOption.all
        for (name, value) in own.sorted(by: { $0.key < $1.key }) {
            if OrchestratorVariable.isOne(name.dropFirst(Self.prefix.count), value: value) {
                ignored.append(name)
                continue
            }
            guard let option = options.first(where: { Self.variable(of: $0.name) == name }) else {
                throw ValidationError("\(name) names no option of the program")
            }
            if Self.isGiven(option, in: arguments) { continue }
            let meant = try option.arguments(for: value, in: name)
            if !meant.isEmpty { settings.append(Setting(variable: name, arguments: meant)) }
        }
    }

    private static func isGiven(_ option: DeclaredOption, in arguments: [String]) -> Bool {
        arguments.contains { $0 == "--\(option.name)" || $0.hasPrefix("--\(option.name)=") }
    }
}
