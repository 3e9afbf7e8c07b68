internal import HTTPMessage

/// The form of a request in which a client authenticates (RFC 6749 §2.3.1, §3.2).
struct ClientForm {
    /// The id and secret of a client.
    struct Credentials: Equatable {
        let id: String
        let secret: String
        /// Whether they came by HTTP Basic, rather than in the form.
        let areBasic: Bool
    }

    private var values: [String: String] = [:]
    private let authorization: String?

    /// Reads the form; a parameter without a value counts as missing (RFC 6749 §3.2).
    ///
    /// - Throws: ``OAuthError/invalidRequest(_:)`` for another content type, a body that is too large and a repeated
    ///   parameter.
    init(_ request: HTTPRequest) throws(OAuthError) {
        authorization = request.headers["authorization"]
        guard !request.isBodyTooLarge else { throw .invalidRequest("The body is too large") }
        let mediaType = request.headers["content-type"]?.prefix { $0 != ";" && $0 != " " } ?? ""
        guard String(mediaType).equalsIgnoringASCIICase("application/x-www-form-urlencoded") else {
            throw .invalidRequest("Content-Type must be application/x-www-form-urlencoded")
        }
        for (name, value) in PercentCoding.decodeForm(Substring(decoding: request.body, as: UTF8.self)) {
            guard !value.isEmpty else { continue }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalidRequest("\(name) must not be repeated")
            }
        }
    }

    /// The value of a parameter; nil if it is missing.
    subscript(name: String) -> String? { values[name] }

    /// The client's credentials.
    ///
    /// - Throws: ``OAuthError/invalidRequest(_:)`` if they come twice, ``OAuthError/invalidClient(byBasic:)`` if they are
    ///   missing or malformed.
    func credentials() throws(OAuthError) -> Credentials {
        let (id, secret) = (self["client_id"], self["client_secret"])
        if let basic = try basic() {
            guard secret == nil, id == nil || id == basic.id else {
                throw .invalidRequest("The client must use one method of authentication")
            }
            return basic
        }
        guard let id, let secret else { throw .invalidClient(byBasic: false) }
        return Credentials(id: id, secret: secret, areBasic: false)
    }

    /// The credentials in `Authorization`, each form-encoded before they are joined (RFC 6749 §2.3.1).
    private func basic() throws(OAuthError) -> Credentials? {
        guard let parts = authorization?.split(separator: " ", maxSplits: 1), parts.count == 2,
            String(parts[0]).equalsIgnoringASCIICase("Basic")
        else { return nil }
        guard let bytes = Base64.decode(String(parts[1])), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            throw .invalidClient(byBasic: true)
        }
        func part(_ bytes: ArraySlice<UInt8>) -> String {
            PercentCoding.decodeFormPart(Substring(decoding: bytes, as: UTF8.self))
        }
        return Credentials(id: part(bytes[..<colon]), secret: part(bytes[(colon + 1)...]), areBasic: true)
    }
}
