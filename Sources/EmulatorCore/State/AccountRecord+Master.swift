internal import BrevoCore
internal import JSON

// What a master account has beside its organization.
extension AccountRecord {
    /// Declares addresses, sub-accounts, groups and admin users, each of which can refer to those before it.
    mutating func declareMaster(_ fields: inout RecordFields<StateContext>) {
        if fields.isDescribing, account.master == nil { account.master = MasterAccount() }
        declareIPs(&fields)
        if role == .account { declareSubAccounts(&fields) }
        declareGroups(&fields)
        declareAdminUsers(&fields)
    }

    private mutating func declareIPs(_ fields: inout RecordFields<StateContext>) {
        var found: Set<String> = []
        let ips = account.master?.ips ?? []
        if fields.isReading { account.master?.ips = [] }
        fields.records(
            "ips",
            ips.lazy.map { IPRecord(ip: $0.ip, domain: $0.domain, isTransactional: $0.isTransactional) },
            "The IP addresses that sub-accounts can send from.",
            blank: { _ in IPRecord() },
            append: { record, fields in
                guard record.hasIP else { return }
                if !found.insert(record.ip).inserted { fields.addFault("\(record.ip) is there already", at: "ip") }
                account.master?.ips.append(
                    DedicatedIP(ip: record.ip, domain: record.domain, isTransactional: record.isTransactional)
                )
            }
        )
    }

    private mutating func declareSubAccounts(_ fields: inout RecordFields<StateContext>) {
        if fields.isReading {
            (fields.context.parent, fields.context.numbers) = (account, [])
        }
        let parts = subAccounts
        if fields.isReading { subAccounts = [] }
        fields.records(
            "subAccounts",
            parts,
            omitsEmpty: true,
            "The sub-accounts, oldest first.",
            blank: { AccountRecord(.subAccount, in: $0) },
            append: { record, _ in subAccounts.append(record) }
        )
        if fields.isReading, let parent = fields.context.parent { account.ids = parent.ids }
        fields.context.parent = nil
    }

    private mutating func declareGroups(_ fields: inout RecordFields<StateContext>) {
        let (groups, numbers) = (account.master?.groups ?? [], fields.context.numbers)
        if fields.isReading { account.master?.groups = [] }
        var ids: Set<ObjectID> = []
        fields.records(
            "groups",
            groups.lazy.map(GroupRecord.init),
            "The groups of sub-accounts.",
            blank: { GroupRecord(createdAt: $0.now) },
            append: { record, fields in
                for (index, number) in record.subAccountIDs.enumerated() where !numbers.contains(number) {
                    fields.addFault("no sub-account of the account has this id", at: index, of: "subAccountIds")
                }
                if let id = record.id, !ids.insert(id).inserted {
                    fields.addFault("\(id) is the id of another", at: "id")
                }
                account.master?.groups.append(
                    Group(
                        id: record.id ?? account.ids.next(),
                        groupName: record.groupName,
                        createdAt: record.createdAt,
                        subAccounts: record.subAccountIDs
                    )
                )
            }
        )
        fields.context.numbers = []
    }
}

private struct IPRecord: JSONRecord {
    var ip = "203.0.113.10"
    var domain = "example.com"
    var isTransactional = false
    /// Whether the address was read.
    private(set) var hasIP = false

    init() {}

    init(ip: String, domain: String, isTransactional: Bool) {
        (self.ip, self.domain, self.isTransactional) = (ip, domain, isTransactional)
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        hasIP = fields.required("ip", &ip)
        fields.field("domain", &domain, "The domain that sends from it.")
        fields.field("transactional", &isTransactional, "Whether it is for transactional mail.")
    }
}

private struct GroupRecord: JSONRecord {
    private(set) var id: ObjectID?
    private(set) var groupName = "Support"
    private(set) var createdAt: Timestamp
    private(set) var subAccountIDs: [SubAccount.Number] = []

    init(createdAt: Timestamp) { self.createdAt = createdAt }

    init(_ group: Group) {
        (id, groupName, createdAt) = (group.id, group.groupName, group.createdAt)
        subAccountIDs = group.subAccounts
    }

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        fields.optional("id", &id, example: ObjectID("65b1f22c09d6ed67ef1cd123"), "The id; a new one if left out.")
        fields.required("groupName", &groupName)
        fields.field("createdAt", &createdAt)
        fields.integers("subAccountIds", &subAccountIDs, in: 1...AccountRecord.largestNumber, "Its sub-accounts.")
    }
}
