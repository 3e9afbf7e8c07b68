internal import HTTPMessage

/// What a request shows to be let in (spec §3); `partner-key` is accepted beside a key and never looked at.
enum Credential: Equatable {
    /// Neither a key nor a token, or an empty one.
    case none
    /// `api-key: KEY`; it counts where there is a token too.
    case apiKey(String)
    /// `Authorization: Bearer TOKEN` (RFC 6750 §2.1).
    case bearer(String)

    init(_ headers: borrowing HTTPHeaders) {
        if let key = headers["api-key"], !key.isEmpty {
            self = .apiKey(key)
        } else if let token = headers["authorization"].flatMap(Self.bearerToken) {
            self = .bearer(token)
        } else {
            self = .none
        }
    }

    /// Whether it is a token and no key.
    var isToken: Bool {
        if case .bearer = self { true } else { false }
    }

    static func bearerToken(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, String(parts[0]).equalsIgnoringASCIICase("Bearer") else { return nil }
        return String(parts[1])
    }
}
