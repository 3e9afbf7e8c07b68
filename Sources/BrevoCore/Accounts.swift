internal import HashTreeCollections

/// All accounts of one emulated service, and the API keys that open them (spec §3).
///
/// A copy shares its storage as ``Roster`` does.
public struct Accounts: Sendable {
    /// Which keys open an account.
    public enum KeyPolicy: String, CaseIterable, Sendable {
        /// A key never seen gets an account of its own, made from the template.
        case any
        /// Only the keys of the seed, and those made by calls.
        case seeded
    }

    /// The number of an account, for as long as the accounts live.
    public typealias ID = Int

    /// The most accounts that keys never seen are given.
    public static let capacity = 100_000
    /// The longest key, in octets.
    public static let maximumKeyLength = 256

    /// Which keys open an account.
    public let policy: KeyPolicy
    /// What a key never seen is given.
    public let template: Account
    private let seed: UInt64
    private var accounts: TreeDictionary<ID, Account> = [:]
    private var holders: TreeDictionary<String, ID> = [:]
    private var opened = 0
    private var occurrences: [(account: ID, occurrence: Occurrence)] = []

    /// The accounts that a key opens, by what a key is.
    public enum Opening: Sendable, Equatable {
        /// The key opens this account.
        case account(ID)
        /// The key opens nothing.
        case unknownKey
        /// There would be too many accounts.
        case full
    }

    /// These accounts, and the template for the keys that none of them has.
    ///
    /// - Parameter seed: decides the ids of the accounts that are made from the template.
    public init(_ accounts: [Account] = [], template: Account, policy: KeyPolicy = .any, seed: UInt64) {
        self.template = template
        self.policy = policy
        self.seed = seed
        for account in accounts { add(account) }
    }

    /// How many accounts there are.
    public var count: Int { accounts.count }

    /// The account of this number; it must be there.
    public subscript(id: ID) -> Account {
        get {
            guard let account = accounts[id] else { preconditionFailure("an account's number was made up") }
            return account
        }
        _modify {
            // Numbers are given out in turn and no account goes away; a look-up would cost a copy.
            precondition((0..<opened).contains(id), "an account's number was made up")
            yield &accounts[id, default: template]
        }
    }

    /// Whether there is an account of this number.
    public func contains(_ id: ID) -> Bool {
        accounts[id] != nil
    }

    /// All accounts with their numbers, in the order in which they came to be.
    public var inOrder: [(id: ID, account: Account)] {
        accounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The account that holds this key.
    public func holder(of key: String) -> ID? {
        holders[key]
    }

    /// Finds the account of a key; with ``KeyPolicy/any`` one is made where there is none.
    public mutating func open(_ key: String) -> Opening {
        if let id = holders[key] { return .account(id) }
        guard policy == .any, key.utf8.count <= Self.maximumKeyLength else { return .unknownKey }
        guard accounts.count < Self.capacity else { return .full }
        var account = template
        account.apiKeys = [key]
        account.ids = .named(key, seed: seed)
        account.owner.id = account.ids.next()
        return .account(add(account))
    }

    /// Takes what has happened in an account since the last time, for ``takeOccurrences()``.
    public mutating func collectOccurrences(from id: ID) {
        occurrences += self[id].takeOccurrences().map { (id, $0) }
    }

    /// What has been collected since this was last asked, first to last.
    public mutating func takeOccurrences() -> [(account: ID, occurrence: Occurrence)] {
        defer { occurrences = [] }
        return occurrences
    }

    @discardableResult
    private mutating func add(_ account: Account) -> ID {
        defer { opened += 1 }
        accounts[opened] = account
        for key in account.apiKeys { holders[key] = opened }
        return opened
    }
}
