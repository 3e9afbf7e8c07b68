internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

// What the emulator says about each refusal of the domain: a hint, what decided it, and the change that would succeed.

extension CoreError {
    /// What a person should do about the refusal.
    var hint: String {
        switch self {
        case .unknownFeature(let name, let catalog):
            Self.features(of: catalog, nearestTo: name)
        case .unknownPermission("none", let feature, _):
            "none stands alone: leave it out, or the others. \(Self.permissions(of: feature, nearestTo: ""))"
        case .unknownPermission(let name, let feature, _):
            Self.permissions(of: feature, nearestTo: name)
        case .duplicateFeature(let name): "Put all permissions of \(name) into one item of privileges."
        case .featureNotOnPlan(let name):
            "The account's plan lacks \(name); seed the account with another plan, or with features that include it."
        case .userAlreadyInvited, .adminUserAlreadyInvited:
            "The invitation is pending: resend or cancel it, or accept it by POST /__emulator/users/{email}/accept."
        case .userAlreadyExists: "The user is active (or the owner): change the permissions, or revoke the user first."
        case .adminUserAlreadyExists:
            "The admin user is active (or the owner): change the permissions, or revoke the admin user first."
        case .generalPermissionsOnly:
            """
            Grant a permission outside the general group (contacts, smtp_api, user_management, \
            senders_domains_dedicated_ips), as Brevo's user interface requires; --assume general-only=allowed allows this.
            """
        case .userLimitReached(let plan):
            "The plan \(plan.rawValue) has \(plan.userLimit ?? Account.rosterCapacity) users, the owner included; "
                + "revoke one, or seed a larger plan."
        case .subAccountUserLimitReached(let limit):
            "The master account allots \(limit ?? Account.rosterCapacity) users to this sub-account, owner included; "
                + "revoke one, or raise features.users by PUT /corporate/subAccount/{id}/plan."
        case .adminUserLimitReached: "The emulator keeps \(Account.rosterCapacity) admin users an account."
        case .invitationNotFound(let refused): Self.status(refused, "user", needs: "pending or rejected")
        case .userToRevokeNotFound(let refused):
            Self.status(refused, "user", needs: refused.status == .pending ? "active" : "active or pending")
                + (refused.status == .pending ? " Cancel the invitation instead." : "")
        case .ownerCannotBeRemoved: "This is the account's owner, who was never invited and cannot be removed."
        case .userNotFound:
            "No active or pending user of this account has the address; GET /organization/invited/users."
        case .ownerCannotBeChanged: "This is the account's owner, who has every permission."
        case .activitiesTooOld: "startDate is more than 12 months before the world's time; GET /__emulator/clock."
        case .enterpriseOnly: "The account's plan is another; seed it with \"plan\": \"enterprise\"."
        case .notAMasterAccount: "The key's account is not a master account; seed it with \"kind\": \"master\"."
        case .unknownGroup(let id), .groupNotFound(let id):
            "No group has the id \"\(id)\"; GET /corporate/groups lists them."
        case .adminInvitationNotFound(let refused): Self.status(refused, "admin user", needs: "pending or rejected")
        case .adminUserToRevokeNotFound(let refused): Self.status(refused, "admin user", needs: "active or pending")
        case .adminUserNotFound:
            "No active or pending admin user has the address; GET /corporate/invited/users."
        case .adminUserToChangeNotFound:
            "No active or pending admin user has the address, or it is the owner's, which cannot be changed."
        case .groupLimitReached: "The emulator keeps \(MasterAccount.groupCapacity) groups a master account."
        case .unknownGroupMember(let number), .subAccountNotFound(let number), .subAccountToDeleteNotFound(let number),
            .unknownIPUser(let number):
            "No sub-account has the id \(number); GET /corporate/subAccount?offset=0&limit=50 lists them."
        case .subAccountLimitReached:
            "The emulator keeps \(MasterAccount.subAccountCapacity) sub-accounts a master account, and "
                + "\(Accounts.capacity) accounts in all."
        case .keyLimitReached:
            "The emulator creates \(SubAccount.keyCapacity) keys a sub-account, and keeps \(Accounts.keyCapacity) in "
                + "all; POST /__emulator/reset removes them."
        case .analyticsNotOnPlan: "The master account must be on the plan enterprise; leave analytics out."
        case .unknownIP(let ip): "The master account has no address \"\(ip)\"; GET /corporate/ip lists its addresses."
        case .noActivePerson(let email):
            "\(email.text) must be the owner or an active user of the account; POST /__emulator/users/{email}/accept "
                + "makes a pending one active."
        }
    }
}

extension ExplainedRequest {
    /// What decides a refusal of the domain.
    func subject(of error: CoreError) -> Subject {
        switch error {
        case .unknownFeature, .unknownPermission, .duplicateFeature, .featureNotOnPlan, .generalPermissionsOnly:
            .other("\(value(of: "all_features_access")), \(value(of: "privileges"))")
        case .userAlreadyInvited, .userAlreadyExists, .invitationNotFound, .userToRevokeNotFound, .ownerCannotBeRemoved,
            .userNotFound, .ownerCannotBeChanged:
            .person(.user)
        case .adminUserAlreadyInvited, .adminUserAlreadyExists, .adminInvitationNotFound, .adminUserToRevokeNotFound,
            .adminUserNotFound, .adminUserToChangeNotFound:
            .person(.admin)
        case .noActivePerson: .other(value(of: "email"))
        case .userLimitReached, .subAccountUserLimitReached: .other(users)
        case .adminUserLimitReached: .other("\(account?.master?.adminUsers.count ?? 0) admin users")
        case .activitiesTooOld: .other("\(value(of: "startDate")), the clock shows \(now)")
        case .enterpriseOnly: .other("the plan \(account?.plan.rawValue ?? "")")
        case .notAMasterAccount: .other(account?.master == nil ? "not a master account" : "a master account")
        case .unknownGroup: .other(value(of: "groupIds"))
        case .groupNotFound: .other(value(of: call.endpoint?.fields.path.first?.name ?? "id"))
        case .groupLimitReached: .other("\(account?.master?.groups.count ?? 0) groups")
        case .unknownGroupMember, .unknownIPUser:
            .other(value(of: call.body["subAccountIds"] == nil ? "ids" : "subAccountIds"))
        case .subAccountNotFound, .subAccountToDeleteNotFound: .other(value(of: "id"))
        case .subAccountLimitReached: .other("\(account?.master?.subAccountCount ?? 0) sub-accounts")
        case .keyLimitReached: .other(value(of: "id"))
        case .analyticsNotOnPlan: .other("\(value(of: "analytics")), the plan \(account?.plan.rawValue ?? "")")
        case .unknownIP: .other(value(of: "ip"))
        }
    }
}

extension Repair {
    /// Makes the edit that a refusal of the domain asks for; false if there is none.
    mutating func edit(for error: CoreError, _ facts: ExplainedRequest) -> Bool {
        guard let account = accountID(facts) else { return false }
        switch error {
        case .unknownFeature(let name, let catalog): return renameFeature(name, in: catalog)
        case .unknownPermission(let name, let feature, let called):
            return renamePermission(name, of: feature, calledBy: called)
        case .duplicateFeature(let name): return mergeItems(of: name)
        case .featureNotOnPlan(let name): return removeFeature(name)
        case .generalPermissionsOnly: return addFeature()
        case .userAlreadyInvited, .adminUserAlreadyInvited: return resend(facts)
        case .userAlreadyExists, .adminUserAlreadyExists: return changeInstead(facts)
        case .userLimitReached, .enterpriseOnly, .analyticsNotOnPlan: return raisePlan(of: account, facts)
        case .subAccountUserLimitReached:
            return patch(account, "add", "/limits/users", -1, "Let the master account allot more users.")
        case .invitationNotFound(let refused), .adminInvitationNotFound(let refused):
            return refused.status == nil ? invite(facts) : callForActive(facts)
        case .userToRevokeNotFound(let refused), .adminUserToRevokeNotFound(let refused):
            return refused.status == .pending ? cancelInstead(facts) : inviteAndAccept(facts)
        case .userNotFound, .adminUserNotFound: return useNearestPerson(facts) || invite(facts)
        case .adminUserToChangeNotFound:
            return facts.email.map(facts.isOwner) == true ? useAnother(facts) : useNearestPerson(facts) || invite(facts)
        case .ownerCannotBeRemoved, .ownerCannotBeChanged: return useAnother(facts)
        case .activitiesTooOld: return removeDays("Ask for days of the last twelve months.")
        case .notAMasterAccount: return becomeMaster(account)
        case .unknownGroup, .groupNotFound: return useGroup(account, facts)
        case .unknownGroupMember, .subAccountNotFound, .subAccountToDeleteNotFound, .unknownIPUser:
            return useSubAccount(account, facts)
        case .adminUserLimitReached: return patch(account, "remove", "/adminUsers/0", .null, "Remove an admin user.")
        case .groupLimitReached: return patch(account, "remove", "/groups/0", .null, "Remove a group.")
        case .subAccountLimitReached: return patch(account, "remove", "/subAccounts/0", .null, "Remove a sub-account.")
        case .keyLimitReached: return removeKey(account, facts)
        case .unknownIP: return addIP(account, facts)
        case .noActivePerson: return useOwner(account, facts)
        }
    }
}

extension CoreError {
    private static func features(of catalog: Catalog, nearestTo name: String) -> String {
        let meant = catalog.features.first { $0.isLabelled(name) }?.slug
        let names = Spelling.list(catalog.features.map(\.slug), nearestTo: meant ?? name)
        return "The features are \(names)." + label(name, of: meant)
    }

    private static func permissions(of feature: Feature, nearestTo name: String) -> String {
        let meant = feature.permissions.first { $0.isLabelled(name) }?.slug
        let names = Spelling.list(feature.permissions.map(\.slug), nearestTo: meant ?? name)
        return "The permissions of \(feature.slug) are \(names), or none alone." + label(name, of: meant)
    }

    private static func label(_ text: String, of name: String?) -> String {
        name.map { " \"\(text)\" is a label; the name is \($0)." } ?? ""
    }

    private static func status(_ refused: StepRefused, _ noun: String, needs wanted: String) -> String {
        let status =
            refused.status.map { "The \(noun) is \($0.rawValue)" } ?? "No \(noun) of this account has the address"
        return "\(status); this call needs one who is \(wanted)."
    }
}

extension Feature {
    fileprivate func isLabelled(_ text: String) -> Bool { label.caseInsensitivelyEquals(text) && slug != text }
}

extension Permission {
    fileprivate func isLabelled(_ text: String) -> Bool { label.caseInsensitivelyEquals(text) && slug != text }
}

extension String {
    fileprivate func caseInsensitivelyEquals(_ other: String) -> Bool {
        count == other.count && lowercased() == other.lowercased()
    }
}
