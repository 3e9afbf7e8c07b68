package import BrevoCore
package import HTTPMessage

/// The emulated service as a value: a request and its circumstances go in, a response comes out, the state has changed.
///
/// It holds no lock and knows no clock; a copy is a service of its own.
package struct BrevoService: Sendable {
    /// Everything that the service remembers.
    package var accounts: Accounts
    var cache = ResponseCache()

    /// Creates a service with these accounts.
    package init(_ accounts: Accounts) {
        self.accounts = accounts
    }

    /// What a request has done.
    package struct Outcome: Sendable {
        /// The response, but for ``ServiceHeaders``.
        package var response: HTTPResponse
        /// The refusal, if it was refused.
        package var refusal: Refusal?
        /// The rule by which it was refused; nil where the emulator refuses for its own sake.
        package var rule: Rule?
        /// What somebody should know if it was not.
        package var remarks: [Remark] = []
        /// The account that the credential opened.
        package var account: Accounts.ID?
        /// What has changed in that account.
        package var events: [AccountEvent] = []

        /// Creates the outcome of a request that did not reach the service, or has not yet.
        package init(response: HTTPResponse = HTTPResponse(status: .noContent)) {
            self.response = response
        }
    }

    /// Responds to a request; a refusal has changed nothing, except that a new key has its account.
    ///
    /// - Parameter outcome: The outcome of a request that did nothing; as a result, it would be copied.
    package mutating func respond(
        to request: APIRequest,
        _ context: consuming CommandContext,
        _ outcome: inout Outcome
    ) {
        var allowance: RateLimits.Allowance?
        var call = Call(context)
        do throws(Refusal) {
            try perform(request, &call, &outcome, &allowance)
        } catch {
            outcome.refuse(error, under: call.context.assumptions)
        }
        outcome.events = call.context.events
        if request.isPublic || request.oauth != nil {
            // No response of the authorization server may be cached (RFC 6749 §5.1).
            outcome.response.headers.append("Cache-Control", "no-store")
            outcome.response.headers.append("Pragma", "no-cache")
        }
        if let allowance { outcome.response.add(allowance) }
    }

    private mutating func perform(
        _ request: APIRequest,
        _ call: inout Call,
        _ outcome: inout Outcome,
        _ allowance: inout RateLimits.Allowance?
    ) throws(Refusal) {
        switch request.target {
        case .preflight: return
        case .oauth:
            guard let oauth = request.oauth else { preconditionFailure("a routed request to OAuth has been read") }
            do throws(OAuthError) { outcome.response = try oauth.respond(&accounts, &call.context) } catch {
                throw .oauth(error)
            }
            return
        case .unknown where request.isPublic: _ = try request.requested.get()
        case .operation, .unknown: break
        }
        let rights = try open(request.credential, &call)
        outcome.account = call.account
        allowance = accounts.countRequest(to: request.rateLimitKey, of: call.account, at: call.context.now)
        if let allowance, allowance.isExceeded { throw .tooManyRequests(allowance) }
        let requested = try request.requested.get()
        if let right = request.endpoint?.route.right, !rights.isSuperset(of: right) {
            // Faults of fields precede this refusal.
            do throws(CoreError) { try requested.validate(call, on: accounts) } catch { throw .domain(error) }
            throw .accessDenied(right)
        }
        let known = call.context.events.count
        do throws(CoreError) { try requested.perform(&call, on: &self, &outcome) } catch { throw .domain(error) }
        if call.context.events.count > known {
            accounts[call.account].log(call.context.events[known...], by: request.visitor)
        }
    }

    private mutating func open(
        _ credential: Credential,
        _ call: inout Call
    ) throws(Refusal) -> Rights {
        let opening: Accounts.Opening
        switch credential {
        case .none: throw .noCredential
        case .bearer(let token): opening = accounts.open(token: token, at: call.context.now)
        case .apiKey(let key): opening = accounts.open(key, &call.context)
        }
        switch opening {
        case .account(let id, let rights):
            call.account = id
            return rights
        case .unknown: throw credential.isToken ? .unknownToken : .unknownKey
        case .expired: throw credential.isToken ? .unknownToken : .expiredKey
        case .full: throw .tooManyAccounts
        }
    }
}

extension BrevoService.Outcome {
    fileprivate mutating func refuse(_ refusal: Refusal, under assumptions: Assumptions) {
        let wire = refusal.response(under: assumptions)
        self.refusal = refusal
        rule = wire.rule
        response = HTTPResponse(status: wire.status, headers: refusal.headers, body: wire.body)
    }
}

extension Refusal {
    /// The header fields that the status asks for (RFC 9110 §11.6.1, §15.5.6).
    fileprivate var headers: HTTPHeaders {
        if case .oauth(let error) = self, let challenge = error.challenge { return ["WWW-Authenticate": challenge] }
        guard let allowedMethods else { return [:] }
        return ["Allow": allowedMethods.map(\.rawValue).joined(separator: ", ")]
    }

    private var allowedMethods: [HTTPMethod]? {
        if case .methodNotAllowed(_, let allowed) = self { return allowed }
        if case .oauth(.methodNotAllowed(let allowed)) = self { return allowed }
        return nil
    }
}

extension HTTPResponse {
    /// Says how many requests remain (developers.brevo.com/docs/limit-headers): seconds until the reset, not a moment.
    package mutating func add(_ allowance: RateLimits.Allowance) {
        headers.append("x-sib-ratelimit-limit", String(allowance.limit))
        headers.append("x-sib-ratelimit-remaining", String(allowance.remaining))
        headers.append("x-sib-ratelimit-reset", String(allowance.reset))
    }
}
