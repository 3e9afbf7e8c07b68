internal import HashTreeCollections

/// The sub-accounts of a master account.
extension Accounts {
    /// The properties of a new sub-account.
    public struct SubAccountRequest: Sendable {
        /// The company's name.
        public var companyName: String
        /// The owner's address.
        public var email: EmailAddress
        /// The groups to add it to.
        public var groupIDs: [String]
        /// The owner's language and region; nil for those of the master account's owner.
        public var locale: String?
        /// The time zone; nil for the default one.
        public var timezone: String?

        /// Creates a request.
        public init(
            companyName: String,
            email: EmailAddress,
            groupIDs: [String] = [],
            locale: String? = nil,
            timezone: String? = nil
        ) {
            (self.companyName, self.email, self.groupIDs) = (companyName, email, groupIDs)
            (self.locale, self.timezone) = (locale, timezone)
        }
    }

    /// Creates a sub-account: an account of its own on the master account's plan, owned by the given address, which no
    /// key opens yet.
    ///
    /// - Returns: Its number.
    /// - Throws: ``CoreError/unknownGroup(_:)``, ``CoreError/subAccountLimitReached``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func createSubAccount(
        _ request: SubAccountRequest,
        of id: ID,
        _ context: inout CommandContext
    ) throws(CoreError) -> SubAccount.Number {
        let master = try self[id].requireMaster()
        var groups: [Int] = []
        for text in request.groupIDs {
            guard let index = try? master.index(ofGroup: text) else { throw .unknownGroup(text) }
            groups.append(index)
        }
        guard master.subAccountCount < MasterAccount.subAccountCapacity, count < Self.capacity else {
            throw .subAccountLimitReached
        }
        var number: SubAccount.Number
        repeat { number = self[id].drawSubAccountNumber(context.salt) } while master.subAccounts[number] != nil
        var ids = Self.idSource(ofSubAccount: number, of: self[id], seed: seed ^ context.salt)
        let owner = Owner(
            id: ids.next(),
            email: request.email,
            firstName: "Sample",
            lastName: "Owner",
            locale: request.locale ?? self[id].owner.locale
        )
        let account = Account(companyName: request.companyName, plan: self[id].plan, owner: owner, ids: ids)
        let subAccount = SubAccount(
            number: number,
            createdAt: context.now,
            timezone: request.timezone ?? SubAccount.defaultTimezone
        )
        add(account, as: subAccount, of: id)
        for index in groups { self[id].master?.groups[index].insert(number) }
        context.add(.subAccountCreated)
        return number
    }

    /// Adds an account as a sub-account, whose number must be new in the master account.
    @discardableResult
    public mutating func add(_ account: Account, as subAccount: SubAccount, of master: ID) -> ID {
        precondition(self[master].master?.subAccounts[subAccount.number] == nil, "a number names one sub-account")
        var account = account
        account.subAccount = subAccount
        let id = add(account)
        self[master].master?.subAccounts[subAccount.number] = id
        return id
    }

    /// Where the ids of a sub-account come from: the same for the same number of the same master account.
    public static func idSource(
        ofSubAccount number: SubAccount.Number,
        of master: Account,
        seed: UInt64
    ) -> IDSource {
        .named("\(Account.name(master.apiKeys, master.oauthClients) ?? "")/\(number)", seed: seed)
    }

    /// A sub-account with its account.
    public struct SubAccountEntry: Sendable {
        /// The number of the account.
        public let id: ID
        /// The account.
        public let account: Account
        /// What makes it a sub-account.
        public let subAccount: SubAccount
    }

    /// A sub-account of a master account.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public func subAccount(_ number: SubAccount.Number, of master: ID) throws(CoreError) -> SubAccountEntry {
        guard let id = try self[master].requireMaster().subAccounts[number] else { throw .subAccountNotFound(number) }
        return entry(id)
    }

    /// The sub-accounts of a master account, newest first as the documentation lists them.
    ///
    /// - Parameter isIncluded: Whether to include the sub-account with a number.
    /// - Throws: ``CoreError/notAMasterAccount``.
    public func subAccounts(
        of master: ID,
        where isIncluded: (SubAccount.Number) -> Bool = { _ in true }
    ) throws(CoreError) -> some RandomAccessCollection<SubAccountEntry> {
        let ids = try self[master].requireMaster().subAccounts.filter { isIncluded($0.key) }.map(\.value)
        return ids.sorted(by: >).lazy.map { entry($0) }
    }

    /// Deletes a sub-account for good: its people, its keys, and its membership of groups.
    ///
    /// The master account's admin users stay, and keep access to the same groups.
    ///
    /// - Throws: ``CoreError/subAccountToDeleteNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func deleteSubAccount(
        _ number: SubAccount.Number,
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) {
        guard let id = try self[master].requireMaster().subAccounts[number] else {
            throw .subAccountToDeleteNotFound(number)
        }
        self[master].master?.forget(number)
        remove(id)
        context.add(.subAccountDeleted)
    }

    private func entry(_ id: ID) -> SubAccountEntry {
        let account = self[id]
        guard let subAccount = account.subAccount else { preconditionFailure("a listed account has no master account") }
        return SubAccountEntry(id: id, account: account, subAccount: subAccount)
    }
}

extension Account {
    /// The name that the ids of an account with these credentials are derived from; nil if nothing opens it.
    public static func name(_ keys: [APIKey], _ clients: [OAuthClient]) -> String? {
        keys.first?.text ?? clients.first.map { OAuthClient.accountName(of: $0.clientID) }
    }

    /// A number for a new sub-account, which another one may have.
    public mutating func drawSubAccountNumber(_ salt: UInt64 = 0) -> SubAccount.Number {
        ids.next(in: SubAccount.numbers, salt)
    }
}
