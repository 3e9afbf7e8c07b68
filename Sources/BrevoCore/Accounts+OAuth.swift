internal import HashTreeCollections

/// Tokens for programs (spec §8; RFC 6749 §4.4).
extension Accounts {
    /// Gives a client a token for the account that it belongs to; with ``KeyPolicy/any`` a client never seen gets an
    /// account of its own, made from the template.
    ///
    /// - Parameter asked: the scopes of the token; none for all that the client was granted.
    /// - Throws: ``OAuthRefusal``; nothing has changed then, but that a new client has its account.
    public mutating func issueToken(
        to clientID: String,
        secret: String,
        scopes asked: [Scope],
        at now: Timestamp
    ) throws(OAuthRefusal) -> (text: String, token: AccessToken) {
        let (account, client) = try authenticate(clientID, secret: secret)
        let scopes = try client.granted(asked)
        return tokens.issue(to: client, of: account, scopes: scopes, at: now, seed: seed)
    }

    /// The client of this id, and its account; with ``KeyPolicy/any`` one is made where there is none.
    ///
    /// - Throws: ``OAuthRefusal/unknownClient``, also for another secret than the client had before (INF), and
    ///   ``OAuthRefusal/tooManyAccounts``.
    @discardableResult
    public mutating func authenticate(
        _ clientID: String,
        secret: String
    ) throws(OAuthRefusal) -> (account: ID, client: OAuthClient) {
        if let id = clients[clientID] {
            let client = self[id].oauthClients.first { $0.clientID == clientID }
            guard let client, client.clientSecret == secret else { throw .unknownClient }
            return (id, client)
        }
        let isSound = [clientID, secret].allSatisfy { (1...OAuthClient.maximumLength).contains($0.utf8.count) }
        guard policy == .any, isSound, !isRevoked(clientID) else { throw .unknownClient }
        guard count < Self.capacity else { throw .tooManyAccounts }
        let client = OAuthClient(clientID: clientID, clientSecret: secret)
        return (open(named: OAuthClient.accountName(of: clientID)) { $0.oauthClients = [client] }, client)
    }

    /// The token of this text; nil for one that was never given out, was revoked or has expired.
    public func token(_ text: String, at now: Timestamp) -> AccessToken? {
        guard let token = tokens[text], now < token.expiresAt else { return nil }
        return token
    }

    /// Finds the account of a token.
    public func open(token text: String, at now: Timestamp) -> Opening {
        guard let token = tokens[text] else { return .unknownKey }
        return now < token.expiresAt ? .account(token.account, token.rights) : .expired
    }

    /// Ends a token (RFC 7009).
    public mutating func revoke(token text: String) {
        tokens.revoke(text)
    }
}

extension OAuthClient {
    /// By which name the ids of a client's own account are drawn: never that of a key of the same text.
    public static func accountName(of clientID: String) -> String { "client \(clientID)" }
}
