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
    func listen() -> HTTPResponse {
        guard host.openResponses.open(.stream) else { return OpenResponses.tooMany }
        let stream = BodyStream(
            keepAlive: EventReaders.keepAlive,
            farewell: EventReaders.farewell,
            whenGone: { [openResponses = host.openResponses] in openResponses.close(.stream) }
        )
        let isOpen = locked.withLock { locked in
            if !locked.isEnded { locked.readers.add(stream) }
            return !locked.isEnded
        }
        guard isOpen else { return Self.deleted }
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
            case .account(let event, let id): tell(event, in: id, &locked)
            case .world(let change):
                let now = locked.world.now(context)
                locked.readers.tell("state") { json in
                    json.member("event", change.rawValue)
                    json.member("at", now.description)
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

    private func tell(_ event: AccountEvent, in id: Accounts.ID, _ locked: inout Locked) {
        // The request that has opened the account is an event already.
        if case .account(.accountCreated) = event.subject { return }
        guard !locked.readers.isEmpty else { return locked.readers.skip() }
        let account = locked.world.service.accounts[id]
        let key = account.apiKeys.first.map { origin.settings.shown(key: $0.text) }
        locked.readers.tell("state") { json in
            json.member("event", event.name)
            if case .person(_, let role, let email) = event.subject {
                json.member("role", role.rawValue)
                json.member("email", email.text)
            }
            json.object("account") { json in
                json.member("companyName", account.companyName)
                if let key { json.member("key", key) }
            }
            json.member("at", event.date.description)
        }
    }

    /// Tells readers and waits of a request for the API, with its response.
    func tell(_ id: UUID, _ request: HTTPRequest, _ served: Served, at now: Timestamp, _ locked: inout Locked) {
        guard !locked.readers.isEmpty || !locked.waits.isEmpty else { return locked.readers.skip() }
        let key = request.headers["api-key"].map { origin.settings.shown(key: $0) }
        let isMatched = if case .unmatched = served.recorded { false } else { true }
        locked.readers.tell("request") { json in
            json.member("id", id.description)
            json.member("method", request.method.rawValue)
            json.member("url", origin.settings.redaction.target(request.target))
            json.member("status", served.response.status.rawValue)
            json.member("wasMatched", isMatched)
            if case .stub(let stub) = served.recorded { json.member("stub", stub.id.description) }
            if let key { json.member("key", key) }
            json.member("time", now.description)
        }
        tellWaits(of: MatchableRequest(request, now: Int(now.milliseconds)), &locked)
    }
}
