internal import HashTreeCollections

/// What a master account allots to its sub-accounts.
extension Accounts {
    /// Creates a key that opens a sub-account: `xkeysib-`, 64 hexadecimal digits, a hyphen, 16 letters and digits.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/keyLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func createKey(
        for number: SubAccount.Number,
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) -> String {
        let id = try subAccount(number, of: master).id
        guard !isFullOfKeys, self[id].apiKeys.count < SubAccount.keyCapacity else { throw .keyLimitReached }
        var key: String
        // A client that knows the seed may have used the key before it was created.
        repeat { key = self[id].ids.nextKey(context.salt) } while !isUnused(key)
        addKey(APIKey(key), to: id)
        context.add(.apiKeyCreated)
        return key
    }

    /// Issues a token for an active user of a sub-account, or for its owner if no address is given.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/noActivePerson(_:)``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func createSession(
        for email: EmailAddress?,
        in number: SubAccount.Number,
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) -> String {
        let id = try subAccount(number, of: master).id
        return try self[id].createSession(for: email, &context)
    }

    /// Sets the allotments of sub-accounts: of all of them or, if one is unknown, of none.
    ///
    /// A limit below what is taken takes nothing away; it refuses what comes next.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func allot(
        _ quantities: [SubAccountPlan.Resource: Double],
        to numbers: [SubAccount.Number],
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) {
        for id in try ids(of: numbers, of: master) { self[id].subAccount?.plan.set(quantities) }
        context.add(.subAccountPlanUpdated)
    }

    /// Switches applications of a sub-account on or off; the others stay.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/analyticsNotOnPlan``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func toggle(
        _ applications: [SubAccount.Application: Bool],
        of number: SubAccount.Number,
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) {
        let id = try subAccount(number, of: master).id
        if applications[.analytics] != nil, !self[master].plan.includesAnalytics { throw .analyticsNotOnPlan }
        for (application, isOn) in applications {
            if isOn {
                self[id].subAccount?.applications.insert(application)
            } else {
                self[id].subAccount?.applications.remove(application)
            }
        }
        context.add(.applicationsToggled)
    }

    /// Lets sub-accounts send from an IP address of the master account.
    ///
    /// - Throws: ``CoreError/unknownIPUser(_:)``, ``CoreError/unknownIP(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func associate(
        _ ip: String,
        with numbers: [SubAccount.Number],
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) {
        for id in try users(of: ip, among: numbers, of: master) { self[id].subAccount?.ips.insert(ip) }
        context.add(.ipAssociated)
    }

    /// Stops sub-accounts from sending from an IP address of the master account.
    ///
    /// - Throws: ``CoreError/unknownIPUser(_:)``, ``CoreError/unknownIP(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func dissociate(
        _ ip: String,
        from numbers: [SubAccount.Number],
        of master: ID,
        _ context: inout CommandContext
    ) throws(CoreError) {
        for id in try users(of: ip, among: numbers, of: master) { self[id].subAccount?.ips.remove(ip) }
        context.add(.ipDissociated)
    }

    private func users(
        of ip: String,
        among numbers: [SubAccount.Number],
        of master: ID
    ) throws(CoreError) -> [ID] {
        let ips = try self[master].requireMaster().ips
        let users: [ID]
        do throws(CoreError) { users = try ids(of: numbers, of: master) } catch {
            guard case .subAccountNotFound(let number) = error else { throw error }
            throw .unknownIPUser(number)
        }
        guard ips.contains(where: { $0.ip == ip }) else { throw .unknownIP(ip) }
        return users
    }

    private func ids(of numbers: [SubAccount.Number], of master: ID) throws(CoreError) -> [ID] {
        let known = try self[master].requireMaster().subAccounts
        var ids: [ID] = []
        for number in numbers {
            guard let id = known[number] else { throw .subAccountNotFound(number) }
            ids.append(id)
        }
        return ids
    }
}

extension IDSource {
    /// The next API key, in the form of the service's keys.
    fileprivate mutating func nextKey(_ salt: UInt64) -> String {
        let digits = nextDigits(64, salt)
        let tail = (0..<16).map { _ in Self.letters[next(in: 0...61, salt)] }
        return "xkeysib-\(digits)-\(String(decoding: tail, as: UTF8.self))"
    }

    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
