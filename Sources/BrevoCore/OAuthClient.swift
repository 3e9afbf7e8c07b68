/// A program that gets tokens for an account (RFC 6749 §2; developers.brevo.com/docs/oauth-m2m-authentication).
public struct OAuthClient: Hashable, Sendable {
    /// The longest id or secret, in bytes.
    public static let maximumLength = 256

    /// What the program is known by.
    public let clientID: String
    /// What only the program knows.
    public let clientSecret: String
    /// What the program can be given.
    public let scopes: [Scope]

    /// A client; it has every scope unless said otherwise.
    public init(clientID: String, clientSecret: String, scopes: [Scope] = Scope.documented) {
        (self.clientID, self.clientSecret, self.scopes) = (clientID, clientSecret, scopes)
    }

    /// What a token has for which these scopes are asked, in their order; where none is asked, all that are granted
    /// (DOC).
    ///
    /// - Throws: ``OAuthRefusal/invalidScope(_:)`` for a scope that there is not or that was not granted.
    func granted(_ asked: [Scope]) throws(OAuthRefusal) -> [Scope] {
        guard !asked.isEmpty else { return scopes }
        var granted: [Scope] = []
        for scope in asked where !granted.contains(scope) {
            let isKnown = Scope.documented.contains(scope)
            guard isKnown, scopes.contains(scope) || scopes.contains(.all) else { throw .invalidScope(scope) }
            granted.append(scope)
        }
        return granted
    }
}

/// Why a client gets no token.
public enum OAuthRefusal: Error, Hashable, Sendable {
    /// No such client, or another secret than it has.
    case unknownClient
    /// A scope that there is not, or that the client was not granted.
    case invalidScope(Scope)
    /// There would be too many accounts.
    case tooManyAccounts
}
