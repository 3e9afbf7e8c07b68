internal import HashTreeCollections

/// OAuth access tokens (RFC 6749 §4.4; developers.brevo.com/docs/oauth-m2m-authentication).
extension Accounts {
    /// Issues a token for the account of a client; with ``KeyPolicy/any`` a new client gets an account.
    ///
    /// - Parameter asked: The scopes of the token; empty for all that the client was granted.
    /// - Throws: ``OAuthRefusal``; a new client has its account even then.
    public mutating func issueToken(
        to clientID: String,
        secret: String,
        scopes asked: [Scope],
        _ context: inout CommandContext
    ) throws(OAuthRefusal) -> (text: String, token: AccessToken) {
        let (account, client) = try authenticate(clientID, secret: secret, &context)
        let scopes = try client.granted(asked)
        return tokens.issue(to: client, of: account, scopes: scopes, at: context.now, seed: seed ^ context.salt)
    }

    /// The client with an id, and its account; with ``KeyPolicy/any`` a new client gets an account.
    ///
    /// - Throws: ``OAuthRefusal/unknownClient``, also for another secret than the client had before, and
    ///   ``OAuthRefusal/tooManyAccounts``.
    @discardableResult
    public mutating func authenticate(
        _ clientID: String,
        secret: String,
        _ context: inout CommandContext
    ) throws(OAuthRefusal) -> (account: ID, client: OAuthClient) {
        if let id = clients[clientID] {
            let client = self[id].oauthClients.first { $0.clientID == clientID }
            guard let client, client.clientSecret == secret else { throw .unknownClient }
            return (id, client)
        }
        let isValid = [clientID, secret].allSatisfy { (1...OAuthClient.maximumLength).contains($0.utf8.count) }
        guard policy == .any, isValid, !isRevoked(clientID) else { throw .unknownClient }
        guard count < Self.capacity else { throw .tooManyAccounts }
        let client = OAuthClient(clientID: clientID, clientSecret: secret)
        let name = OAuthClient.accountName(of: clientID)
        return (create(named: name, &context) { $0.oauthClients = [client] }, client)
    }

    /// The token with a text; nil if it was never issued, was revoked or has expired.
    public func token(_ text: String, at now: Timestamp) -> AccessToken? {
        guard let token = tokens[text], now < token.expiresAt else { return nil }
        return token
    }

    /// Opens the account of a token.
    public func open(token text: String, at now: Timestamp) -> Opening {
        guard let token = tokens[text] else { return .unknown }
        return now < token.expiresAt ? .account(token.account, token.rights) : .expired
    }

    /// Revokes a token (RFC 7009).
    public mutating func revoke(token text: String) {
        tokens.revoke(text)
    }
}

extension OAuthClient {
    /// The name that the ids of a client's own account are derived from; never that of a key with the same text.
    public static func accountName(of clientID: String) -> String { "client \(clientID)" }
}
