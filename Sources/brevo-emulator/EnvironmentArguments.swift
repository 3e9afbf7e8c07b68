internal import Glibc

/// The options of `serve` that the environment sets: `BREVO_EMULATOR_PORT=0` is `--port 0`.
struct EnvironmentArguments {
    let name: String
    let arguments: [String]

    private static let options = [
        "host", "port", "port-file", "base-path", "seed", "keys", "clock", "random-seed", "max-body",
        "max-connections", "idle-timeout", "threads", "log", "mappings", "root-dir", "journal-size",
    ]
    private static let flags = ["show-keys", "no-request-journal"]

    /// The variables that are set, an empty one counting as absent.
    static func all() -> [EnvironmentArguments] {
        let set = (options + flags).compactMap { option -> EnvironmentArguments? in
            let name = variable(option)
            guard let value = value(of: name), !value.isEmpty else { return nil }
            guard flags.contains(option) else {
                return EnvironmentArguments(name: name, arguments: ["--\(option)=\(value)"])
            }
            return ["1", "true"].contains(value) ? EnvironmentArguments(name: name, arguments: ["--\(option)"]) : nil
        }
        return set
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
