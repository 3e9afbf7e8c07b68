internal import HashTreeCollections

/// What a master account has beside its organization: groups, admin users, IP addresses and sub-accounts.
///
/// The sub-accounts themselves are accounts of their own in ``Accounts``.
public struct MasterAccount: Sendable {
    /// The most groups kept.
    public static let groupCapacity = 1000
    /// The most sub-accounts kept.
    public static let subAccountCapacity = 10_000

    /// The groups of sub-accounts, in order of creation.
    public var groups: [Group]
    /// The invited admin users.
    public var adminUsers = Roster<AdminUser>()
    /// The IP addresses that sub-accounts can send from.
    public var ips: [DedicatedIP]
    /// The accounts of the sub-accounts.
    var subAccounts: TreeDictionary<SubAccount.Number, Accounts.ID> = [:]

    /// Creates a master account with no sub-account and no admin user but the account's owner.
    public init(groups: [Group] = [], ips: [DedicatedIP] = []) {
        self.groups = groups
        self.ips = ips
    }

    /// The number of sub-accounts.
    public var subAccountCount: Int { subAccounts.count }

    /// Removes a sub-account from the master account and its groups.
    mutating func forget(_ number: SubAccount.Number) {
        subAccounts[number] = nil
        for index in groups.indices { groups[index].remove(number) }
    }

    /// The index of the group with an id.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``.
    func index(ofGroup id: String) throws(CoreError) -> Int {
        guard let objectID = ObjectID(id), let index = groups.firstIndex(where: { $0.id == objectID }) else {
            throw .groupNotFound(id)
        }
        return index
    }

    /// Requires that each number is a sub-account's.
    ///
    /// - Throws: ``CoreError/unknownGroupMember(_:)``.
    func requireSubAccounts(_ numbers: [SubAccount.Number]) throws(CoreError) {
        for number in numbers where !subAccounts.keys.contains(number) { throw .unknownGroupMember(number) }
    }
}

/// An IP address of a master account.
public struct DedicatedIP: Sendable, Hashable {
    /// The address.
    public let ip: String
    /// The domain that sends from it.
    public let domain: String
    /// Whether it is for transactional mail.
    public let isTransactional: Bool

    /// Creates an address.
    public init(ip: String, domain: String, isTransactional: Bool) {
        (self.ip, self.domain, self.isTransactional) = (ip, domain, isTransactional)
    }
}
