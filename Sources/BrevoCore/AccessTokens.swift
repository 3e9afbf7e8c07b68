internal import HashTreeCollections

/// A token that was given out.
public struct AccessToken: Sendable {
    /// How long a token opens anything.
    public static let lifetime = Duration.seconds(3600)

    /// The account that it opens.
    public let account: Accounts.ID
    /// Who got it.
    public let clientID: String
    /// What it was given for.
    public let scopes: [Scope]
    /// When it was given out.
    public let issuedAt: Timestamp
    /// From when on it opens nothing.
    public let expiresAt: Timestamp
    /// The same as the scopes, as calls ask for it.
    let rights: Rights
    fileprivate let number: UInt64
}

/// The tokens of one emulated service.
///
/// A token is opaque (RFC 6749 §1.4), not the signed JWT that Brevo gives out: a signature would need a library of
/// cryptography in the binary, and no client has to look inside. It is made of the client's id and a count, so that
/// two runs can give the same ones and no client ever gets another's. A copy shares its storage as ``Roster`` does.
struct AccessTokens: Sendable {
    /// The most tokens that are remembered; beyond it the expired go, then the older half.
    static let capacity = 10_000

    private var tokens: TreeDictionary<String, AccessToken> = [:]
    private var issued: UInt64 = 0

    /// The token of this text, expired or not.
    subscript(text: String) -> AccessToken? { tokens[text] }

    /// How many are remembered.
    var count: Int { tokens.count }

    /// Gives a token out.
    ///
    /// - Parameter seed: decides what it looks like.
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

    /// Ends all tokens of an account.
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
