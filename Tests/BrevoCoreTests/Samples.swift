import BrevoCore
import CoreCommands
import Testing

/// The address of this text, which must be one.
func email(_ text: String) -> EmailAddress {
    guard let address = EmailAddress(text) else { preconditionFailure("\(text) is no address") }
    return address
}

/// The moment of this text, which must be one.
func moment(_ text: String) -> Timestamp {
    guard let moment = Timestamp(text) else { preconditionFailure("\(text) is no moment") }
    return moment
}

/// The id of this digit, 24 times.
func objectID(_ digit: Character) -> ObjectID {
    guard let id = ObjectID(String(repeating: digit, count: 24)) else { preconditionFailure("\(digit) is no digit") }
    return id
}

extension Timestamp {
    /// When the people of these tests are invited.
    static let invited = moment("2026-11-20T09:00:00Z")

    static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        guard let later = moment.advanced(by: duration) else { preconditionFailure("past the calendar's end") }
        return later
    }

    static func - (moment: Timestamp, duration: Duration) -> Timestamp { moment + (.zero - duration) }
}

extension Duration {
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
}

extension Account {
    /// An account with nobody but boss@acme.example; a master account if it is given groups.
    static func acme(on plan: Plan = .enterprise, billing: Bool = false, groups: [Group]? = nil) -> Account {
        Account(
            apiKeys: ["xkeysib-acme"],
            companyName: "Acme",
            plan: plan,
            billing: Billing(isOn: billing),
            owner: Owner(
                id: objectID("0"),
                email: email("boss@acme.example"),
                firstName: "Ada",
                lastName: "Boss",
                locale: "fr_FR"
            ),
            master: groups.map { MasterAccount(groups: $0) },
            ids: .named("acme", seed: 1)
        )
    }

    /// What a person does with the invitation's mail.
    mutating func answer(_ step: Invitation.Step, _ address: String, at now: Timestamp = .invited) throws {
        try users.take(step, for: email(address), at: now)
    }

    /// Invites somebody who may see contacts.
    @discardableResult
    mutating func invite(_ address: String, at now: Timestamp = .invited) throws -> Billing.Documents {
        try invite(email(address), privileges: .viewContacts, at: now)
    }
}

extension Group {
    /// A group of this digit and name, without sub-accounts.
    static func of(_ digit: Character, _ name: String) -> Group {
        Group(id: objectID(digit), groupName: name, createdAt: .invited)
    }
}

extension Privileges {
    static let viewContacts = Self.of("contacts", "view")

    /// These permissions of one feature of an organisation.
    static func of(_ feature: String, _ permissions: String...) -> Privileges {
        permissions.reduce(into: []) { sum, slug in
            guard let permission = Catalog.organization[feature]?[slug] else {
                preconditionFailure("\(feature) has no \(slug)")
            }
            sum.formUnion(permission.bit)
        }
    }
}

extension Catalog {
    /// The grant of one feature's permissions, with nothing out of the plan's reach.
    func grant(_ feature: String, _ permissions: [String]) throws(CoreError) -> Grant {
        try grant([RequestedPrivilege(feature: feature, permissions: permissions)], within: .everyBit)
    }
}

extension Privileges {
    static let everyBit = Privileges(rawValue: .max)
}

extension CoreError {
    /// The case, without what it carries.
    var name: String { String(String(describing: self).prefix { $0 != "(" }) }
}

/// The name of the refusal that the call ends in, nil if it is not refused.
func refusal(of call: () throws(CoreError) -> Void) -> String? {
    do throws(CoreError) {
        try call()
        return nil
    } catch { return error.name }
}

/// All that an account holds, to be compared.
struct Contents: Equatable {
    private let apiKeys: [APIKey]
    private let companyName: String
    private let plan: Plan
    private let billing: Billing
    private let owner: Owner
    private let users: [User]
    private let groups: [Group]?
    private let adminUsers: [AdminUser]?
    private let subAccount: SubAccount?
    private let revisions: [Int?]
    private let ids: IDSource

    init(_ account: Account) {
        apiKeys = account.apiKeys
        companyName = account.companyName
        plan = account.plan
        billing = account.billing
        owner = account.owner
        users = account.users.inOrder
        groups = account.master?.groups
        adminUsers = account.master?.adminUsers.inOrder
        subAccount = account.subAccount
        revisions = [account.users.revision, account.master?.adminUsers.revision]
        ids = account.ids
    }
}
