internal import HashTreeCollections

/// An access token that was issued.
public struct AccessToken: Sendable {
    /// How long a token is valid.
    public static let lifetime = Duration.seconds(3600)

    /// The account that it opens.
    public let account: Accounts.ID
    /// The client that it was issued to.
    public let clientID: String
    /// Its scopes.
    public let scopes: [Scope]
    /// When it was issued.
    public let issuedAt: Timestamp
    /// When it expires.
    public let expiresAt: Timestamp
    /// The scopes as rights.
    let rights: Rights
    fileprivate let number: UInt64
}

/// The access tokens of one emulated service.
///
/// A token is opaque (RFC 6749 §1.4) where Brevo's is a signed JWT: a signature would need a library of cryptography in
/// the binary, and no client has to look inside. It is derived from the client's id and a count, so that two runs can
/// issue the same ones. Copies share storage as those of ``Roster`` do.
struct AccessTokens: Sendable {
    /// The most tokens kept; beyond it the expired ones go, then the older half.
    static let capacity = 10_000

    private var tokens: TreeDictionary<String, AccessToken> = [:]
    private var issued: UInt64 = 0

    /// The token with a text, expired or not.
    subscript(text: String) -> AccessToken? { tokens[text] }

    /// The number of tokens kept.
    var count: Int { tokens.count }

    /// Issues a token.
    ///
    /// - Parameter seed: The seed of its text.
    mutating func issue(
        to client: OAuthClient,
        of account: Accounts.ID,
        scopes: [Scope],
        at now: Timestamp,
        seed: UInt64
    ) -> (text: String, token: AccessToken) {
        if tokens.count >= Self.capacity { makeRoom(at: now) }
        let token = AccessToken(
            account: account,
            clientID: client.clientID,
            scopes: scopes,
            issuedAt: now,
            expiresAt: now.advanced(by: AccessToken.lifetime) ?? Timestamp.range.upperBound,
            rights: scopes.reduce(into: []) { $0.formUnion($1.rights) },
            number: issued
        )
        var ids = IDSource.named("token of \(client.clientID)", seed: seed).resumed(after: 2 &* issued)
        let text = "\(ids.next())\(ids.next())"
        tokens[text] = token
        issued += 1
        return (text, token)
    }

    mutating func revoke(_ text: String) {
        tokens[text] = nil
    }

    /// Revokes all tokens of an account.
    mutating func revoke(of account: Accounts.ID) {
        tokens = tokens.filter { $0.value.account != account }
    }

    private mutating func makeRoom(at now: Timestamp) {
        tokens = tokens.filter { now < $0.value.expiresAt }
        guard tokens.count >= Self.capacity else { return }
        let middle = tokens.values.map(\.number).sorted()[tokens.count / 2]
        tokens = tokens.filter { $0.value.number >= middle }
    }
}
