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

    /// What the master account says of a sub-account; its account's own members follow.
    fileprivate static func members(of subAccount: SubAccount) -> JSONObject {
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
        return object
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
    mutating func setSubAccounts(of id: Accounts.ID, in accounts: Accounts, _ encode: (Account) -> JSONObject) {
        guard let entries = try? accounts.subAccounts(of: id), !entries.isEmpty else { return }
        self["subAccounts"] = .array(
            entries.reversed().map { entry in
                var object = StateDocument.members(of: entry.subAccount)
                for member in encode(entry.account).members { object[member.key] = member.value }
                return .object(object)
            }
        )
    }
}
