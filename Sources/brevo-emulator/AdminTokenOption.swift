internal import ArgumentParser

/// The value of `--admin-token`: visible ASCII without spaces, as in a header field (RFC 6750 §2.1).
struct AdminTokenOption: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty, argument.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        text = argument
    }

    /// The token in the environment; nil if the variable is not set.
    static func fromEnvironment() throws -> AdminTokenOption? {
        let name = EnvironmentVariables.variable(of: "admin-token")
        guard let value = ProcessEnvironment.variables[name] else { return nil }
        guard let token = AdminTokenOption(argument: value) else {
            throw ValidationError("\(name): The value is not a token; it must be visible ASCII without spaces")
        }
        return token
    }
}
