package import BrevoAPI
internal import BrevoCore
package import HTTPMessage
package import WireMock

/// A request for the API with everything that can be prepared before the world's lock is taken.
package struct PreparedRequest: ~Copyable, Sendable {
    /// The request as the service reads it.
    package let call: APIRequest
    /// What `sib-request-id` says, and the journal knows the request by.
    package let id: UUID
    fileprivate let headers: ServiceHeaders
    fileprivate let record: RequestRecord?
    fileprivate let override: InjectedFault?

    package init(_ request: borrowing HTTPRequest, id: UUID, _ origin: WorldOrigin) {
        self.id = id
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

    /// What the service has done; the response alone if the request did not reach it.
    package var outcome: BrevoService.Outcome
    /// What responded.
    package let source: Source
    /// How the journal records it.
    package let recorded: ServeEvent.Outcome

    init(_ outcome: consuming BrevoService.Outcome, _ source: Source, _ recorded: ServeEvent.Outcome) {
        (self.outcome, self.source, self.recorded) = (outcome, source, recorded)
    }

    /// The stub that has responded; nil if it was not a stub.
    package var stub: UUID? {
        if case .stub(let stub) = recorded { stub.id } else { nil }
    }
}

extension WorldState {
    /// Responds to a request for the API: by the fault that is injected, else the best matching stub, else the service.
    package mutating func respond(
        to request: borrowing HTTPRequest,
        _ prepared: borrowing PreparedRequest,
        _ context: inout WorldContext
    ) -> Served {
        let now = now(context)
        var served: Served
        if let fault = prepared.override ?? (chaos.isEmpty ? nil : chaos.fault(for: copy request, at: now)) {
            served = respond(to: request, prepared, with: fault, at: now, &context)
        } else {
            served = respondByStubOrService(to: request, prepared, at: now, &context)
        }
        if let record = prepared.record {
            let date = Int(now.milliseconds)
            wireMock.journal.append(prepared.id, record, served.outcome.response, served.recorded, loggedDate: date)
        }
        return served
    }

    private mutating func respond(
        to request: borrowing HTTPRequest,
        _ prepared: borrowing PreparedRequest,
        with fault: InjectedFault,
        at now: Timestamp,
        _ context: inout WorldContext
    ) -> Served {
        var served: Served
        switch fault.effect {
        case .delay(let delay):
            served = respondByStubOrService(to: request, prepared, at: now, &context)
            served.outcome.response.delay = (served.outcome.response.delay ?? .zero) + delay
        case .response(let response):
            served = Served(.init(response: response), .fault, recorded(request, prepared, now))
        case .refusal(let given):
            let response = injectedRefusal(given, hint: fault.hint, request, prepared, at: now)
            served = Served(.init(response: response), .fault, recorded(request, prepared, now))
        }
        served.outcome.response.headers.append(InjectedFault.fieldName, fault.label)
        return served
    }

    /// Whether anything knew what an injected fault was the response to.
    private func recorded(
        _ request: borrowing HTTPRequest,
        _ prepared: borrowing PreparedRequest,
        _ now: Timestamp
    ) -> ServeEvent.Outcome {
        let hasStub = try? wireMock.hasStub(for: copy request, now: Int(now.milliseconds))
        let isKnown = prepared.call.isOfService || hasStub == true
        return isKnown ? .service : .unmatched
    }

    private mutating func respondByStubOrService(
        to request: borrowing HTTPRequest,
        _ prepared: borrowing PreparedRequest,
        at now: Timestamp,
        _ context: inout WorldContext
    ) -> Served {
        if !wireMock.stubs.isEmpty, let stubbed = respondByStub(to: copy request, at: now) { return stubbed }
        let call = prepared.call
        if context.memoryLeft <= 0, needsMemory(call, request) {
            var response = ControlError.outOfMemory.response
            prepared.headers.add(to: &response)
            return Served(.init(response: response), Served.Source(call.target), .unmatched)
        }
        var outcome = BrevoService.Outcome()
        service.respond(to: call, commandContext(context), &outcome)
        if let refusal = outcome.refusal {
            outcome.response.add(hint: Hint(copy request, call, origin.router).text(for: refusal))
            if let rule = outcome.rule {
                outcome.response.add(basis: rule)
                coverage.countRefusal(by: rule, of: call.endpoint)
            }
        } else {
            if let endpoint = call.endpoint { coverage.countSuccess(of: endpoint) }
            if let hint = Hint.text(for: outcome.remarks, call) { outcome.response.add(hint: hint) }
            if origin.settings.addsLegacyFields { LegacyFields.add(to: &outcome.response, of: call) }
        }
        prepared.headers.add(to: &outcome.response)
        if let account = outcome.account {
            record(outcome.events, of: account, bytes: request.body.count, &context)
        }
        return Served(consume outcome, Served.Source(call.target), call.isOfService ? .service : .unmatched)
    }

    /// Whether a request may add to the state: by what it asks for, or because an account is opened for its key.
    private func needsMemory(_ call: borrowing APIRequest, _ request: borrowing HTTPRequest) -> Bool {
        guard [.get, .head, .options].contains(request.method) else { return true }
        guard case .apiKey(let key) = call.credential else { return false }
        return service.accounts.account(ofKey: key) == nil
    }

    private mutating func respondByStub(to request: HTTPRequest, at now: Timestamp) -> Served? {
        do throws(WorkBudget.Exhausted) {
            let found = try wireMock.respond(
                to: request,
                now: Int(now.milliseconds),
                random: &random
            )
            return found.map { Served(.init(response: $0.response), .stub, .stub($0.stub)) }
        } catch {
            // Somebody else's stub, so not this client's fault.
            return Served(.init(response: ControlError(error, .serviceUnavailable).response), .stub, .unmatched)
        }
    }

    /// The service's own response with a status, for a fault that has no body of its own.
    private func injectedRefusal(
        _ given: HTTPResponse,
        hint: String,
        _ request: borrowing HTTPRequest,
        _ prepared: borrowing PreparedRequest,
        at now: Timestamp
    ) -> HTTPResponse {
        var service = HTTPResponse(status: given.status)
        if given.status.rawValue >= 400 {
            let limit = origin.router.bodyLimit
            let refusal = RefusalResponse(injected: given.status, for: copy request, bodyLimit: limit, at: now)
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
