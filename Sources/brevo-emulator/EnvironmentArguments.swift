internal import ArgumentParser
internal import Glibc

/// The options of `serve` that the environment sets: `BREVO_EMULATOR_PORT=0` is `--port 0`.
struct EnvironmentArguments {
    let name: String
    let arguments: [String]

    /// An empty variable counts as absent but for these: a secret that failed to arrive must not leave the door open.
    private static let secrets = ["admin-token"]

    /// The variables that are set.
    static func all() throws -> [EnvironmentArguments] {
        try Setting.all.compactMap { setting in
            let (option, name) = (setting.name, variable(setting.name))
            guard let value = value(of: name), !value.isEmpty || secrets.contains(option) else { return nil }
            if !setting.isFlag {
                return EnvironmentArguments(name: name, arguments: ["--\(option)=\(value)"])
            }
            switch value {
            case "1", "true": return EnvironmentArguments(name: name, arguments: ["--\(option)"])
            case "0", "false": return nil
            default: throw ValidationError("\(name): The value '\(value)' is neither true nor false")
            }
        }
    }

    /// The name of an option's variable.
    static func variable(_ option: String) -> String {
        "BREVO_EMULATOR_" + String(option.map { $0 == "-" ? "_" : $0 }).uppercased()
    }

    /// The value of a variable, nil where it is not set.
    static func value(of name: String) -> String? {
        // Read before any thread is started; nobody sets variables later.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
