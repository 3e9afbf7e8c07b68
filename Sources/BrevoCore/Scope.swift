/// A scope of Brevo's OAuth (developers.brevo.com/docs/oauth-scopes).
public struct Scope: RawRepresentable, Hashable, Sendable {
    /// The scope as a token request names it.
    public let rawValue: String

    /// Any name; ``documented`` has those that there are.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Everything, `/corporate` among it (INF: the documents name no other scope that reaches it).
    public static let all = Scope(rawValue: "all")

    /// The 37 scopes that there are (DOC), of which five mean anything here.
    public static let documented: [Scope] = {
        let resources = [
            "account", "campaigns.email", "campaigns.sms", "campaigns.whatsapp", "contacts", "conversations", "crm",
            "ecommerce", "events", "loyalty", "objects", "organization", "transactional.email", "transactional.sms",
            "transactional.whatsapp", "webhooks",
        ]
        let names = resources.flatMap { ["\($0):read", "\($0):write"] }
        return (names + ["all", "openid", "profile", "email", "offline_access"]).map(Scope.init(rawValue:))
    }()

    /// What the scope lets a token do; writing does not include reading (DOC), but deleting (INF).
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
