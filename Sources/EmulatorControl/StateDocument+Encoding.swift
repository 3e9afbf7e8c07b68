public import BrevoCore
public import JSON

extension StateDocument {
    /// Writes the state of a world so that reading it gives the same again, ids and numbers included.
    ///
    /// - Parameters:
    ///   - now: decides who is pending and who has let the time pass.
    ///   - includesHistory: whether that stands in it which grows with every call: the activity log, and the numbers
    ///     that let ids go on where they were.
    public static func encode(
        _ accounts: Accounts,
        at now: Timestamp,
        includesHistory: Bool = true
    ) -> JSONValue {
        func encode(_ account: Account) -> JSONObject {
            var object: JSONObject = [:]
            object.setCredentials(of: account)
            object.setNumbers(of: account)
            for member in members(of: account, at: now).members { object[member.key] = member.value }
            if includesHistory {
                object.setActivities(of: account)
                object.setCount("issuedIds", Int(account.ids.issued))
            }
            return object
        }
        var document: JSONObject = ["version": .number(JSONNumber(version))]
        document.set(accounts.rateLimits)
        document["template"] = .object(members(of: accounts.template, at: now))
        document["accounts"] = .array(
            accounts.inOrder.filter { $0.account.subAccount == nil }.map { id, account in
                var object = encode(account)
                object.setSubAccounts(of: id, in: accounts, encode)
                return .object(object)
            }
        )
        if !accounts.revokedKeys.isEmpty {
            document["revokedKeys"] = .array(accounts.revokedKeys.map(JSONValue.string))
        }
        return .object(document)
    }

    /// The document as answers and files have it.
    public static func text(of accounts: Accounts, at now: Timestamp) -> [UInt8] {
        encode(accounts, at: now).encoded(pretty: true) + [UInt8(ascii: "\n")]
    }

    private static func members(of account: Account, at now: Timestamp) -> JSONObject {
        var object: JSONObject = [
            "kind": account.master == nil ? "organization" : "master",
            "companyName": .string(account.companyName),
            "plan": .string(account.plan.rawValue),
            "billing": .bool(account.billing.isOn),
        ]
        object.setCount("invoices", account.billing.invoices)
        object.setCount("creditNotes", account.billing.creditNotes)
        object["owner"] = [
            "id": .string(account.owner.id.description),
            "email": .string(account.owner.email.text),
            "firstName": .string(account.owner.firstName),
            "lastName": .string(account.owner.lastName),
            "locale": .string(account.owner.locale),
        ]
        object["users"] = .array(
            account.users.inOrder.map { user in
                var member = person(user.id, user.email, user.invitation, at: now)
                member["locale"] = .string(user.locale)
                let everything = account.plan.privileges.intersection(Catalog.organization.everything)
                member.setAccess(user.privileges, of: .organization, everything: everything)
                return .object(member)
            }
        )
        guard let master = account.master else { return object }
        object["groups"] = .array(master.groups.map(Self.group))
        object["ips"] = .array(master.ips.map(Self.address))
        object["adminUsers"] = .array(
            master.adminUsers.inOrder.map { user in
                var member = person(user.id, user.email, user.invitation, at: now)
                let everything = Catalog.masterAccount.everything
                member.setAccess(user.privileges, of: .masterAccount, everything: everything)
                if let ids = user.groupIDs { member["groupIds"] = .array(ids.map { .string($0.description) }) }
                return .object(member)
            }
        )
        return object
    }

    private static func person(
        _ id: ObjectID,
        _ email: EmailAddress,
        _ invitation: Invitation,
        at now: Timestamp
    ) -> JSONObject {
        [
            "id": .string(id.description),
            "email": .string(email.text),
            "status": .string(invitation.status(at: now).rawValue),
            "invitedAt": .string(invitation.sentAt.description),
        ]
    }
}

extension JSONObject {
    /// Leaves a count of 0 out.
    fileprivate mutating func setCount(_ name: String, _ count: Int) {
        if count > 0 { self[name] = .number(JSONNumber(count)) }
    }

    fileprivate mutating func setAccess(_ privileges: Privileges, of catalog: Catalog, everything: Privileges) {
        if privileges == everything {
            self["all_features_access"] = true
            return
        }
        let granted = catalog.features.filter { !privileges.isDisjoint(with: $0.mask) }
        self["privileges"] = .array(
            granted.map { feature in
                let permissions = feature.permissions.filter { privileges.isSuperset(of: $0.bit) }
                return [
                    "feature": .string(feature.slug),
                    "permissions": .array(permissions.map { .string($0.slug) }),
                ]
            }
        )
    }
}
