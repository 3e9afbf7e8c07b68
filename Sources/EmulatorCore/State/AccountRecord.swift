internal import BrevoAPI
internal import BrevoCore
package import JSON

/// An account in a state document.
package struct AccountRecord: JSONRecord {
    /// Where the account is in the document, which decides what it can have.
    enum Role {
        /// What new keys get a copy of.
        case template
        /// An account of its own.
        case account
        /// An account of a master account.
        case subAccount
    }

    let role: Role
    var account: Account
    /// What a sub-account has beside its organization.
    var subAccount: SubAccount?
    /// The sub-accounts of a master account.
    var subAccounts: [AccountRecord]

    init(_ account: Account, _ role: Role, subAccount: SubAccount? = nil, subAccounts: [AccountRecord] = []) {
        (self.account, self.role, self.subAccount, self.subAccounts) = (account, role, subAccount, subAccounts)
    }

    /// An account before its fields are read.
    init(_ role: Role, in context: StateContext) {
        var ids = IDSource.named("template", seed: context.seed)
        let owner = Owner(
            id: ids.next(),
            email: "owner@example.com",
            firstName: "Sample",
            lastName: "Owner",
            locale: "en_US"
        )
        self.init(Account(companyName: "Example", plan: .enterprise, owner: owner, ids: ids), role)
    }

    package mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        if role != .template { declareCredentials(&fields) }
        if role == .subAccount { declareSubAccount(&fields) }
        declareIDs(&fields)
        declareKind(&fields)
        if role == .subAccount, fields.isReading, let parent = fields.context.parent { account.plan = parent.plan }
        fields.field("companyName", &account.companyName, "The name of the company.")
        fields.field("plan", &account.plan, "The plan, which limits users and features.")
        if role != .subAccount { declareFeatures(&fields) }
        declareBilling(&fields)
        declareOwner(&fields)
        declareProfile(&fields)
        declareUsers(&fields)
        if account.master != nil || fields.isDescribing && role != .subAccount { declareMaster(&fields) }
        if role != .template { declareActivities(&fields) }
    }

    /// Names that only an account of the kind `master` has.
    private static let namesOfMasters = ["groups", "ips", "subAccounts", "adminUsers"]

    private mutating func declareKind(_ fields: inout RecordFields<StateContext>) {
        // A template is a master account unless it says otherwise.
        var kind = fields.isReading ? (role == .template ? .master : .organization) : Kind(account)
        if role == .subAccount {
            var onlyKind = OnlyKind.organization
            fields.field("kind", &onlyKind)
            return
        }
        fields.field("kind", &kind, "Whether the account is a master account too.")
        guard fields.isReading else { return }
        account.master = kind == .master ? MasterAccount() : nil
        guard kind != .master else { return }
        for name in Self.namesOfMasters where fields.has(name) {
            fields.addFault("only an account of the kind master has \(name)", at: name)
        }
    }

    private enum Kind: String, CaseIterable, TextFieldValue {
        case organization, master

        init(_ account: Account) { self = account.master == nil ? .organization : .master }
    }

    private enum OnlyKind: String, CaseIterable, TextFieldValue { case organization }

    private mutating func declareIDs(_ fields: inout RecordFields<StateContext>) {
        var issued = Int(clamping: account.ids.issued)
        if role != .template, !fields.isWriting || fields.context.includesHistory {
            fields.integer(
                "issuedIds",
                &issued,
                in: 0...Self.mostIssuedIDs,
                omitting: 0,
                "The number of ids issued, so that none is issued twice."
            )
        }
        if fields.isReading { account.setIDs(idSource(fields.context).resumed(after: UInt64(clamping: issued))) }
        guard role != .template else { return }
        fields.field("organization_id", &account.organizationID, "The id that `GET /account` shows.")
        fields.integer("user_id", &account.userID, in: 0...Self.largestNumber, "The owner's number in `GET /account`.")
    }

    /// More ids than any world issues, and few enough that counting on never overflows.
    private static let mostIssuedIDs = 1 << 53
    /// The largest whole number that every JSON reader keeps as it is.
    static let largestNumber = (1 << 53) - 1

    private func idSource(_ context: StateContext) -> IDSource {
        switch role {
        case .template: return .named("template", seed: context.seed)
        case .account:
            return .named(Account.name(account.apiKeys, account.oauthClients) ?? "template", seed: context.seed)
        case .subAccount:
            guard let parent = context.parent, let number = subAccount?.number else { return account.ids }
            return Accounts.idSource(ofSubAccount: number, of: parent, seed: context.seed)
        }
    }

    /// An owner without an id gets the account's first one.
    private mutating func declareOwner(_ fields: inout RecordFields<StateContext>) {
        var record = OwnerRecord(owner: account.owner, id: fields.isReading ? nil : account.owner.id)
        fields.record("owner", &record, "The user who was never invited.")
        guard fields.isReading else { return }
        account.owner = record.owner
        account.owner.id = record.id ?? account.ids.next()
    }

    private mutating func declareFeatures(_ fields: inout RecordFields<StateContext>) {
        let catalog = Catalog.organization
        var names = (account.features ?? []).names(in: catalog)
        if fields.isWriting, account.features == nil { return }
        let isGiven = fields.has("features")
        fields.values("features", &names, "The features that users can be granted, in place of the plan's.")
        guard fields.isReading, isGiven else { return }
        var features = Privileges()
        for (index, name) in names.enumerated() {
            if let feature = catalog[name] {
                features.formUnion(feature.mask)
            } else {
                fields.addFault("\(name) is not a feature; \(catalog.names)", at: index, of: "features")
            }
        }
        account.features = features
    }

    private mutating func declareBilling(_ fields: inout RecordFields<StateContext>) {
        fields.field("billing", &account.billing.isOn, "Whether seats beyond the included ones are billed.")
        let range = 0...Billing.capacity
        fields.integer("invoices", &account.billing.invoices, in: range, omitting: 0, "The number of invoices issued.")
        fields.integer(
            "creditNotes",
            &account.billing.creditNotes,
            in: range,
            omitting: 0,
            "The number of credit notes issued."
        )
    }
}

extension AccountRecord {
    /// An enterprise master account with two groups and two addresses, and nobody but its owner; all inferred.
    static func builtInTemplate(_ context: StateContext) -> AccountRecord {
        var record = AccountRecord(.template, in: context)
        let groups = [("65b1f22c09d6ed67ef1cd123", "Support"), ("174bab366732bbce142e4412", "Technical")]
        record.account.master = MasterAccount(
            groups: groups.compactMap { id, name in
                ObjectID(id).map { Group(id: $0, groupName: name, createdAt: context.now) }
            },
            ips: [
                DedicatedIP(ip: "203.0.113.10", domain: "example.com", isTransactional: true),
                DedicatedIP(ip: "203.0.113.11", domain: "example.com", isTransactional: false),
            ]
        )
        return record
    }
}

extension Privileges {
    fileprivate func names(in catalog: Catalog) -> [String] {
        catalog.features.filter { !isDisjoint(with: $0.mask) }.map(\.slug)
    }
}

extension Catalog {
    /// The names of all features, for a message.
    var names: String { "there are \(features.map(\.slug).joined(separator: ", "))" }
}

private struct OwnerRecord: JSONRecord {
    var owner: Owner
    var id: ObjectID?

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.optional("id", &id, example: owner.id, "The id in the user list.")
        fields.field("email", &owner.email)
        fields.field("firstName", &owner.firstName)
        fields.field("lastName", &owner.lastName)
        fields.field("locale", &owner.locale, "The language and region in the user list.")
    }
}
