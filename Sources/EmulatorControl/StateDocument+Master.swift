internal import BrevoCore
internal import JSON

/// What a master account has beside its organisation.
extension StateDocument {
    static func group(_ group: Group) -> JSONValue {
        [
            "id": .string(group.id.description),
            "groupName": .string(group.groupName),
            "createdAt": .string(group.createdAt.description),
            "subAccountIds": .array(group.subAccounts.map { .number(JSONNumber($0)) }),
        ]
    }

    static func address(_ address: DedicatedIP) -> JSONValue {
        [
            "ip": .string(address.ip),
            "domain": .string(address.domain),
            "transactional": .bool(address.isTransactional),
        ]
    }

    fileprivate static func subAccount(_ entry: Accounts.SubAccountEntry, at now: Timestamp) -> JSONValue {
        let subAccount = entry.subAccount
        var object: JSONObject = [
            "id": .number(JSONNumber(subAccount.number)),
            "createdAt": .string(subAccount.createdAt.description),
            "timezone": .string(subAccount.timezone),
            "credits": quantities(of: subAccount.plan) { $0.isCredit },
            "features": quantities(of: subAccount.plan) { !$0.isCredit },
            "applications": [:],
            "ips": .array(subAccount.ips.sorted().map(JSONValue.string)),
        ]
        var applications: JSONObject = [:]
        for application in SubAccount.Application.allCases {
            applications[application.rawValue] = .bool(subAccount.applications.contains(application))
        }
        object["applications"] = .object(applications)
        for member in members(of: entry.account, withKeysAt: now).members { object[member.key] = member.value }
        return .object(object)
    }

    private static func quantities(
        of plan: SubAccountPlan,
        where isWanted: (SubAccountPlan.Resource) -> Bool
    ) -> JSONValue {
        var object: JSONObject = [:]
        for resource in SubAccountPlan.Resource.allCases where isWanted(resource) {
            object[resource.rawValue] = .number(JSONNumber(plan[resource]))
        }
        return .object(object)
    }
}

extension JSONObject {
    /// Adds the sub-accounts of a master account, the oldest first.
    mutating func setSubAccounts(of id: Accounts.ID, in accounts: Accounts, at now: Timestamp) {
        guard let entries = try? accounts.subAccounts(of: id), !entries.isEmpty else { return }
        self["subAccounts"] = .array(entries.reversed().map { StateDocument.subAccount($0, at: now) })
    }
}
