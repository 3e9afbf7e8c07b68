package import HTTPMessage

/// What a request authenticates with; `partner-key` is accepted beside a key and ignored.
package enum Credential: Sendable, Equatable {
    /// Neither a key nor a token, or an empty one.
    case none
    /// `api-key: KEY`, which counts even if there is a token.
    case apiKey(String)
    /// `Authorization: Bearer TOKEN` (RFC 6750 §2.1).
    case bearer(String)

    package init(_ headers: borrowing HTTPHeaders) {
        if let key = headers["api-key"], !key.isEmpty {
            self = .apiKey(key)
        } else if let token = headers["authorization"].flatMap(Self.bearerToken) {
            self = .bearer(token)
        } else {
            self = .none
        }
    }

    var isToken: Bool {
        if case .bearer = self { true } else { false }
    }

    package static func bearerToken(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, String(parts[0]).equalsIgnoringASCIICase("Bearer") else { return nil }
        return String(parts[1])
    }
}
