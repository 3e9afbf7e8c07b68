/// A scope of Brevo's OAuth (developers.brevo.com/docs/oauth-scopes).
public struct Scope: RawRepresentable, Hashable, Sendable {
    /// The scope as a token request names it.
    public let rawValue: String

    /// Takes any name; ``documented`` has those that exist.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Everything, `/corporate` included: a legacy scope, and the only one that reaches it.
    public static let all = Scope(rawValue: "all")

    /// The scopes that a client has unless it is seeded with others: those that mean anything here, but for ``all``.
    public static let granted = ["organization:read", "organization:write", "account:read", "account:write"]
        .map(Scope.init(rawValue:))

    /// The resources whose scopes come in pairs, `:read` and `:write`.
    public static let resources = [
        "account", "campaigns.email", "campaigns.sms", "campaigns.whatsapp", "contacts", "conversations", "crm",
        "ecommerce", "events", "loyalty", "objects", "organization", "transactional.email", "transactional.sms",
        "transactional.whatsapp", "webhooks",
    ]
    /// The scopes that OpenID Connect reserves.
    public static let ofOpenID = ["openid", "profile", "email", "offline_access"]

    /// The 37 scopes that exist.
    public static let documented: [Scope] =
        (resources.flatMap { ["\($0):read", "\($0):write"] } + [all.rawValue] + ofOpenID).map(Scope.init(rawValue:))

    /// The rights of a token with this scope; as documented, writing does not include reading.
    var rights: Rights {
        switch rawValue {
        case "organization:read": .to(.read, in: .organization)
        case "organization:write": .to([.write, .delete], in: .organization)
        case "account:read": .to(.read, in: .account)
        case "account:write": .to([.write, .delete], in: .account)
        case "all": .all
        default: []
        }
    }
}
