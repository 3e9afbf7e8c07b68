internal import ArgumentParser

/// The value of `--allow-origin`: a scheme, a host, and a port unless it is the scheme's own (RFC 6454 §6.2).
struct OriginOption: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { argument.lowercased().hasPrefix($0) }) else { return nil }
        let authority = argument.dropFirst(scheme.count)
        guard !authority.isEmpty, authority.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !authority.contains(where: { "/?#@,\"".contains($0) })
        else { return nil }
        text = argument
    }
}
