internal import HashTreeCollections

/// What a master account gives its sub-accounts, and takes away.
extension Accounts {
    /// Makes a key that opens a sub-account: `xkeysib-`, 64 hexadecimal digits, a hyphen, 16 letters and digits.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/keyLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func makeKey(for number: SubAccount.Number, of master: ID) throws(CoreError) -> String {
        let id = try subAccount(number, of: master).id
        guard !isFullOfKeys, self[id].apiKeys.count < SubAccount.keyCapacity else { throw .keyLimitReached }
        var key: String
        // Whoever knows the seed may have used the key before it was made.
        repeat { key = self[id].ids.nextKey() } while !isUnused(key)
        addKey(APIKey(key), to: id)
        return key
    }

    /// Makes a token for the owner or an active user of a sub-account; for the owner where no address is given (INF).
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/noActivePerson(_:)``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func makeSession(
        for email: EmailAddress?,
        in number: SubAccount.Number,
        of master: ID,
        at now: Timestamp
    ) throws(CoreError) -> String {
        let id = try subAccount(number, of: master).id
        return try self[id].makeSession(for: email, at: now)
    }

    /// Sets what some sub-accounts are allotted: all of them or, where one is unknown, none.
    ///
    /// A limit below what is taken already takes nothing away; it refuses what comes next (INF).
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func allot(
        _ quantities: [SubAccountPlan.Resource: Int],
        to numbers: [SubAccount.Number],
        of master: ID
    ) throws(CoreError) {
        for id in try ids(of: numbers, of: master) { self[id].subAccount?.plan.set(quantities) }
    }

    /// Switches applications of a sub-account on or off; the others stay.
    ///
    /// - Throws: ``CoreError/subAccountNotFound(_:)``, ``CoreError/analyticsNotOnPlan``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func toggle(
        _ applications: [SubAccount.Application: Bool],
        of number: SubAccount.Number,
        of master: ID
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
    }

    /// Lets sub-accounts send from an address of the master account; those that may already stay so (INF).
    ///
    /// - Throws: ``CoreError/unknownIPUser(_:)``, ``CoreError/unknownIP(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func associate(
        _ ip: String,
        with numbers: [SubAccount.Number],
        of master: ID
    ) throws(CoreError) {
        for id in try users(of: ip, among: numbers, of: master) { self[id].subAccount?.ips.insert(ip) }
    }

    /// Takes an address of the master account from sub-accounts; those that had it not stay so (INF).
    ///
    /// - Throws: ``CoreError/unknownIPUser(_:)``, ``CoreError/unknownIP(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func dissociate(
        _ ip: String,
        from numbers: [SubAccount.Number],
        of master: ID
    ) throws(CoreError) {
        for id in try users(of: ip, among: numbers, of: master) { self[id].subAccount?.ips.remove(ip) }
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
    /// The next API key, in the form that the service gives its keys.
    fileprivate mutating func nextKey() -> String {
        let digits = nextDigits(64)
        let tail = (0..<16).map { _ in Self.letters[next(in: 0...61)] }
        return "xkeysib-\(digits)-\(String(decoding: tail, as: UTF8.self))"
    }

    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
