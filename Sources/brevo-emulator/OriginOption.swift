internal import ArgumentParser

/// The value of `--allow-origin`: a scheme, a host, and a port unless it is the scheme's own (RFC 6454 §6.2).
struct OriginOption {
    let text: String

    init(_ argument: String) throws(ValidationError) {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { argument.lowercased().hasPrefix($0) }) else { throw Self.invalid }
        let authority = argument.dropFirst(scheme.count)
        guard !authority.isEmpty, authority.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !authority.contains(where: { "/?#@,\"".contains($0) })
        else { throw Self.invalid }
        text = argument
    }

    private static var invalid: ValidationError { ValidationError("write scheme://host:port, as a browser does") }
}
