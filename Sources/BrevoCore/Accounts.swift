internal import HashTreeCollections

/// All accounts of one emulated service, and the keys and tokens that open them.
///
/// Copies share storage as those of ``Roster`` do.
public struct Accounts: Sendable {
    /// Which keys open an account.
    public enum KeyPolicy: String, CaseIterable, Sendable {
        /// A key that was never seen gets an account of its own, created from the template.
        case any
        /// Only the keys of the seed, and those created by calls.
        case seeded
    }

    /// The number of an account, valid as long as the accounts live.
    public typealias ID = Int

    /// The most accounts that are created for keys never seen before.
    public static let capacity = 100_000
    /// The most keys kept, those of deleted accounts included; past it, calls create no more.
    public static let keyCapacity = 200_000
    /// The longest key, in bytes.
    public static let maximumKeyLength = 256

    /// Which keys open an account.
    public let policy: KeyPolicy
    /// The account that a key never seen before gets a copy of.
    public let template: Account
    let seed: UInt64
    private var accounts: TreeDictionary<ID, Boxed> = [:]
    private var keys: TreeDictionary<String, KeyEntry> = [:]
    private(set) var clients: TreeDictionary<String, ID> = [:]
    var tokens = AccessTokens()
    /// The number of requests that an account may make.
    public private(set) var rateLimits: RateLimits
    /// The keys and clients of deleted accounts, which open nothing whatever the policy.
    private var revoked: TreeSet<String> = []
    private var nextID = 0

    /// An account that is read and changed in place: the tree copies its entries with all that they hold.
    ///
    /// Inlined where an account is read, so that one property is copied rather than all: 4000 instructions a request.
    @usableFromInline
    final class Boxed: @unchecked Sendable {
        // Sendable, and its accesses need no check, because it changes only while one set of accounts refers to it.
        @exclusivity(unchecked) @usableFromInline var account: Account

        init(_ account: Account) { unsafe self.account = account }
    }

    /// What a lookup of a key finds.
    private struct KeyEntry: Sendable {
        let id: ID
        let rights: Rights
        let expiresAt: Timestamp?
    }

    /// The outcome of opening an account with a key or a token.
    public enum Opening: Sendable, Equatable {
        /// It opens this account, with these rights.
        case account(ID, Rights)
        /// It was never valid, or was revoked.
        case unknown
        /// It has expired.
        case expired
        /// The key is new, and there are too many accounts.
        case full
    }

    /// Creates a service.
    ///
    /// - Parameters:
    ///   - accounts: The first accounts.
    ///   - template: The account that a key never seen before gets a copy of.
    ///   - seed: The seed of the ids of those copies.
    ///   - rateLimits: The number of requests that an account may make.
    public init(
        _ accounts: [Account] = [],
        template: Account,
        policy: KeyPolicy = .any,
        seed: UInt64,
        rateLimits: RateLimits = RateLimits()
    ) {
        self.template = template
        self.policy = policy
        self.seed = seed
        self.rateLimits = rateLimits
        for account in accounts { add(account) }
    }

    /// The number of accounts.
    public var count: Int { accounts.count }

    /// The account with a number, which must exist.
    @inlinable
    public subscript(id: ID) -> Account {
        _read { yield unsafe boxed(id).account }
        _modify { yield unsafe &uniquelyBoxed(id).account }
    }

    @usableFromInline
    func boxed(_ id: ID) -> Boxed {
        accounts[id, default: Self.missing(id)]
    }

    @usableFromInline
    mutating func uniquelyBoxed(_ id: ID) -> Boxed {
        // With a default, which is never used, the reference is not copied to be replaced.
        Self.unique(&accounts[id, default: Self.missing(id)])
    }

    private static func unique(_ boxed: inout Boxed) -> Boxed {
        if !isKnownUniquelyReferenced(&boxed) { boxed = Boxed(unsafe boxed.account) }
        return boxed
    }

    private static func missing(_ id: ID) -> Boxed {
        preconditionFailure("no account has the number \(id)")
    }

    /// Whether there is an account with this number.
    public func contains(_ id: ID) -> Bool {
        accounts.keys.contains(id)
    }

    /// All accounts with their numbers, in order of creation.
    public var inOrder: [(id: ID, account: Account)] {
        accounts.sorted { $0.key < $1.key }.map { ($0.key, unsafe $0.value.account) }
    }

    /// The accounts that satisfy a condition, in no particular order.
    public func ids(where condition: (Account) -> Bool) -> [ID] {
        accounts.compactMap { condition(unsafe $0.value.account) ? $0.key : nil }
    }

    /// The account that a key opens, expired or not.
    public func account(ofKey key: String) -> ID? {
        keys[key]?.id
    }

    /// Opens the account of a key; with ``KeyPolicy/any`` a new key gets an account.
    public mutating func open(_ key: String, _ context: inout CommandContext) -> Opening {
        if let entry = keys[key] {
            if let end = entry.expiresAt, context.now >= end { return .expired }
            return .account(entry.id, entry.rights)
        }
        guard policy == .any, key.utf8.count <= Self.maximumKeyLength, !revoked.contains(key) else { return .unknown }
        guard accounts.count < Self.capacity else { return .full }
        return .account(create(named: key, &context) { $0.apiKeys = [APIKey(key)] }, .all)
    }

    /// Creates an account from the template.
    ///
    /// - Parameter name: The name that its ids are derived from.
    mutating func create(
        named name: String,
        _ context: inout CommandContext,
        _ credentials: (inout Account) -> Void
    ) -> ID {
        var account = template
        account.setIDs(.named(name, seed: seed ^ context.salt))
        account.owner.id = account.ids.next()
        credentials(&account)
        context.add(.accountCreated)
        return add(account)
    }

    /// Counts a request of an account; nil if nothing is limited.
    ///
    /// - Parameter endpoint: What is counted separately: a path with its parameters in braces.
    public mutating func countRequest(to endpoint: String, of id: ID, at now: Timestamp) -> RateLimits.Allowance? {
        guard rateLimits.policy != .off, let limit = rateLimits.policy.limit(on: self[id].plan) else { return nil }
        return rateLimits.take(endpoint, of: id, limit: limit, at: now)
    }

    /// Adds an account after the others.
    ///
    /// - Returns: Its number, which no account had before.
    @discardableResult
    public mutating func add(_ account: Account) -> ID {
        defer { nextID += 1 }
        accounts[nextID] = Boxed(account)
        for key in account.apiKeys { register(key, of: nextID) }
        for client in account.oauthClients { clients[client.clientID] = nextID }
        return nextID
    }

    /// Adds a new key to an account.
    mutating func addKey(_ key: APIKey, to id: ID) {
        precondition(isUnused(key.text), "a key opens one account")
        self[id].apiKeys.append(key)
        register(key, of: id)
    }

    /// Removes an account; its keys, clients and tokens open nothing from then on.
    mutating func remove(_ id: ID) {
        for key in self[id].apiKeys {
            keys[key.text] = nil
            revoke(key.text)
        }
        for client in self[id].oauthClients {
            clients[client.clientID] = nil
            revoke(client.clientID)
        }
        tokens.revoke(of: id)
        accounts[id] = nil
    }

    /// Revokes a key or client that opens no account, so that it never will.
    public mutating func revoke(_ credential: String) {
        precondition(keys[credential] == nil && clients[credential] == nil, "an account's credentials go with it")
        revoked.insert(credential)
    }

    /// The keys and clients that open nothing, whatever the policy.
    public var revokedKeys: [String] { revoked.sorted() }

    func isRevoked(_ credential: String) -> Bool { revoked.contains(credential) }

    /// Whether a key neither opens an account nor ever did.
    func isUnused(_ key: String) -> Bool { keys[key] == nil && !revoked.contains(key) }

    /// Whether there are as many keys as are kept.
    var isFullOfKeys: Bool { keys.count + revoked.count >= Self.keyCapacity }

    private mutating func register(_ key: APIKey, of id: ID) {
        keys[key.text] = KeyEntry(id: id, rights: key.access.rights, expiresAt: key.expiresAt)
    }
}
