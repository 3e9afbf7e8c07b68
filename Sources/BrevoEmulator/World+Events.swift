internal import BrevoAPI
internal import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// `GET /__emulator/events`: what happens in a world, as it happens.
///
/// An invitation that expires is no event: nothing happens then, it is only found to have expired.
extension World {
    /// Opens a stream of what happens from now on; `Last-Event-ID` is ignored, because no event is kept.
    func listen(_ query: EventQuery) -> HTTPResponse {
        guard host.openResponses.open(.stream) else { return OpenResponses.tooMany }
        let readsAll = query.scope == .all
        let stream = BodyStream(
            keepAlive: EventReaders.keepAlive,
            farewell: EventReaders.farewell,
            whenGone: { [host] in
                host.openResponses.close(.stream)
                if readsAll { host.allReaders.remove() }
            }
        )
        if readsAll {
            host.allReaders.add(stream, limit: query.limit)
        } else {
            let isOpen = locked.withLock { locked in
                if !locked.isEnded { locked.readers.add(stream, limit: query.limit) }
                return !locked.isEnded
            }
            guard isOpen else { return Self.deleted }
        }
        return HTTPResponse(
            status: .ok,
            headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
            delivery: .stream(stream)
        )
    }

    /// Tells readers what has happened in the world, and ends waits that are in vain after a reset.
    func tell(_ context: WorldContext, _ locked: inout Locked) {
        for event in context.events {
            switch event {
            case .account(let event, let id): tell(event, in: id, context, &locked)
            case .world(let change):
                tell(.state, context, &locked) { json, world in
                    json.member("event", change.rawValue)
                    json.member("at", world.now(context).description)
                }
                endWaiting(after: change, &locked)
            }
        }
    }

    /// Gives up the responses that belong to what a change has done away with.
    private func endWaiting(after change: WorldChange, _ locked: inout Locked) {
        switch change {
        case .reset:
            locked.waits.end(Self.wasReset)
            locked.readers.end(because: "the world was reset")
            locked.waitingResponses.cancelAll()
        case .stateReplaced: locked.waitingResponses.cancelAll()
        case .restored, .clockSet, .assumptionsSet: break
        }
    }

    private func tell(_ event: AccountEvent, in id: Accounts.ID, _ context: WorldContext, _ locked: inout Locked) {
        // The request that has opened the account is an event already.
        if case .account(.accountCreated) = event.subject { return }
        tell(.state, context, &locked) { json, world in
            json.member("event", event.name)
            if case .person(_, let role, let email) = event.subject {
                json.member("role", role.rawValue)
                json.member("email", email.text)
            }
            let account = world.service.accounts[id]
            json.object("account") { json in
                json.member("companyName", account.companyName)
                if let key = account.apiKeys.first { json.member("key", redacted(key.text)) }
            }
            json.member("at", event.date.description)
        }
    }

    /// Tells readers and waits of a request for the API, with its response.
    ///
    /// - Parameter start: When the world was handed the request, in nanoseconds; 0 if nobody read events then.
    func tell(
        _ id: UUID,
        _ request: HTTPRequest,
        _ served: Served,
        from start: Int,
        _ context: WorldContext,
        _ locked: inout Locked
    ) {
        tell(.request, context, &locked) { json, world in
            json.member("id", id.description)
            json.member("method", request.method.rawValue)
            json.member("url", origin.settings.redaction.target(request.target))
            json.member("status", served.outcome.response.status.rawValue)
            json.member("source", served.source.name)
            if case .operation(let endpoint) = served.source { json.member("operation", endpoint.operation.id) }
            let isMatched = if case .unmatched = served.recorded { false } else { true }
            json.member("wasMatched", isMatched)
            if case .stub(let stub) = served.recorded { json.member("stub", stub.id.description) }
            if let fault = served.outcome.response.headers[InjectedFault.fieldName] { json.member("fault", fault) }
            if let key = request.headers["api-key"] { json.member("key", redacted(key)) }
            if let account = served.outcome.account.map({ world.service.accounts[$0] }) {
                json.object("account") { json in
                    json.member("companyName", account.companyName)
                    json.member("organization_id", account.organizationID.description)
                }
            }
            if let rule = served.outcome.rule {
                json.member("rule", rule.id)
                json.member("basis", rule.basis.mark)
            }
            if let hint = served.outcome.response.headers["X-Emulator-Hint"] { json.member("hint", hint) }
            json.member("time", world.now(context).description)
            if start > 0 {
                let duration = Duration.nanoseconds(SystemClock.nanoseconds() - start)
                json.key("milliseconds")
                json.raw(Array((duration + (served.outcome.response.delay ?? .zero)).millisecondsText.utf8))
            }
        }
        guard !locked.waits.isEmpty else { return }
        tellWaits(of: MatchableRequest(request, now: Int(locked.world.now(context).milliseconds)), &locked)
    }

    private func redacted(_ key: String) -> String { origin.settings.shown(key: key) }

    /// Tells those who read the world's events, or all worlds', of one.
    private func tell(
        _ event: Event,
        _ context: WorldContext,
        _ locked: inout Locked,
        _ members: (inout JSONWriter, WorldState) -> Void
    ) {
        let now = context.real
        guard locked.readers.want(event, at: now) || host.allReaders.want(event, at: now) else {
            locked.readers.skip()
            return host.allReaders.tell(event, nil, at: now)
        }
        var json = JSONWriter()
        json.object { json in
            members(&json, locked.world)
            json.member("world", locked.world.name)
        }
        locked.readers.tell(event, json.bytes, at: now)
        host.allReaders.tell(event, json.bytes, at: now)
    }
}
