internal import HashTreeCollections

/// A group of sub-accounts, to which an admin user's reach can be restricted.
public struct Group: Sendable, Hashable {
    /// The group's id.
    public let id: ObjectID
    /// The group's name.
    public var groupName: String
    /// When the group was made.
    public let createdAt: Timestamp
    private var numbers: TreeSet<SubAccount.Number>

    /// A group of a master account.
    public init(id: ObjectID, groupName: String, createdAt: Timestamp, subAccounts: [SubAccount.Number] = []) {
        self.id = id
        self.groupName = groupName
        self.createdAt = createdAt
        numbers = TreeSet(subAccounts)
    }

    /// The numbers of its sub-accounts, in rising order.
    public var subAccounts: [SubAccount.Number] { numbers.sorted() }

    /// Whether it has this sub-account.
    public func contains(_ number: SubAccount.Number) -> Bool { numbers.contains(number) }

    mutating func replaceSubAccounts(by numbers: [SubAccount.Number]) { self.numbers = TreeSet(numbers) }

    mutating func insert(_ number: SubAccount.Number) { numbers.insert(number) }

    mutating func remove(_ number: SubAccount.Number) { numbers.remove(number) }
}
