internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ExplainedRequest {
    /// What a check compared, in words; a refusal stands for its check.
    func compared(_ check: Refusal) -> String {
        switch check {
        case .noCredential: credential
        case .unknownKey, .unknownToken, .expiredKey, .tooManyAccounts:
            "\(credential) \(account.map { "opens the account \($0.companyName)" } ?? "opens no account")"
        case .tooManyRequests: allowance
        case .noEndpoint, .malformedPath, .methodNotAllowed:
            "\(request.method.rawValue) \(request.path.prefix(200))"
        case .notJSONContent: header("Content-Type")
        case .compressedBody: header("Content-Encoding")
        case .bodyTooLarge(let limit):
            request.isBodyTooLarge ? "more than \(limit) bytes" : "\(request.body.count) bytes"
        case .emptyBody, .malformedJSON, .notAnObject: "a body of \(request.body.count) bytes"
        case .missingField(let name), .missingAttribute(let name), .invalidField(let name, _),
            .invalidParameter(let name, _), .outOfRange(let name, _), .invalidGroupField(let name, _),
            .nonNumericIDs(let name), .invalidIDs(let name), .nonPositiveNumber(let name):
            value(of: name)
        case .activitySpanTooLong: "\(value(of: "startDate")), \(value(of: "endDate"))"
        case .invalidEmailAddress: value(of: "email")
        case .invalidSubAccountID, .malformedSubAccountID: value(of: "id")
        case .malformedInvitation: "\(value(of: "action")), \(value(of: "email"))"
        case .accessDenied(let right): "the right \(right)"
        case .domain(let error): compared(error)
        case .oauth: "a form of \(request.body.count) bytes"
        }
    }

    private func header(_ name: String) -> String { "\(name): \(request.headers[name] ?? "not given")" }

    private var allowance: String {
        guard let limit = response.headers["x-sib-ratelimit-limit"],
            let remaining = response.headers["x-sib-ratelimit-remaining"]
        else { return "no limit" }
        return "\(remaining) of \(limit) requests an hour left"
    }

    private func compared(_ error: CoreError) -> String {
        switch error {
        case .unknownFeature, .unknownPermission, .duplicateFeature, .featureNotOnPlan, .generalPermissionsOnly:
            "\(value(of: "all_features_access")), \(value(of: "privileges"))"
        case .userAlreadyInvited, .userAlreadyExists, .invitationNotFound, .userToRevokeNotFound, .ownerCannotBeRemoved,
            .userNotFound, .ownerCannotBeChanged:
            person(as: .user)
        case .adminUserAlreadyInvited, .adminUserAlreadyExists, .adminInvitationNotFound, .adminUserToRevokeNotFound,
            .adminUserNotFound, .adminUserToChangeNotFound:
            person(as: .admin)
        case .noActivePerson: value(of: "email")
        case .userLimitReached, .subAccountUserLimitReached: users
        case .adminUserLimitReached: "\(account?.master?.adminUsers.count ?? 0) admin users"
        case .activitiesTooOld: "\(value(of: "startDate")), the clock shows \(now)"
        case .enterpriseOnly: "the plan \(account?.plan.rawValue ?? "")"
        case .notAMasterAccount: account?.master == nil ? "not a master account" : "a master account"
        case .unknownGroup: value(of: "groupIds")
        case .groupNotFound: value(of: call.endpoint?.fields.path.first?.name ?? "id")
        case .groupLimitReached: "\(account?.master?.groups.count ?? 0) groups"
        case .unknownGroupMember, .unknownIPUser: value(of: call.body["subAccountIds"] == nil ? "ids" : "subAccountIds")
        case .subAccountNotFound, .subAccountToDeleteNotFound: value(of: "id")
        case .subAccountLimitReached: "\(account?.master?.subAccountCount ?? 0) sub-accounts"
        case .keyLimitReached: value(of: "id")
        case .analyticsNotOnPlan: "\(value(of: "analytics")), the plan \(account?.plan.rawValue ?? "")"
        case .unknownIP: value(of: "ip")
        }
    }

    private func person(as role: PersonRole) -> String {
        guard let email else { return value(of: "email") }
        if isOwner(email) { return "\(email.text) is the owner" }
        return "\(email.text) is \(status(of: email, as: role)?.rawValue ?? "not there")"
    }

    private var users: String {
        guard let account else { return "" }
        let taken = 1 + account.users.count { $0.invitation.status(at: now) != .rejected }
        let limit = account.userLimit.map { "\($0)" } ?? "any number of"
        return "\(taken) users, the plan \(account.plan.rawValue) has \(limit)"
    }
}
