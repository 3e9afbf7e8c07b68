internal import HashTreeCollections

/// A group of sub-accounts, to which an admin user's access can be restricted.
public struct Group: Sendable, Hashable {
    /// The id.
    public let id: ObjectID
    /// The name.
    public var groupName: String
    /// When it was created.
    public let createdAt: Timestamp
    private var numbers: TreeSet<SubAccount.Number>

    /// Creates a group.
    public init(id: ObjectID, groupName: String, createdAt: Timestamp, subAccounts: [SubAccount.Number] = []) {
        self.id = id
        self.groupName = groupName
        self.createdAt = createdAt
        numbers = TreeSet(subAccounts)
    }

    /// The numbers of its sub-accounts, ascending.
    public var subAccounts: [SubAccount.Number] { numbers.sorted() }

    /// Whether a sub-account is in the group.
    public func contains(_ number: SubAccount.Number) -> Bool { numbers.contains(number) }

    mutating func replaceSubAccounts(by numbers: [SubAccount.Number]) { self.numbers = TreeSet(numbers) }

    mutating func insert(_ number: SubAccount.Number) { numbers.insert(number) }

    mutating func remove(_ number: SubAccount.Number) { numbers.remove(number) }
}
