package import BrevoAPI
package import BrevoCore
package import HTTPMessage
package import WireMock

/// A request for the API with everything that can be prepared before the world's lock is taken.
package struct PreparedRequest: ~Copyable, Sendable {
    /// The request, without the world's prefix.
    package let request: HTTPRequest
    /// The request as the service reads it.
    package let call: APIRequest
    /// What `sib-request-id` says, and the journal knows the request by.
    package let id: UUID
    fileprivate let headers: ServiceHeaders
    fileprivate let record: RequestRecord?
    fileprivate let override: InjectedFault?

    package init(_ request: HTTPRequest, id: UUID, _ origin: WorldOrigin) {
        (self.request, self.id) = (request, id)
        call = origin.router.read(request)
        headers = ServiceHeaders(requestID: id.bytes.span)
        record = origin.wireMock.journal.isEnabled ? RequestRecord(request) : nil
        override = origin.settings.allowsRequestOverrides ? RequestOverride.fault(for: request) : nil
    }
}

/// The response to a request for the API, and where it came from.
package struct Served: Sendable {
    /// What responded.
    package enum Source: Sendable {
        /// The chaos rule or the request that asked for a fault.
        case fault
        /// A stub.
        case stub
        /// An operation.
        case operation(Endpoint)
        /// The authorization server.
        case oauth
        /// `OPTIONS`.
        case preflight
        /// Nothing: no such path, or no such method.
        case unmatched

        init(_ target: APIRequest.Target) {
            switch target {
            case .operation(let endpoint): self = .operation(endpoint)
            case .oauth: self = .oauth
            case .preflight: self = .preflight
            case .unknown: self = .unmatched
            }
        }
    }

    /// The response.
    package var response: HTTPResponse
    /// What responded.
    package let source: Source
    /// How the journal records it.
    package let outcome: ServeEvent.Outcome
    /// The refusal, if the service has refused.
    package var refusal: Refusal?
    /// The account that the credential opened, if the service has responded.
    package var account: Accounts.ID?
}

extension WorldState {
    /// Responds to a request for the API: by the fault that is injected, else the best matching stub, else the service.
    package mutating func respond(to prepared: borrowing PreparedRequest, _ context: inout WorldContext) -> Served {
        let now = now(context)
        let fault = chaos.isEmpty && prepared.override == nil ? nil : fault(for: prepared, at: now)
        let served: Served
        if let fault {
            served = respond(to: prepared, with: fault, at: now, &context)
        } else {
            served = respondByStubOrService(to: prepared, at: now, &context)
        }
        if let record = prepared.record {
            let date = Int(now.milliseconds)
            wireMock.journal.append(prepared.id, record, served.response, served.outcome, loggedDate: date)
        }
        return served
    }

    private mutating func fault(for prepared: borrowing PreparedRequest, at now: Timestamp) -> InjectedFault? {
        prepared.override ?? chaos.fault(for: prepared.request, at: now)
    }

    private mutating func respond(
        to prepared: borrowing PreparedRequest,
        with fault: InjectedFault,
        at now: Timestamp,
        _ context: inout WorldContext
    ) -> Served {
        var served: Served
        switch fault.effect {
        case .delay(let delay):
            served = respondByStubOrService(to: prepared, at: now, &context)
            served.response.delay = (served.response.delay ?? .zero) + delay
        case .response(let response):
            served = Served(response: response, source: .fault, outcome: outcome(prepared, now))
        case .refusal(let given):
            let response = injectedRefusal(given, hint: fault.hint, prepared, at: now)
            served = Served(response: response, source: .fault, outcome: outcome(prepared, now))
        }
        served.response.headers.append(InjectedFault.fieldName, fault.label)
        return served
    }

    /// Whether anything knew what an injected fault was the response to.
    private func outcome(_ prepared: borrowing PreparedRequest, _ now: Timestamp) -> ServeEvent.Outcome {
        let hasStub = try? wireMock.hasStub(for: prepared.request, now: Int(now.milliseconds))
        let isKnown = prepared.call.isOfService || hasStub == true
        return isKnown ? .service : .unmatched
    }

    private mutating func respondByStubOrService(
        to prepared: borrowing PreparedRequest,
        at now: Timestamp,
        _ context: inout WorldContext
    ) -> Served {
        if !wireMock.stubs.isEmpty, let stubbed = respondByStub(to: prepared, at: now) { return stubbed }
        var result = service.respond(to: prepared.call, commandContext(context), headers: prepared.headers)
        if let refusal = result.refusal {
            addHint(about: refusal, prepared, to: &result.response)
        } else {
            if !result.remarks.isEmpty || !prepared.call.ignoredFields.isEmpty {
                let hint = Hint(prepared.request, prepared.call, origin.router).text(for: result.remarks)
                if let hint { result.response.add(hint: hint) }
            }
            if origin.settings.addsLegacyFields { LegacyFields.add(to: &result.response, of: prepared.call) }
        }
        if let account = result.account { record(result.events, of: account, &context) }
        return Served(
            response: result.response,
            source: Served.Source(prepared.call.target),
            outcome: prepared.call.isOfService ? .service : .unmatched,
            refusal: result.refusal,
            account: result.account
        )
    }

    private mutating func respondByStub(to prepared: borrowing PreparedRequest, at now: Timestamp) -> Served? {
        do throws(WorkBudget.Exhausted) {
            let found = try wireMock.respond(
                to: prepared.request,
                now: Int(now.milliseconds),
                files: origin.settings.files,
                random: &random
            )
            return found.map { Served(response: $0.response, source: .stub, outcome: .stub($0.stub)) }
        } catch {
            // Somebody else's stub, so not this client's fault.
            let response = ControlError(error, .serviceUnavailable).response
            return Served(response: response, source: .stub, outcome: .unmatched)
        }
    }

    private func addHint(
        about refusal: Refusal,
        _ prepared: borrowing PreparedRequest,
        to response: inout HTTPResponse
    ) {
        response.add(hint: Hint(prepared.request, prepared.call, origin.router).text(for: refusal))
        if let rule = refusal.response(under: assumptions).rule { response.add(basis: rule) }
    }

    /// The service's own response with a status, for a fault that has no body of its own.
    private func injectedRefusal(
        _ given: HTTPResponse,
        hint: String,
        _ prepared: borrowing PreparedRequest,
        at now: Timestamp
    ) -> HTTPResponse {
        var service = HTTPResponse(status: given.status)
        if given.status.rawValue >= 400 {
            let limit = origin.router.bodyLimit
            let refusal = RefusalResponse(injected: given.status, for: prepared.request, bodyLimit: limit, at: now)
            service.body = refusal.body
        }
        if given.status == .tooManyRequests { service.add(RateLimits.usedUp(at: now)) }
        service.add(hint: hint)
        prepared.headers.add(to: &service)
        var response = given
        response.headers = service.headers.replaced(by: given.headers)
        response.body = service.body
        return response
    }
}

extension HTTPHeaders {
    /// These fields without those whose names the others have, followed by the others.
    fileprivate func replaced(by others: HTTPHeaders) -> HTTPHeaders {
        guard !others.isEmpty else { return self }
        var headers = HTTPHeaders()
        for field in self where others[field.name] == nil { headers.append(field.name, field.value) }
        headers.append(contentsOf: others)
        return headers
    }
}
