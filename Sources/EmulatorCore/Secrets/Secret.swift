package import HTTPMessage

/// API keys, tokens and client secrets as logs and the journal show them: `xkeysib-…1234`.
package enum Secret {
    /// The prefixes of API keys, which are no secret.
    private static let prefixes = ["xkeysib-", "xsmtpsib-"]

    /// The prefix and the last four characters; less of a secret that is too short to hide the rest.
    package static func shortened(_ secret: some StringProtocol) -> String {
        let prefix = prefixes.first { secret.hasPrefix($0) } ?? ""
        return prefix + "…" + (secret.count >= prefix.count + 12 ? String(secret.suffix(4)) : "")
    }

    /// The value of a header field, with its secret shortened.
    package static func redacted(_ field: HTTPHeader) -> String {
        if ["api-key", "partner-key"].contains(where: { field.name.equalsIgnoringASCIICase($0) }) {
            return field.value.isEmpty ? "" : shortened(field.value)
        }
        if ["Authorization", "Proxy-Authorization"].contains(where: { field.name.equalsIgnoringASCIICase($0) }) {
            return redacted(credentials: field.value)
        }
        return redacted(text: field.value)
    }

    /// The scheme, and the credentials shortened (RFC 9110 §11.4); nothing remains of a user's name and password.
    private static func redacted(credentials: String) -> String {
        guard let space = credentials.firstIndex(of: " ") else {
            return credentials.isEmpty ? "" : shortened(credentials)
        }
        let scheme = credentials[..<space]
        let secret = credentials[space...].drop { $0 == " " }
        return "\(scheme) " + (scheme.lowercased() == "basic" ? "…" : shortened(secret))
    }

    /// A request target or URL with the secrets in its path and query shortened.
    package static func redacted(target: String) -> String { redacted(text: target) }

    /// A text with its secrets shortened.
    private static func redacted(text: String) -> String {
        guard let bytes = SecretScanner.redacted(Array(text.utf8)) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A body, JSON or a form, with its secrets shortened.
    package static func redacted(body: [UInt8]) -> [UInt8] {
        SecretScanner.redacted(body) ?? body
    }
}
