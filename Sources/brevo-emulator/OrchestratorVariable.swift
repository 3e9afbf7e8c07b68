/// The variables that Kubernetes, and Docker's links, set for a service called `brevo-emulator`, or `brevo-emulator-…`.
///
/// They share the prefix of the program's own variables without being meant for it. See "Environment variables" at
/// <https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables>.
enum OrchestratorVariable {
    private static let protocols = ["TCP", "UDP", "SCTP"]

    /// Whether a variable is one of them.
    ///
    /// - Parameter name: its name behind `BREVO_EMULATOR_`.
    static func isOne(_ name: Substring, value: String) -> Bool {
        let words = name.split(separator: "_", omittingEmptySubsequences: false)
        switch words.last {
        // BREVO_EMULATOR_PORT=tcp://10.0.0.1:8080
        case "PORT" where isAddress(value), "HOST" where isAddress(value): return true
        // BREVO_EMULATOR_NAME=/web/brevo-emulator, of a link
        case "NAME" where words.count == 1: return value.hasPrefix("/")
        default: break
        }
        // BREVO_EMULATOR_ENV_PATH, the other container's own variables, of a link
        if words.first == "ENV", words.count > 1 { return true }
        return words.indices.contains { index in
            let rest = words[index...].dropFirst()
            switch words[index] {
            // BREVO_EMULATOR_SERVICE_HOST, BREVO_EMULATOR_SERVICE_PORT, BREVO_EMULATOR_SERVICE_PORT_HTTP
            case "SERVICE": return rest == ["HOST"] || rest.first == "PORT"
            // BREVO_EMULATOR_PORT_8080_TCP, BREVO_EMULATOR_PORT_8080_TCP_ADDR
            case "PORT":
                guard let number = rest.first, let name = rest.dropFirst().first else { return false }
                return Int(number) != nil && protocols.contains(String(name))
            default: return false
            }
        }
    }

    private static func isAddress(_ value: String) -> Bool {
        protocols.contains { value.hasPrefix("\($0.lowercased())://") }
    }
}
