internal import HashTreeCollections

/// All accounts of one emulated service, and the keys and tokens that open them (spec §3).
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
    /// The most keys that are remembered before calls make no more, those of deleted accounts among them.
    public static let keyCapacity = 200_000
    /// The longest key, in bytes.
    public static let maximumKeyLength = 256

    /// Which keys open an account.
    public let policy: KeyPolicy
    /// What a key never seen is given.
    public let template: Account
    let seed: UInt64
    /// Each in an array of its own: the trie moves its entries about, and copies them with all that they hold.
    private var accounts: TreeDictionary<ID, [Account]> = [:]
    private var holders: TreeDictionary<String, Holder> = [:]
    private(set) var clients: TreeDictionary<String, ID> = [:]
    var tokens = AccessTokens()
    /// How many requests an account may make.
    public private(set) var rateLimits: RateLimits
    /// The keys and clients of accounts that were deleted; they open nothing, whatever the policy.
    private var revoked: TreeSet<String> = []
    private var opened = 0
    private var occurrences: [(account: ID, occurrence: Occurrence)] = []

    /// Whose a key is, and what a call must know of it: all that a look-up gives.
    private struct Holder: Sendable {
        let id: ID
        let rights: Rights
        let expiresAt: Timestamp?
    }

    /// What a key or a token opens.
    public enum Opening: Sendable, Equatable {
        /// It opens this account, and may do this there.
        case account(ID, Rights)
        /// It opens nothing.
        case unknownKey
        /// It opens nothing any more.
        case expired
        /// There would be too many accounts.
        case full
    }

    /// These accounts, and the template for the keys that none of them has.
    ///
    /// - Parameters:
    ///   - seed: decides the ids of the accounts that are made from the template.
    ///   - rateLimits: how many requests an account may make.
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

    /// How many accounts there are.
    public var count: Int { accounts.count }

    /// The account of this number; it must be there.
    public subscript(id: ID) -> Account {
        _read {
            // Of the array itself, the account would be a copy.
            let account = accounts[id, default: Self.none(of: id)]
            yield account.span[0]
        }
        _modify {
            // Without the default, which is never taken, the account would be copied out and in.
            yield &accounts[id, default: Self.none(of: id)][0]
        }
    }

    private static func none(of id: ID) -> [Account] {
        preconditionFailure("the account's number \(id) was made up")
    }

    /// Whether there is an account of this number.
    public func contains(_ id: ID) -> Bool {
        accounts.keys.contains(id)
    }

    /// All accounts with their numbers, in the order in which they came to be.
    public var inOrder: [(id: ID, account: Account)] {
        accounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value[0]) }
    }

    /// The account that holds this key.
    public func holder(of key: String) -> ID? {
        holders[key]?.id
    }

    /// Finds the account of a key; with ``KeyPolicy/any`` one is made where there is none.
    public mutating func open(_ key: String, at now: Timestamp) -> Opening {
        if let holder = holders[key] {
            if let end = holder.expiresAt, now >= end { return .expired }
            return .account(holder.id, holder.rights)
        }
        guard policy == .any, key.utf8.count <= Self.maximumKeyLength, !revoked.contains(key) else {
            return .unknownKey
        }
        guard accounts.count < Self.capacity else { return .full }
        return .account(open(named: key) { $0.apiKeys = [APIKey(key)] }, .all)
    }

    /// Makes an account from the template.
    ///
    /// - Parameter name: decides its ids.
    mutating func open(named name: String, _ credentials: (inout Account) -> Void) -> ID {
        var account = template
        account.setIDs(.named(name, seed: seed))
        credentials(&account)
        return add(account)
    }

    /// Counts a request of an account; nil where nothing is limited.
    ///
    /// - Parameter endpoint: what is counted apart: a path with its parameters in braces.
    public mutating func countRequest(to endpoint: String, of id: ID, at now: Timestamp) -> RateLimits.Allowance? {
        guard rateLimits.policy != .off, let limit = rateLimits.policy.limit(on: self[id].plan) else { return nil }
        return rateLimits.take(endpoint, of: id, limit: limit, at: now)
    }

    /// Takes what has happened in an account since the last time, for its log and ``takeOccurrences()``.
    ///
    /// - Parameter visitor: from where it was done.
    public mutating func collectOccurrences(from id: ID, by visitor: Activity.Visitor = Activity.Visitor()) {
        for occurrence in self[id].recordOccurrences(by: visitor) { occurrences.append((id, occurrence)) }
    }

    /// What has been collected since this was last asked, first to last.
    public mutating func takeOccurrences() -> [(account: ID, occurrence: Occurrence)] {
        defer { occurrences = [] }
        return occurrences
    }

    /// Adds an account after the others.
    ///
    /// - Returns: its number, which no account had before.
    @discardableResult
    public mutating func add(_ account: Account) -> ID {
        defer { opened += 1 }
        accounts[opened] = [account]
        for key in account.apiKeys { register(key, of: opened) }
        for client in account.oauthClients { clients[client.clientID] = opened }
        return opened
    }

    /// Lets one more key, which must be a new one, open an account.
    mutating func addKey(_ key: APIKey, to id: ID) {
        precondition(isUnused(key.text), "a key opens one account")
        self[id].apiKeys.append(key)
        register(key, of: id)
    }

    /// Takes an account away; its keys, clients and tokens open nothing from then on.
    mutating func remove(_ id: ID) {
        for key in self[id].apiKeys {
            holders[key.text] = nil
            revoke(key.text)
        }
        for client in self[id].oauthClients {
            clients[client.clientID] = nil
            revoke(client.clientID)
        }
        tokens.revoke(of: id)
        accounts[id] = nil
    }

    /// Makes that a key or a client, of which no account may have it, never opens one.
    public mutating func revoke(_ credential: String) {
        precondition(holders[credential] == nil && clients[credential] == nil, "what opens an account goes with it")
        revoked.insert(credential)
    }

    /// The keys and clients that open nothing, whatever the policy.
    public var revokedKeys: [String] { revoked.sorted() }

    /// Whether a key or a client was one and is none any more.
    func isRevoked(_ credential: String) -> Bool { revoked.contains(credential) }

    /// Whether a key has never been one.
    func isUnused(_ key: String) -> Bool { holders[key] == nil && !revoked.contains(key) }

    /// Whether there are as many keys as are kept, the revoked ones counted.
    var isFullOfKeys: Bool { holders.count + revoked.count >= Self.keyCapacity }

    private mutating func register(_ key: APIKey, of id: ID) {
        holders[key.text] = Holder(id: id, rights: key.access.rights, expiresAt: key.expiresAt)
    }
}
