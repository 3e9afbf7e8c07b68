package import BrevoCore
internal import HTTPMessage

extension Refusal {
    /// How the refusal reads on the wire: the only place that decides it.
    package func response(under assumptions: Assumptions) -> RefusalResponse {
        switch self {
        case .noCredential:
            .init(
                401,
                .unauthorized,
                "authentication not found in headers",
                CredentialRule.credentialRequired,
                form: .gateway
            )
        case .unknownKey: .unauthorized(.keyKnown)
        case .expiredKey: .unauthorized(.keyExpiry)
        case .unknownToken: .unauthorized(.tokenKnown)
        case .tooManyAccounts: .init(503, .badRequest, "Too many accounts", CredentialRule.accountCapacity)
        case .tooManyRequests:
            .init(429, .tooManyRequests, "Too many requests", CredentialRule.rateLimit, form: .gateway)
        case .noEndpoint(let path): assumptions.unknownPath.response("\(path) is not an endpoint of this API")
        case .malformedPath: .invalid("Invalid path", RequestRule.pathEncoding)
        case .methodNotAllowed(let method, _):
            .init(
                405,
                .methodNotAllowed,
                "\(method.rawValue) Method is not allowed on this path",
                RequestRule.methodOfPath
            )
        case .notJSONContent:
            .init(406, .notAcceptable, "Content-Type must be application/json", RequestRule.contentType)
        case .compressedBody:
            .init(415, .badRequest, "Unsupported Content-Encoding", RequestRule.contentEncoding)
        case .bodyTooLarge(let limit):
            .init(413, .badRequest, "The body is larger than \(limit) bytes", RequestRule.bodySize)
        case .emptyBody: .init(400, .missingParameter, "No inputs in the body", RequestRule.bodyRequired)
        case .malformedJSON, .notAnObject:
            .init(400, .badRequest, "Input must be a valid JSON object", RequestRule.bodyIsJSON)
        case .missingField(let name): .init(400, .missingParameter, "\(name) is missing", RequestRule.fieldRequired)
        case .invalidField(let name, _): .invalid("\(name) is not valid", RequestRule.fieldForm)
        case .invalidParameter(let name, _): .invalid("Invalid \(name)", RequestRule.parameterForm)
        case .outOfRange(let name, let range):
            .init(
                400,
                .outOfRange,
                "\(name) must be between \(range.lowerBound) and \(range.upperBound)",
                RequestRule.parameterRange
            )
        case .activitySpanTooLong:
            .init(
                400,
                .outOfRange,
                "Maximum time period that can be selected is one month",
                AccountRule.activityDays
            )
        case .invalidEmailAddress: .invalid("Invalid email address", RequestRule.emailForm)
        case .missingAttribute(let name):
            .init(
                400,
                .missingParameter,
                "Missing \(name) attribute in the request",
                SubAccountRule.attributeRequired
            )
        case .invalidGroupField: .invalid("Invalid request", SubAccountRule.groupForm)
        case .nonNumericIDs(let name): .invalid("\(name) should be array of numeric ids only", SubAccountRule.idsForm)
        case .invalidIDs: .init(400, .invalidID, "Invalid request", SubAccountRule.ipUsers)
        case .nonPositiveNumber(let name): .invalid("\(name) should be a positive number", SubAccountRule.keyNumber)
        case .invalidSubAccountID: .invalid("Invalid sub-account id.", SubAccountRule.numberForm)
        case .malformedSubAccountID(let text):
            .init(
                400,
                .missingParameter,
                "Sub-account \(text) is not valid",
                SubAccountRule.deletedForm,
                form: .messageFirst
            )
        case .malformedInvitation: assumptions.missingInvitation.response("Invitation not found")
        case .accessDenied: .init(403, .permissionDenied, "Access Denied", CredentialRule.right)
        case .domain(let error): error.response(under: assumptions)
        case .oauth(let error): error.response
        }
    }
}

extension RefusalResponse {
    fileprivate static func unauthorized(_ rule: CredentialRule) -> Self {
        .init(401, .unauthorized, "Key not found", rule, form: .gateway)
    }
}
