internal import BrevoCore
internal import JSON

/// Reads a state document and notes every fault on the way; what it returns counts only where there is none.
struct StateReader: DocumentReader {
    var faults: [StateDocument.Fault] = []
    let context: StateDocument.Context
    /// The keys of the accounts read so far.
    var keys: Set<String> = []
    /// The ids of their OAuth clients.
    var clientIDs: Set<String> = []
    /// Where an account stands in the document, which decides what it can have.
    private enum Role {
        case template
        case account
        case subAccount(number: SubAccount.Number, master: Account)
    }

    init(_ context: StateDocument.Context) {
        self.context = context
    }

    static let defaultOwnerEmail: EmailAddress = {
        guard let address = EmailAddress("owner@example.com") else { preconditionFailure("a literal address is legal") }
        return address
    }()

    /// The whole document.
    mutating func accounts(_ document: JSONValue) -> Accounts {
        let known = ["version", "rateLimits", "template", "accounts", "revokedKeys"]
        let root = fields(of: document, at: Place.root, known: known)
        if root["version"] == nil {
            note("version is missing; it is \(StateDocument.version)", at: root.place)
        } else if root["version"]?.number?.int != StateDocument.version {
            note("this version is not known; it must be \(StateDocument.version)", at: root.place("version"))
        }
        var template = StateDocument.builtInTemplate(context)
        if let value = root["template"] {
            template = account(value, at: root.place("template"), as: .template).account
        }
        var accounts = Accounts(
            template: template,
            policy: context.policy,
            seed: context.seed,
            rateLimits: rateLimits(root)
        )
        for (value, place) in elements(root, "accounts") {
            let (account, subAccounts) = account(value, at: place, as: .account)
            // What is wrong could be a key or an id that another account has.
            guard faults.isEmpty else { continue }
            let id = accounts.add(account)
            for (account, subAccount) in subAccounts { accounts.add(account, as: subAccount, of: id) }
        }
        for key in revokedKeys(root) { accounts.revoke(key) }
        return accounts
    }

    private mutating func account(
        _ value: JSONValue,
        at place: Place,
        as role: Role
    ) -> (account: Account, subAccounts: [(Account, SubAccount)]) {
        let object = fields(of: value, at: place, known: Self.known(for: role))
        let (keys, clients) = credentials(object, of: role)
        let kind = choice(object, "kind", Self.kinds(for: role)) ?? Self.kinds(for: role)[0]
        let plan = choice(object, "plan", Plan.allCases.map(\.rawValue)).flatMap(Plan.init)
        var ids = ids(of: role, keys, clients).resumed(after: UInt64(count(object, "issuedIds")))
        var account = Account(
            apiKeys: keys,
            companyName: string(object, "companyName") ?? "Example",
            plan: plan ?? Self.plan(for: role),
            billing: Billing(
                isOn: bool(object, "billing"),
                invoices: count(object, "invoices"),
                creditNotes: count(object, "creditNotes")
            ),
            owner: owner(object, ids: &ids),
            ids: ids
        )
        account.oauthClients = clients
        readNumbers(object, into: &account)
        readActivities(object, into: &account)
        readUsers(object, into: &account)
        if kind == "master" {
            let subAccounts = readMaster(object, into: &account)
            return (account, subAccounts)
        }
        if case .subAccount = role { return (account, []) }
        for name in Self.ofMasters where object[name] != nil {
            note("only an account of the kind master has \(name)", at: object.place(name))
        }
        return (account, [])
    }

    /// The account that an object of `subAccounts` writes.
    mutating func subAccount(
        _ value: JSONValue,
        at place: Place,
        number: SubAccount.Number,
        of master: Account
    ) -> Account {
        account(value, at: place, as: .subAccount(number: number, master: master)).account
    }

    private static let ofMasters = ["groups", "ips", "subAccounts", "adminUsers"]

    private static let own = ["apiKeys", "oauthClients", "organization_id", "user_id", "activities", "issuedIds"]

    private static func known(for role: Role) -> [String] {
        let common = ["kind", "companyName", "plan", "billing", "invoices", "creditNotes", "owner", "users"]
        return switch role {
        case .template: common + ofMasters.filter { $0 != "subAccounts" }
        case .account: common + ofMasters + own
        case .subAccount: common + own + ofSubAccounts
        }
    }

    /// What an account can be, what it is unless it says so first.
    private static func kinds(for role: Role) -> [String] {
        switch role {
        case .template: ["master", "organization"]
        case .account: ["organization", "master"]
        case .subAccount: ["organization"]
        }
    }

    private static func plan(for role: Role) -> Plan {
        if case .subAccount(_, let master) = role { master.plan } else { .enterprise }
    }

    private func ids(of role: Role, _ keys: [APIKey], _ clients: [OAuthClient]) -> IDSource {
        switch role {
        case .template: .named("template", seed: context.seed)
        case .account: .named(Account.name(keys, clients) ?? "template", seed: context.seed)
        case .subAccount(let number, let master):
            Accounts.idSource(ofSubAccount: number, of: master, seed: context.seed)
        }
    }

    /// Keys and clients; a template has none, and a sub-account may have none.
    private mutating func credentials(_ object: Fields, of role: Role) -> (keys: [APIKey], clients: [OAuthClient]) {
        if case .template = role { return ([], []) }
        let credentials = (apiKeys(object), oauthClients(object))
        let isClosed = ["apiKeys", "oauthClients"].allSatisfy {
            object[$0] == nil || object[$0]?.array?.isEmpty == true
        }
        if case .account = role, isClosed {
            note("apiKeys must have a key, or oauthClients a client, or nothing opens the account", at: object.place)
        }
        return credentials
    }

    /// Keys and clients that nobody has, though one never seen may open an account.
    private mutating func revokedKeys(_ root: Fields) -> [String] {
        let revoked = elements(root, "revokedKeys").compactMap { value, place -> String? in
            guard let key = value.string, !keys.contains(key), !clientIDs.contains(key) else {
                note("a revoked key is a string, and opens no account", at: place)
                return nil
            }
            return key
        }
        return faults.isEmpty ? revoked : []
    }

    private mutating func owner(_ object: Fields, ids: inout IDSource) -> Owner {
        let known = ["id", "email", "firstName", "lastName", "locale"]
        let owner = object["owner"].map { fields(of: $0, at: object.place("owner"), known: known) }
        return Owner(
            id: owner.flatMap { objectID($0, "id") } ?? ids.next(),
            email: owner.flatMap { $0["email"] == nil ? nil : email($0) } ?? Self.defaultOwnerEmail,
            firstName: owner.flatMap { string($0, "firstName") } ?? "Sample",
            lastName: owner.flatMap { string($0, "lastName") } ?? "Owner",
            locale: owner.flatMap { string($0, "locale") } ?? "en_US"
        )
    }
}
