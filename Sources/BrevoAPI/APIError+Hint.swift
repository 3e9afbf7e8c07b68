internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension APIError {
    /// One line that says what a person should do about the refusal.
    var hint: String {
        switch self {
        case .noCredential: "Send the header api-key with a key; --keys any (the default) takes every key."
        case .unknownKey:
            "The key is not in the seed. Start with --keys any to give each new key an account, or seed it in apiKeys."
        case .expiredKey: "The key's expiresAt has passed on the world's clock; GET /__emulator/clock."
        case .unknownToken:
            "The token was not given out here, or has expired on the world's clock; POST /oauth/token gives a new one."
        case .tooManyRequests(let allowance):
            "The account has \(allowance.limit) requests an hour to this endpoint, the next in \(allowance.reset) s; "
                + "--rate-limits off lifts the limit, POST /__emulator/clock/advance passes the time."
        case .accessDenied(let right):
            "The key or token is not allowed \(right.name); the key's access or the token's scope decides."
        case .tooManyAccounts:
            "\(Accounts.capacity) keys have been given accounts; POST /__emulator/reset gives them back."
        case .noEndpoint(let path):
            "No operation has the path \(path); the base path is set by --base-path (default /v3)."
        case .malformedPath: "Each segment of the path must be UTF-8 without NUL once percent-decoded."
        case .methodNotAllowed(_, let allowed):
            "This path takes \(allowed.map(\.rawValue).joined(separator: ", "))."
        case .notJSONContent(let mediaType):
            mediaType.map { "The request says Content-Type: \($0); send application/json." }
                ?? "The request has a body and no Content-Type; send application/json."
        case .bodyTooLarge(let limit): "The limit is \(limit) bytes; --max-body raises it."
        case .emptyBody: "This operation needs a JSON object as its body."
        case .malformedJSON(let failure): "The body is not JSON: \(failure.description)."
        case .notAnObject: "The body is JSON, but not an object."
        case .missingField(let name): "Give \(name) a value; it is required here."
        case .invalidField(let name, let expected): "\(name) must be \(expected)."
        case .invalidParameter(let name, let expected): "\(name) must be \(expected)."
        case .outOfRange(let name, let range):
            "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)."
        case .daysOutOfRange(let rule): "\(rule), by the world's clock; GET /__emulator/clock."
        case .invalidEmailAddress(let text):
            "\"\(text)\" is no e-mail address: one @, a domain with a dot, no spaces, 254 bytes at most."
        case .missingAttribute(let name): "Give \(name) a value; it is required here."
        case .invalidRequest(let name, let expected): "\(name) must be \(expected)."
        case .nonNumericIDs(let name), .invalidIDs(let name):
            "\(name) must be an array of sub-account ids, which are positive whole numbers: [4109344]."
        case .nonPositiveNumber(let name): "\(name) must be a sub-account's id, a positive whole number."
        case .invalidSubAccountID, .malformedSubAccountID:
            "A sub-account's id is a positive whole number; GET /corporate/subAccount?offset=0&limit=50 lists them."
        case .core(let error): error.hint
        }
    }
}

extension CoreError {
    /// One line that says what a person should do about the refusal.
    var hint: String {
        switch self {
        case .unknownFeature(let name, let catalog):
            "The features are \(Spelling.list(catalog.features.map(\.slug), nearestTo: name))."
        case .unknownPermission("none", let feature, _):
            "none stands alone: leave it out, or the others. \(Self.permissions(of: feature, nearestTo: ""))"
        case .unknownPermission(let name, let feature, _): Self.permissions(of: feature, nearestTo: name)
        case .featureNamedTwice(let name): "Put all permissions of \(name) into one item of privileges."
        case .featureNotOnPlan:
            "Seed the account with a plan that has the feature: professional and enterprise have all."
        case .userAlreadyInvited, .adminUserAlreadyInvited:
            "The invitation is pending: resend or cancel it, or accept it by POST /__emulator/users/{email}/accept."
        case .userAlreadyExists: "The user is active (or the owner): change the permissions, or revoke the user first."
        case .adminUserAlreadyExists:
            "The admin user is active (or the owner): change the permissions, or revoke the admin user first."
        case .userLimitReached(let plan):
            "The plan \(plan.rawValue) has \(plan.userLimit ?? Account.rosterCapacity) users, the owner counted; "
                + "revoke one, or seed a larger plan."
        case .subAccountUserLimitReached(let limit):
            "The master account allots \(limit ?? Account.rosterCapacity) users to this sub-account, the owner counted; "
                + "revoke one, or raise features.users by PUT /corporate/subAccount/{id}/plan."
        case .adminUserLimitReached: "The emulator keeps \(Account.rosterCapacity) admin users an account."
        case .invitationNotFound(let refused): Self.standing(refused, needs: "pending or rejected")
        case .userToRevokeNotFound(let refused): Self.standing(refused, needs: "active or pending")
        case .ownerCannotBeRemoved: "This is the account's owner, who was never invited and cannot be removed."
        case .userNotFound:
            "No active or pending user of this account has the address; GET /organization/invited/users."
        case .ownerCannotBeChanged: "This is the account's owner, who has everything."
        case .enterpriseOnly: "The account's plan is another; seed it with \"plan\": \"enterprise\"."
        case .notAMasterAccount: "The key's account is no master account; seed it with \"kind\": \"master\"."
        case .unknownGroup(let id): "No group has the id \"\(id)\"; GET /corporate/groups lists them."
        case .adminInvitationNotFound: "No pending or rejected admin user of this account has the address."
        case .adminUserToRevokeNotFound, .adminUserNotFound:
            "No active or pending admin user has the address; GET /corporate/invited/users."
        case .adminUserToChangeNotFound:
            "No active or pending admin user but the owner, who cannot be changed, may have the address."
        case .groupNotFound(let id): "No group has the id \"\(id)\"; GET /corporate/groups lists them."
        case .groupLimitReached: "The emulator keeps \(MasterAccount.groupCapacity) groups a master account."
        case .unknownMember(let number), .subAccountNotFound(let number), .subAccountToDeleteNotFound(let number),
            .unknownIPUser(let number):
            "No sub-account has the id \(number); GET /corporate/subAccount?offset=0&limit=50 lists them."
        case .subAccountLimitReached:
            "The emulator keeps \(MasterAccount.subAccountCapacity) sub-accounts a master account, and "
                + "\(Accounts.capacity) accounts in all."
        case .keyLimitReached:
            "The emulator makes \(SubAccount.keyCapacity) keys a sub-account, and remembers \(Accounts.keyCapacity) in "
                + "all; POST /__emulator/reset forgets them."
        case .analyticsNotOnPlan: "The master account must be on the plan enterprise; leave analytics out."
        case .unknownIP(let ip): "The master account has no address \"\(ip)\"; GET /corporate/ip lists those it has."
        case .noActivePerson(let email):
            "\(email.text) must be the owner or an active user of the account; POST /__emulator/users/{email}/accept "
                + "makes a pending one active."
        }
    }

    private static func permissions(of feature: Feature, nearestTo name: String) -> String {
        let names = Spelling.list(feature.permissions.map(\.slug), nearestTo: name)
        return "The permissions of \(feature.slug) are \(names), or none alone."
    }

    private static func standing(_ refused: StepRefused, needs: String) -> String {
        let standing = refused.status.map { "The user is \($0.rawValue)" } ?? "No user of this account has the address"
        return "\(standing); this call needs one who is \(needs)."
    }
}

extension Rights {
    /// A right as a person reads it: `to write in corporate`.
    fileprivate var name: String {
        for section in Section.allCases {
            for deed in Deed.allCases where self == .to(deed, in: section) { return "to \(deed) in \(section)" }
        }
        return "this"
    }
}
