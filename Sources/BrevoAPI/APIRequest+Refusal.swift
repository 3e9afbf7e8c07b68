public import BrevoCore
public import HTTPMessage

extension APIRequest {
    /// The service's own answer of a status, for whoever injects it; nothing of the state is asked or changed.
    ///
    /// Below 400 it has no body; else it has the one of ``ErrorEnvelope/init(injected:for:bodyLimit:)``, and with 429 the
    /// fields of a rate limit that is used up (spec §9).
    ///
    /// - Parameters:
    ///   - request: the request as it came.
    ///   - now: what the world's clock shows.
    ///   - headers: what every answer carries.
    ///   - hint: what `X-Emulator-Hint` says.
    public func refusal(
        _ status: HTTPStatus,
        of request: HTTPRequest,
        at now: Timestamp,
        headers: ServiceHeaders,
        hint: String
    ) -> HTTPResponse {
        var response = HTTPResponse(status: status)
        if status.rawValue >= 400 {
            let envelope = ErrorEnvelope(injected: status, for: request, bodyLimit: bodyLimit)
            response = .json(status, envelope.encoded)
        }
        if status == .tooManyRequests { response.add(RateLimits.usedUp(at: now)) }
        response.addHint(hint)
        headers.add(to: &response)
        return response
    }
}

extension ErrorEnvelope {
    /// What the service says with a status where nothing more is known of the reason.
    ///
    /// The bodies of spec §2; INF for the others: a code of the documented enumeration, which has none for what is the
    /// server's fault.
    init(injected status: HTTPStatus, for request: HTTPRequest, bodyLimit: Int) {
        switch status {
        case .unauthorized: self = APIError.unknownKey.envelope
        case 402: self.init(status, "not_enough_credits", "Not enough credits")
        case .forbidden: self.init(status, "permission_denied", "Access Denied")
        case .notFound: self = APIError.noEndpoint(path: String(request.path)).envelope
        case .methodNotAllowed: self = APIError.methodNotAllowed(request.method, allowed: []).envelope
        case .notAcceptable: self = APIError.notJSONContent(mediaType: nil).envelope
        case .conflict: self.init(status, "duplicate_request", "Duplicate request")
        case .contentTooLarge: self = APIError.bodyTooLarge(limit: bodyLimit).envelope
        case .unprocessableContent: self.init(status, "unprocessable_entity", "Unprocessable entity")
        case .tooManyRequests: self.init(status, "too_many_requests", "Too many requests")
        case 500: self.init(status, "bad_request", "Internal server error")
        case 502: self.init(status, "bad_request", "Bad gateway")
        case .serviceUnavailable: self.init(status, "bad_request", "Service unavailable")
        case 504: self.init(status, "bad_request", "Gateway timeout")
        default: self.init(status, "bad_request", status.rawValue < 500 ? "Bad request" : "Server error")
        }
    }
}
