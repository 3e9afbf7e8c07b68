/// An OAuth client of an account (RFC 6749 §2; developers.brevo.com/docs/oauth-m2m-authentication).
public struct OAuthClient: Hashable, Sendable {
    /// The longest id or secret, in bytes.
    public static let maximumLength = 256

    /// The public id.
    public let clientID: String
    /// The secret.
    public let clientSecret: String
    /// The scopes that it was granted.
    public let scopes: [Scope]

    /// Creates a client, by default with ``Scope/granted``.
    public init(clientID: String, clientSecret: String, scopes: [Scope] = Scope.granted) {
        (self.clientID, self.clientSecret, self.scopes) = (clientID, clientSecret, scopes)
    }

    /// The scopes of a token that asks for these, in their order; all that were granted if it asks for none.
    ///
    /// - Throws: ``OAuthRefusal/invalidScope(_:)`` for a scope that does not exist or was not granted.
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
    /// There is no such client, or its secret is another.
    case unknownClient
    /// The scope does not exist, or the client was not granted it.
    case invalidScope(Scope)
    /// There are too many accounts.
    case tooManyAccounts
}
