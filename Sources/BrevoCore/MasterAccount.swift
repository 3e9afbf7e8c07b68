internal import HashTreeCollections

/// What a master account has beside its organisation: the people who manage its sub-accounts, and those.
///
/// The sub-accounts themselves are accounts of their own in ``Accounts``.
public struct MasterAccount: Sendable {
    /// The most groups that the emulator keeps.
    public static let groupCapacity = 1000
    /// The most sub-accounts that the emulator keeps.
    public static let subAccountCapacity = 10_000

    /// The groups of sub-accounts, in the order in which they were made.
    public var groups: [Group]
    /// The invited admin users.
    public var adminUsers = Roster<AdminUser>()
    /// The addresses that sub-accounts can send from.
    public var ips: [DedicatedIP]
    /// Where the sub-accounts are.
    var subAccounts: TreeDictionary<SubAccount.Number, Accounts.ID> = [:]

    /// A master account with these groups, no sub-account and no admin user but the account's owner.
    public init(groups: [Group] = [], ips: [DedicatedIP] = []) {
        self.groups = groups
        self.ips = ips
    }

    /// How many sub-accounts there are.
    public var subAccountCount: Int { subAccounts.count }

    /// Forgets a sub-account and whatever refers to it.
    mutating func forget(_ number: SubAccount.Number) {
        subAccounts[number] = nil
        for place in groups.indices { groups[place].remove(number) }
    }

    /// Where the group of this id stands.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``.
    func place(ofGroup id: String) throws(CoreError) -> Int {
        guard let id = ObjectID(id), let place = groups.firstIndex(where: { $0.id == id }) else {
            throw .groupNotFound(id)
        }
        return place
    }

    /// Expects that each of these is a sub-account.
    ///
    /// - Throws: ``CoreError/unknownMember(_:)``.
    func requireSubAccounts(_ numbers: [SubAccount.Number]) throws(CoreError) {
        for number in numbers where !subAccounts.keys.contains(number) { throw .unknownMember(number) }
    }
}

/// An address of the master account from which its sub-accounts can send.
public struct DedicatedIP: Sendable, Hashable {
    /// The address.
    public let ip: String
    /// The domain that sends from there.
    public let domain: String
    /// Whether it is for transactional mail.
    public let isTransactional: Bool

    /// An address.
    public init(ip: String, domain: String, isTransactional: Bool) {
        (self.ip, self.domain, self.isTransactional) = (ip, domain, isTransactional)
    }
}
