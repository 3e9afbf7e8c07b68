internal import BrevoAPI
internal import BrevoCore
internal import JSON

// The users and admin users of an account.
extension AccountRecord {
    mutating func declareUsers(_ fields: inout RecordFields<StateContext>) {
        let (users, available) = (account.users, account.grantable)
        if fields.isReading { account.users = Roster() }
        var found = FoundPeople(owner: account.owner, fields.context.assumptions.emailCase)
        fields.records(
            "users",
            fields.isWriting ? users.inOrder.map { PersonRecord($0, within: available) } : [],
            "The invited users.",
            blank: { PersonRecord(.user, within: available, $0) },
            append: { record, fields in
                guard found.add(record, &fields) else { return }
                account.users.append(
                    User(
                        id: record.id ?? account.ids.next(),
                        email: record.email,
                        locale: record.locale ?? account.owner.locale,
                        privileges: record.privileges,
                        invitation: record.invitation
                    ),
                    fields.context.assumptions.emailCase
                )
            }
        )
    }

    /// Reads admin users, once the groups are known.
    mutating func declareAdminUsers(_ fields: inout RecordFields<StateContext>) {
        guard let master = account.master else { return }
        if fields.isReading { account.master?.adminUsers = Roster() }
        let groups = Set(master.groups.map(\.id))
        var found = FoundPeople(owner: account.owner, fields.context.assumptions.emailCase)
        found.ids = groups
        fields.records(
            "adminUsers",
            fields.isWriting ? master.adminUsers.inOrder.map { PersonRecord($0) } : [],
            "The invited admin users.",
            blank: { PersonRecord(.admin, within: Catalog.masterAccount.everything, $0) },
            append: { record, fields in
                for (index, id) in (record.groupIDs ?? []).enumerated() where !groups.contains(id) {
                    fields.addFault("no group of the account has this id", at: index, of: "groupIds")
                }
                guard found.add(record, &fields) else { return }
                account.master?.adminUsers.append(
                    AdminUser(
                        id: record.id ?? account.ids.next(),
                        email: record.email,
                        privileges: record.privileges,
                        groupIDs: record.groupIDs,
                        invitation: record.invitation
                    ),
                    fields.context.assumptions.emailCase
                )
            }
        )
    }
}

/// The addresses and ids of the people read so far, which are unique.
private struct FoundPeople {
    private var emails: Set<String>
    var ids: Set<ObjectID>
    private let emailCase: Assumptions.EmailCase

    init(owner: Owner, _ emailCase: Assumptions.EmailCase) {
        self.emailCase = emailCase
        (emails, ids) = ([Self.key(owner.email, emailCase)], [owner.id])
    }

    private static func key(_ email: EmailAddress, _ emailCase: Assumptions.EmailCase) -> String {
        emailCase == .keep ? email.text : email.key
    }

    /// - Returns: Whether the record has an address that nobody had yet.
    mutating func add(_ record: PersonRecord, _ fields: inout RecordFields<StateContext>) -> Bool {
        guard record.hasEmail else { return false }
        guard emails.insert(Self.key(record.email, emailCase)).inserted else {
            fields.addFault("\(record.email.text) is there already", at: "email")
            return false
        }
        if let id = record.id, !ids.insert(id).inserted { fields.addFault("\(id) is the id of another", at: "id") }
        return true
    }
}

/// A user or admin user in a state document.
struct PersonRecord: JSONRecord {
    private let role: PersonRole
    private let available: Privileges
    private(set) var id: ObjectID?
    private(set) var email: EmailAddress = "ann@acme.example"
    /// Whether the address was read.
    private(set) var hasEmail = false
    private(set) var locale: String?
    private(set) var privileges: Privileges = []
    private(set) var invitation: Invitation
    private(set) var groupIDs: [ObjectID]?

    init(_ role: PersonRole, within available: Privileges, _ context: StateContext) {
        (self.role, self.available) = (role, available)
        invitation = Invitation(sentAt: context.now, answer: .active)
    }

    init(_ user: User, within available: Privileges) {
        (role, self.available, id, email) = (.user, available, user.id, user.email)
        (locale, privileges, invitation) = (user.locale, user.privileges, user.invitation)
    }

    init(_ user: AdminUser) {
        (role, available, id, email) = (.admin, Catalog.masterAccount.everything, user.id, user.email)
        (privileges, groupIDs, invitation) = (user.privileges, user.groupIDs, user.invitation)
    }

    private var catalog: Catalog { role == .user ? .organization : .masterAccount }
    private var everything: Privileges { available.intersection(catalog.everything) }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.optional("id", &id, example: ObjectID("65b1f22c09d6ed67ef1cd124"), "The id; a new one if left out.")
        hasEmail = fields.required("email", &email)
        var (status, sentAt) = (invitation.status(at: fields.context.now), invitation.sentAt)
        fields.field("status", &status, "The status of the invitation; active if left out.")
        fields.field("invitedAt", &sentAt, "When the last mail was sent.")
        if fields.isReading { invitation = Invitation(sentAt: sentAt, answer: status) }
        if role == .user {
            fields.optional("locale", &locale, example: "en_US", "The language and region; the owner's if left out.")
        }
        declarePrivileges(&fields)
        if role == .admin { declareGroups(&fields) }
    }

    private mutating func declarePrivileges(_ fields: inout RecordFields<StateContext>) {
        var hasAll = !fields.isReading && privileges == everything
        fields.field("all_features_access", &hasAll, omitting: false, "Whether everything is granted.")
        if fields.isWriting, hasAll { return }
        var grant = Grant.nothing
        fields.records(
            "privileges",
            fields.isWriting ? grantedFeatures : [],
            "The permissions granted, by feature.",
            blank: { _ in PrivilegeRecord(feature: "contacts", permissions: ["view"]) },
            append: { record, fields in
                guard record.isComplete else { return }
                let item = RequestedPrivilege(feature: record.feature, permissions: record.permissions)
                do throws(CoreError) { try catalog.add(item, to: &grant, within: available) } catch {
                    fields.addFault(error.faultOfDocument)
                }
            }
        )
        if fields.isReading { privileges = hasAll ? everything : grant.granted }
    }

    private var grantedFeatures: [PrivilegeRecord] {
        catalog.features.compactMap { feature in
            let granted = feature.permissions.filter { privileges.isSuperset(of: $0.bit) }
            return granted.isEmpty ? nil : PrivilegeRecord(feature: feature.slug, permissions: granted.map(\.slug))
        }
    }

    /// If left out, an admin user can access every group; an empty list means none.
    private mutating func declareGroups(_ fields: inout RecordFields<StateContext>) {
        if fields.isWriting, groupIDs == nil { return }
        let isGiven = !fields.isReading || fields.has("groupIds")
        var ids = groupIDs ?? []
        fields.values("groupIds", &ids, "The groups of sub-accounts that it can access; all if left out.")
        groupIDs = isGiven ? ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } : nil
    }
}

/// One feature with its permissions.
private struct PrivilegeRecord: JSONRecord {
    var feature: String
    var permissions: [String]
    private(set) var isComplete = false

    init(feature: String, permissions: [String]) { (self.feature, self.permissions) = (feature, permissions) }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        let hasFeature = fields.required("feature", &feature)
        let hasPermissions = fields.has("permissions")
        if fields.isReading, !hasPermissions { fields.addFault("permissions is missing") }
        fields.values("permissions", &permissions)
        isComplete = hasFeature && hasPermissions
    }
}

extension CoreError {
    /// What is wrong with a privilege of a document.
    fileprivate var faultOfDocument: String {
        switch self {
        case .unknownFeature(let name, let catalog): "\(name) is not a feature; \(catalog.names)"
        case .unknownPermission(let name, let feature, _):
            "\(name) is not a permission of \(feature.slug) here; it has "
                + feature.permissions.map(\.slug).joined(separator: ", ")
        case .duplicateFeature(let name): "\(name) is there already"
        case .featureNotOnPlan(let name): "\(name) is not on the account's plan"
        default: Refusal.domain(self).response(under: Assumptions()).message
        }
    }
}
