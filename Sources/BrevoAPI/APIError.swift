internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// Every refusal of the API, each with one answer on the wire.
enum APIError: Error, Sendable {
    /// No key and no token, or an empty one.
    case noCredential
    /// A key or token that opens nothing.
    case unknownKey
    /// A key that has run out.
    case expiredKey
    /// A token that was never given out, was revoked or has run out.
    case unknownToken
    /// One request more than the account has in this hour.
    case tooManyRequests(RateLimits.Allowance)
    /// A call that the key or the token is not allowed.
    case accessDenied(Rights)
    /// More accounts than the emulator keeps.
    case tooManyAccounts
    /// No operation has this path.
    case noEndpoint(path: String)
    /// A path segment that is not UTF-8 once decoded, or holds a NUL.
    case malformedPath
    /// The path has operations, but none of this method.
    case methodNotAllowed(HTTPMethod, allowed: [HTTPMethod])
    /// A body of another media type than JSON.
    case notJSONContent(mediaType: String?)
    /// A body beyond the limit, in bytes.
    case bodyTooLarge(limit: Int)
    /// No body where there must be one.
    case emptyBody
    /// A body that is no JSON.
    case malformedJSON(JSONParser.Failure)
    /// A body that is JSON but no object.
    case notAnObject
    /// A field that must be there.
    case missingField(String)
    /// A field of the wrong type or form.
    case invalidField(String, expected: String)
    /// A path or query parameter with a wrong value, and what is right.
    case invalidParameter(String, expected: String)
    /// A number outside its range.
    case outOfRange(String, ClosedRange<Int>)
    /// Days beyond what can be asked for, and the rule that they break.
    case daysOutOfRange(String)
    /// An address in a path or body that is none.
    case invalidEmailAddress(String)
    /// A field of a new sub-account that must be there.
    case missingAttribute(String)
    /// A field of a group that is not right, where the documents have one text for all.
    case invalidRequest(String, expected: String)
    /// A list of sub-accounts with something else in it.
    case nonNumericIDs(String)
    /// A list of the sub-accounts for an address with something else in it.
    case invalidIDs(String)
    /// A number of a sub-account that is none, where a key is asked for.
    case nonPositiveNumber(String)
    /// A number of a sub-account that is none.
    case invalidSubAccountID
    /// A number of a sub-account to be deleted that is none.
    case malformedSubAccountID(String)
    /// A refusal of the service's rules.
    case core(CoreError)
}

/// The body of an error answer.
struct ErrorEnvelope: Equatable {
    let status: HTTPStatus
    let code: String
    let message: String
    /// Whether the message comes first: as of the gateway's errors, and as the documents have it of two others.
    var isMessageFirst: Bool { isDocumentedMessageFirst || isFromGateway }
    private let isDocumentedMessageFirst: Bool

    /// The gateway's errors have the message first and end with a line feed (OBS; 429 INF); the service's are code first.
    var isFromGateway: Bool { status == .unauthorized || status == .tooManyRequests }

    init(_ status: HTTPStatus, _ code: String, _ message: String, isMessageFirst: Bool = false) {
        (self.status, self.code, self.message) = (status, code, message)
        isDocumentedMessageFirst = isMessageFirst
    }

    var encoded: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            if !isMessageFirst { json.member("code", code) }
            json.member("message", message)
            if isMessageFirst { json.member("code", code) }
        }
        return isFromGateway ? json.bytes + [UInt8(ascii: "\n")] : json.bytes
    }
}

extension APIError {
    /// The answer's status and body (spec §2; DOC, OBS and INF are marked there).
    var envelope: ErrorEnvelope {
        switch self {
        case .noCredential: .init(401, "unauthorized", "authentication not found in headers")
        case .unknownKey, .expiredKey, .unknownToken: .init(401, "unauthorized", "Key not found")
        case .tooManyRequests: .init(.tooManyRequests, "too_many_requests", "Too many requests")
        case .accessDenied: .init(403, "permission_denied", "Access Denied")
        case .tooManyAccounts: .init(503, "bad_request", "Too many accounts")
        case .noEndpoint(let path): .init(404, "document_not_found", "\(path) is not an endpoint of this API")
        case .malformedPath: .init(400, "invalid_parameter", "Invalid path")
        case .methodNotAllowed(let method, _):
            .init(405, "method_not_allowed", "\(method.rawValue) Method is not allowed on this path")
        case .notJSONContent: .init(406, "not_acceptable", "Content-Type must be application/json")
        case .bodyTooLarge(let limit): .init(413, "bad_request", "The body is larger than \(limit) bytes")
        case .emptyBody: .init(400, "missing_parameter", "No inputs in the body")
        case .malformedJSON, .notAnObject: .init(400, "bad_request", "Input must be a valid JSON object")
        case .missingField(let name): .init(400, "missing_parameter", "\(name) is missing")
        case .invalidField(let name, _): .init(400, "invalid_parameter", "\(name) is not valid")
        case .invalidParameter(let name, _): .init(400, "invalid_parameter", "Invalid \(name)")
        case .outOfRange(let name, let range):
            .init(400, "out_of_range", "\(name) must be between \(range.lowerBound) and \(range.upperBound)")
        case .daysOutOfRange(let rule): .init(400, "out_of_range", rule)
        case .invalidEmailAddress: .init(400, "invalid_parameter", "Invalid email address")
        case .missingAttribute(let name): .init(400, "missing_parameter", "Missing \(name) attribute in the request")
        case .invalidRequest: .init(400, "invalid_parameter", "Invalid request")
        case .nonNumericIDs(let name):
            .init(400, "invalid_parameter", "\(name) should be array of numeric ids only")
        case .invalidIDs: .init(400, "invalid id", "Invalid request")
        case .nonPositiveNumber(let name): .init(400, "invalid_parameter", "\(name) should be a positive number")
        case .invalidSubAccountID: .init(400, "invalid_parameter", "Invalid sub-account id.")
        case .malformedSubAccountID(let text):
            .init(400, "missing_parameter", "Sub-account \(text) is not valid", isMessageFirst: true)
        case .core(let error): error.envelope
        }
    }
}

extension APIError {
    /// Whether a field or parameter is missing or invalid: step 6 of every request (spec §2).
    var isAboutFields: Bool {
        switch self {
        case .missingField, .invalidField, .invalidParameter, .outOfRange, .daysOutOfRange, .invalidEmailAddress,
            .missingAttribute, .invalidRequest, .nonNumericIDs, .invalidIDs, .nonPositiveNumber, .invalidSubAccountID,
            .malformedSubAccountID,
            .core(.unknownFeature), .core(.unknownPermission), .core(.featureNamedTwice), .core(.featureNotOnPlan):
            true
        default: false
        }
    }
}

extension CoreError {
    /// The answer's status and body (spec §4–§7).
    var envelope: ErrorEnvelope {
        switch self {
        case .unknownFeature(let name, _): .init(400, "invalid_parameter", "Invalid feature: \(name)")
        case .unknownPermission(let name, _, let feature):
            .init(400, "invalid_parameter", "Invalid permission \(name) for feature \(feature)")
        case .featureNamedTwice(let name): .init(400, "duplicate_parameter", "Duplicate feature: \(name)")
        case .featureNotOnPlan(let name):
            .init(400, "invalid_parameter", "Feature \(name) is not available on your plan")
        case .userAlreadyInvited, .adminUserAlreadyInvited:
            .init(400, "duplicate_parameter", "User already invited")
        case .userAlreadyExists, .adminUserAlreadyExists: .init(400, "duplicate_parameter", "User already exists")
        case .userLimitReached, .subAccountUserLimitReached, .adminUserLimitReached:
            .init(400, "not_enough_credits", "User limit reached for your plan")
        case .invitationNotFound: .init(403, "invalid_parameter", "Invitation not found")
        case .userToRevokeNotFound: .init(403, "invalid_parameter", "User not found")
        case .ownerCannotBeRemoved: .init(403, "permission_denied", "Unauthorized access")
        case .userNotFound, .adminUserNotFound: .init(400, "invalid_parameter", "User not found")
        case .ownerCannotBeChanged: .init(403, "permission_denied", "Access Denied")
        case .enterpriseOnly: .init(403, "permission_denied", "Requires Enterprise plan")
        case .notAMasterAccount: .init(403, "permission_denied", "Access forbidden.")
        case .unknownGroup: .init(400, "invalid_parameter", "Invalid group id")
        case .adminInvitationNotFound: .init(400, "invalid_parameter", "Invitation not found")
        case .adminUserToRevokeNotFound: .init(400, "invalid_parameter", "Invalid request")
        case .adminUserToChangeNotFound: .init(400, "invalid_parameter", "Invalid email")
        case .groupNotFound, .unknownMember: .init(400, "invalid_parameter", "Invalid request")
        case .groupLimitReached: .init(400, "not_enough_credits", "Group limit reached for your plan")
        case .subAccountNotFound: .init(400, "invalid_parameter", "Invalid sub-account id.")
        case .subAccountToDeleteNotFound(let number):
            .init(404, "document_not_found", "Sub-account \(number) was not found", isMessageFirst: true)
        case .subAccountLimitReached: .init(400, "not_enough_credits", "Sub-account limit reached for your plan")
        case .keyLimitReached: .init(400, "not_enough_credits", "API key limit reached")
        case .analyticsNotOnPlan: .init(400, "invalid_parameter", "Analytics is not available on your plan")
        case .unknownIP: .init(400, "invalid_parameter", "Invalid ip")
        case .unknownIPUser: .init(400, "invalid id", "Invalid request")
        case .noActivePerson: .init(400, "invalid_parameter", "Invalid email address")
        }
    }
}
