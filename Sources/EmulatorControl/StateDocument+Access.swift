internal import BrevoCore
internal import JSON

/// Who and what gets into an account, how often, and what was done in it.
extension JSONObject {
    /// A key that nothing limits is a text.
    mutating func setCredentials(of account: Account) {
        self["apiKeys"] = .array(
            account.apiKeys.map { key in
                if key.isUnrestricted { return .string(key.text) }
                var object: JSONObject = ["key": .string(key.text)]
                if key.access != .full {
                    object["access"] = [
                        "organization": .string(key.access.organization.rawValue),
                        "corporate": .string(key.access.corporate.rawValue),
                    ]
                }
                if let end = key.expiresAt { object["expiresAt"] = .string(end.description) }
                return .object(object)
            }
        )
        guard !account.oauthClients.isEmpty else { return }
        self["oauthClients"] = .array(
            account.oauthClients.map { client in
                var object: JSONObject = [
                    "clientId": .string(client.clientID), "clientSecret": .string(client.clientSecret),
                ]
                if client.scopes != Scope.documented {
                    object["scopes"] = .array(client.scopes.map { .string($0.rawValue) })
                }
                return .object(object)
            }
        )
    }

    /// Limits are written where the document stated them; else they are the program's.
    mutating func set(_ limits: RateLimits) {
        guard limits.isStated else { return }
        self["rateLimits"] =
            switch limits.policy {
            case .off: "off"
            case .documented: "documented"
            case .perHour(let number): .number(JSONNumber(number))
            }
    }

    mutating func setActivities(of account: Account) {
        guard account.activities.count > 0 else { return }
        self["activities"] = .array(
            account.activities.inOrder.map { activity in
                [
                    "action": .string(activity.action.rawValue),
                    "date": .string(activity.date.description),
                    "user_email": .string(activity.userEmail.text),
                    "user_ip": .string(activity.visitor.ip),
                    "user_agent": .string(activity.visitor.userAgent),
                ]
            }
        )
    }

    mutating func setNumbers(of account: Account) {
        self["organization_id"] = .string(account.organizationID.description)
        self["user_id"] = .number(JSONNumber(account.userID))
    }
}
