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

    init(_ context: StateDocument.Context) {
        self.context = context
    }

    static let defaultOwnerEmail: EmailAddress = {
        guard let address = EmailAddress("owner@example.com") else { preconditionFailure("a literal address is legal") }
        return address
    }()

    /// The whole document.
    mutating func accounts(_ document: JSONValue) -> Accounts {
        let root = fields(of: document, at: Place.root, known: ["version", "rateLimits", "template", "accounts"])
        if root["version"] == nil {
            note("version is missing; it is \(StateDocument.version)", at: root.place)
        } else if root["version"]?.number?.int != StateDocument.version {
            note("this version is not known; it must be \(StateDocument.version)", at: root.place("version"))
        }
        var template = StateDocument.builtInTemplate(context)
        if let value = root["template"] {
            template = account(value, at: root.place("template"), isTemplate: true)
        }
        let accounts = elements(root, "accounts").map { account($0.value, at: $0.place, isTemplate: false) }
        return Accounts(
            accounts,
            template: template,
            policy: context.policy,
            seed: context.seed,
            rateLimits: rateLimits(root)
        )
    }

    private mutating func account(_ value: JSONValue, at place: Place, isTemplate: Bool) -> Account {
        let known = [
            "kind", "companyName", "plan", "billing", "invoices", "creditNotes", "owner", "users", "groups",
            "adminUsers",
        ]
        let own = ["apiKeys", "oauthClients", "organization_id", "user_id", "activities", "issuedIds"]
        let object = fields(of: value, at: place, known: known + (isTemplate ? [] : own))
        let keys = isTemplate ? [] : apiKeys(object)
        let clients = isTemplate ? [] : oauthClients(object)
        let isClosed = ["apiKeys", "oauthClients"].allSatisfy {
            object[$0] == nil || object[$0]?.array?.isEmpty == true
        }
        if !isTemplate, isClosed {
            note("apiKeys must have a key, or oauthClients a client, or nothing opens the account", at: object.place)
        }
        let kind = choice(object, "kind", ["organization", "master"]) ?? (isTemplate ? "master" : "organization")
        let plan = choice(object, "plan", Plan.allCases.map(\.rawValue)).flatMap(Plan.init) ?? .enterprise
        let name = keys.first?.text ?? clients.first.map { OAuthClient.accountName(of: $0.clientID) } ?? "template"
        var ids = IDSource.named(name, seed: context.seed)
            .resumed(after: UInt64(count(object, "issuedIds")))
        var account = Account(
            apiKeys: keys,
            companyName: string(object, "companyName") ?? "Example",
            plan: plan,
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
            readMaster(object, into: &account)
        } else {
            for name in ["groups", "adminUsers"] where object[name] != nil {
                note("only an account of the kind master has \(name)", at: object.place(name))
            }
        }
        return account
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
