internal import ArgumentParser

/// A token as an option takes it: visible ASCII without spaces, as a header field holds it (RFC 6750 §2.1).
struct AdminTokenOption: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty, argument.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        text = argument
    }

    /// The token of the environment, nil where the variable is not set.
    static func ofEnvironment() throws -> AdminTokenOption? {
        let name = EnvironmentArguments.variable("admin-token")
        guard let value = EnvironmentArguments.value(of: name) else { return nil }
        guard let token = AdminTokenOption(argument: value) else {
            throw ValidationError("\(name): The value is no token; it must be visible ASCII without spaces")
        }
        return token
    }
}
