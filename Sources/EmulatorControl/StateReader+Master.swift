internal import BrevoCore
internal import JSON

/// What a master account has beside its organisation.
extension StateReader {
    /// Reads addresses, sub-accounts, groups and admin users, each of which can refer to those before it.
    ///
    /// - Returns: the sub-accounts.
    mutating func readMaster(_ object: Fields, into account: inout Account) -> [(Account, SubAccount)] {
        var master = MasterAccount(ips: ips(object))
        let subAccounts = subAccounts(object, of: &account, sendingFrom: Set(master.ips.map(\.ip)))
        let numbers = Set(subAccounts.map(\.1.number))
        var ids: Set<ObjectID> = []
        for (value, place) in elements(object, "groups") {
            let group = fields(of: value, at: place, known: ["id", "groupName", "createdAt", "subAccountIds"])
            guard let name = string(group, "groupName") else {
                if group["groupName"] == nil { note("groupName is missing", at: place) }
                continue
            }
            master.groups.append(
                Group(
                    id: newID(group, among: &ids, from: &account.ids),
                    groupName: name,
                    createdAt: timestamp(group, "createdAt") ?? context.now,
                    subAccounts: members(group, of: numbers)
                )
            )
        }
        readAdminUsers(object, into: &account, &master)
        account.master = master
        return subAccounts
    }

    /// What a sub-account has that no other account has.
    static let ofSubAccounts = ["id", "createdAt", "timezone", "credits", "features", "applications", "ips"]

    private mutating func ips(_ object: Fields) -> [DedicatedIP] {
        var found: Set<String> = []
        return elements(object, "ips").compactMap { value, place in
            let address = fields(of: value, at: place, known: ["ip", "domain", "transactional"])
            guard let ip = string(address, "ip") else {
                if address["ip"] == nil { note("ip is missing", at: place) }
                return nil
            }
            if !found.insert(ip).inserted { note("\(ip) is there already", at: address.place("ip")) }
            return DedicatedIP(
                ip: ip,
                domain: string(address, "domain") ?? "example.com",
                isTransactional: bool(address, "transactional")
            )
        }
    }

    private mutating func subAccounts(
        _ object: Fields,
        of master: inout Account,
        sendingFrom ips: Set<String>
    ) -> [(Account, SubAccount)] {
        var found: Set<SubAccount.Number> = []
        var subAccounts: [(Account, SubAccount)] = []
        for (value, place) in elements(object, "subAccounts") {
            // The account's own reader tells of members that mean nothing.
            let fields = Fields(object: value.object ?? [:], place: place)
            let number = number(fields, among: &found, from: &master)
            let subAccount = SubAccount(
                number: number,
                createdAt: timestamp(fields, "createdAt") ?? context.now,
                timezone: string(fields, "timezone") ?? SubAccount.defaultTimezone,
                plan: plan(fields),
                applications: applications(fields),
                ips: addresses(fields, of: ips)
            )
            subAccounts.append((self.subAccount(value, at: place, number: number, of: master), subAccount))
        }
        return subAccounts
    }

    /// The id that the document gives, or one that no other sub-account has.
    private mutating func number(
        _ fields: Fields,
        among found: inout Set<SubAccount.Number>,
        from master: inout Account
    ) -> SubAccount.Number {
        guard let value = fields["id"] else {
            var number = master.drawSubAccountNumber()
            while !found.insert(number).inserted { number = master.drawSubAccountNumber() }
            return number
        }
        guard let number = value.number?.int, number > 0, found.insert(number).inserted else {
            note("id must be a positive whole number, and of one sub-account only", at: fields.place("id"))
            return 0
        }
        return number
    }

    private mutating func plan(_ fields: Fields) -> SubAccountPlan {
        var plan = SubAccountPlan()
        for (name, isCredit) in [("credits", true), ("features", false)] {
            guard let value = fields[name] else { continue }
            let resources = SubAccountPlan.Resource.allCases.filter { $0.isCredit == isCredit }
            let section = self.fields(of: value, at: fields.place(name), known: resources.map(\.rawValue))
            for resource in resources {
                guard let quantity = section[resource.rawValue] else { continue }
                guard let quantity = quantity.number?.int, quantity >= SubAccountPlan.unlimited else {
                    note("a quantity is a whole number, or -1 for no limit", at: section.place(resource.rawValue))
                    continue
                }
                plan.set([resource: quantity])
            }
        }
        return plan
    }

    private mutating func applications(_ fields: Fields) -> Set<SubAccount.Application> {
        var switchedOn = SubAccount.defaultApplications
        guard let value = fields["applications"] else { return switchedOn }
        let known = SubAccount.Application.allCases
        let object = self.fields(of: value, at: fields.place("applications"), known: known.map(\.rawValue))
        for application in known where object[application.rawValue] != nil {
            if bool(object, application.rawValue) {
                switchedOn.insert(application)
            } else {
                switchedOn.remove(application)
            }
        }
        return switchedOn
    }

    private mutating func addresses(_ fields: Fields, of ips: Set<String>) -> Set<String> {
        Set(
            elements(fields, "ips").compactMap { value, place in
                guard let ip = value.string, ips.contains(ip) else {
                    note("the master account has no such address in its ips", at: place)
                    return nil
                }
                return ip
            }
        )
    }

    private mutating func members(_ group: Fields, of numbers: Set<SubAccount.Number>) -> [SubAccount.Number] {
        elements(group, "subAccountIds").compactMap { value, place in
            guard let number = value.number?.int, numbers.contains(number) else {
                note("no sub-account of the account has this id", at: place)
                return nil
            }
            return number
        }
    }
}
