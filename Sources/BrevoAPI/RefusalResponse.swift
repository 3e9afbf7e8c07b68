package import HTTPMessage
internal import JSON

/// The `code` of an error body, from the documented enumeration; `too_many_requests` and `invalid id` are beside it.
package enum ErrorCode: String, Sendable, CaseIterable {
    case badRequest = "bad_request"
    case documentNotFound = "document_not_found"
    case duplicateParameter = "duplicate_parameter"
    case duplicateRequest = "duplicate_request"
    case invalidID = "invalid id"
    case invalidParameter = "invalid_parameter"
    case methodNotAllowed = "method_not_allowed"
    case missingParameter = "missing_parameter"
    case notAcceptable = "not_acceptable"
    case notEnoughCredits = "not_enough_credits"
    case outOfRange = "out_of_range"
    case permissionDenied = "permission_denied"
    case tooManyRequests = "too_many_requests"
    case unauthorized
    case unprocessableEntity = "unprocessable_entity"
}

/// How a refusal reads on the wire, and the rule that it follows.
package struct RefusalResponse: Sendable, Equatable {
    /// The forms of error bodies.
    package enum Form: Sendable {
        /// The service's: code, then message.
        case service
        /// Message, then code, as the documentation shows two errors of the service.
        case messageFirst
        /// The gateway's: message, then code, then a line feed.
        case gateway
        /// The authorization server's: `error` and `error_description` (RFC 6749 §5.2).
        case oauth
    }

    /// The status.
    package let status: HTTPStatus
    /// The code, or the authorization server's `error`.
    package let code: String
    /// The message.
    package let message: String
    /// The rule; nil for a response that was injected, which follows none.
    package let rule: Rule?
    /// The form of the body.
    package let form: Form

    init(
        _ status: HTTPStatus,
        _ code: ErrorCode,
        _ message: String,
        _ rule: some RuleSet,
        form: Form = .service
    ) {
        (self.status, self.code, self.message, self.form) = (status, code.rawValue, message, form)
        self.rule = rule.rule
    }

    /// A response that follows no rule, because somebody asked for it.
    package init(injected status: HTTPStatus, _ code: ErrorCode, _ message: String) {
        (self.status, self.code, self.message, form, rule) = (status, code.rawValue, message, .service, nil)
    }

    init(_ status: HTTPStatus, oauth error: String, _ description: String, _ rule: OAuthRule) {
        (self.status, code, message, form, self.rule) = (status, error, description, .oauth, rule.rule)
    }

    static func invalid(_ message: String, _ rule: some RuleSet) -> Self {
        .init(400, .invalidParameter, message, rule)
    }

    /// The body.
    package var body: [UInt8] {
        var json = JSONWriter(reservingCapacity: 96)
        json.object { json in
            switch form {
            case .service:
                json.member("code", code)
                json.member("message", message)
            case .messageFirst, .gateway:
                json.member("message", message)
                json.member("code", code)
            case .oauth:
                json.member("error", code)
                json.member("error_description", message)
            }
        }
        return form == .gateway ? json.bytes + [UInt8(ascii: "\n")] : json.bytes
    }
}
