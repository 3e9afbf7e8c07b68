internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage

extension RefusalResponse {
    /// What the service says with a status if nothing more is known of the reason.
    ///
    /// Beyond the bodies of its own refusals all is inferred: a code of the documented enumeration, which has none for
    /// faults of the server.
    init(injected status: HTTPStatus, for request: HTTPRequest, bodyLimit: Int, at now: Timestamp) {
        let standard = Assumptions()
        switch status {
        case .unauthorized: self = Refusal.unknownKey.response(under: standard)
        case 402: self.init(injected: status, .notEnoughCredits, "Not enough credits")
        case .forbidden: self.init(injected: status, .permissionDenied, "Access Denied")
        case .notFound: self = Refusal.noEndpoint(path: String(request.path)).response(under: standard)
        case .methodNotAllowed: self = Refusal.methodNotAllowed(request.method, allowed: []).response(under: standard)
        case .notAcceptable: self = Refusal.notJSONContent(mediaType: nil).response(under: standard)
        case .conflict: self.init(injected: status, .duplicateRequest, "Duplicate request")
        case .contentTooLarge: self = Refusal.bodyTooLarge(limit: bodyLimit).response(under: standard)
        case .unprocessableContent: self.init(injected: status, .unprocessableEntity, "Unprocessable entity")
        case .tooManyRequests: self = Refusal.tooManyRequests(RateLimits.usedUp(at: now)).response(under: standard)
        case 500: self.init(injected: status, .badRequest, "Internal server error")
        case 502: self.init(injected: status, .badRequest, "Bad gateway")
        case .serviceUnavailable: self.init(injected: status, .badRequest, "Service unavailable")
        case 504: self.init(injected: status, .badRequest, "Gateway timeout")
        default: self.init(injected: status, .badRequest, status.rawValue < 500 ? "Bad request" : "Server error")
        }
    }
}
