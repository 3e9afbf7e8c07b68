internal import BrevoCore
internal import JSON

/// Reads a state document and notes every fault on the way; what it returns counts only where there is none.
struct StateReader: DocumentReader {
    var faults: [StateDocument.Fault] = []
    let context: StateDocument.Context
    /// The keys of the accounts read so far.
    private var keys: Set<String> = []

    init(_ context: StateDocument.Context) {
        self.context = context
    }

    static let defaultOwnerEmail: EmailAddress = {
        guard let address = EmailAddress("owner@example.com") else { preconditionFailure("a literal address is legal") }
        return address
    }()

    /// The whole document.
    mutating func accounts(_ document: JSONValue) -> Accounts {
        let root = fields(of: document, at: Place.root, known: ["version", "template", "accounts"])
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
        return Accounts(accounts, template: template, policy: context.policy, seed: context.seed)
    }

    private mutating func account(_ value: JSONValue, at place: Place, isTemplate: Bool) -> Account {
        let known = [
            "kind", "companyName", "plan", "billing", "invoices", "creditNotes", "owner", "users", "groups",
            "adminUsers",
        ]
        let object = fields(of: value, at: place, known: known + (isTemplate ? [] : ["apiKeys", "issuedIds"]))
        let keys = isTemplate ? [] : apiKeys(object)
        let kind = choice(object, "kind", ["organization", "master"]) ?? (isTemplate ? "master" : "organization")
        let plan = choice(object, "plan", Plan.allCases.map(\.rawValue)).flatMap(Plan.init) ?? .enterprise
        var ids = IDSource.named(keys.first ?? "template", seed: context.seed)
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

    private mutating func apiKeys(_ object: Fields) -> [String] {
        var own: [String] = []
        for (value, place) in elements(object, "apiKeys") {
            guard let key = value.string, (1...Accounts.maximumKeyLength).contains(key.utf8.count) else {
                note("a key is a string of 1 to \(Accounts.maximumKeyLength) octets", at: place)
                continue
            }
            if !keys.insert(key).inserted { note("this key opens another account already", at: place) }
            own.append(key)
        }
        if object["apiKeys"] == nil || object["apiKeys"]?.array?.isEmpty == true {
            note("apiKeys must have a key, or nothing opens the account", at: object.place)
        }
        return own
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
