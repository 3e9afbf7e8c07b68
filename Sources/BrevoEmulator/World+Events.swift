internal import BrevoAPI
internal import BrevoCore
internal import EmulatorControl
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// `GET /__emulator/events`: what happens in a world, as it happens (spec §11).
///
/// An invitation's end after its 72 hours is no event: nothing happens then, it is only found to have ended.
extension World {
    /// Opens a stream of what happens from now on; `Last-Event-ID` is not looked at, as nothing is kept to be read later.
    func listen() -> HTTPResponse {
        guard openAnswers.openStream() else { return OpenAnswers.tooMany }
        let stream = BodyStream(
            keepAlive: EventReaders.keepAlive,
            farewell: EventReaders.farewell,
            whenGone: { [openAnswers] in openAnswers.closeStream() }
        )
        let isOpen = state.withLock { state in
            if !state.isEnded { state.readers.add(stream) }
            return !state.isEnded
        }
        guard isOpen else { return Self.deleted }
        return HTTPResponse(
            status: .ok,
            headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
            delivery: .stream(stream)
        )
    }

    /// A request to the emulated API, with its answer.
    func tellReaders(of event: ServeEvent, _ state: inout State) {
        state.readers.tell("request") { json in
            json.member("id", event.id.description)
            json.member("method", event.request.method.rawValue)
            json.member("url", APIKeyText.shortened(inTarget: event.request.target))
            json.member("status", event.response.status.rawValue)
            json.member("wasMatched", event.wasMatched)
            if case .stub(let stub) = event.outcome { json.member("stub", stub.id.description) }
            if let key = event.request.headers["api-key"] { json.member("key", shown(HTTPHeader("api-key", key))) }
            json.member("time", Timestamp(milliseconds: Int64(event.loggedDate))?.description ?? "")
        }
    }

    /// Something that happened to a person of an account.
    func tellReaders(of occurrence: Occurrence, in account: Account, _ state: inout State) {
        state.readers.tell("state") { json in
            json.member("event", occurrence.event.rawValue)
            json.member("role", occurrence.role.rawValue)
            json.member("email", occurrence.email.text)
            json.object("account") { json in
                json.member("companyName", account.companyName)
                if let key = account.apiKeys.first { json.member("key", shown(HTTPHeader("api-key", key.text))) }
            }
            json.member("at", occurrence.at.description)
        }
    }

    /// Something that a test did to the world.
    func tellReaders(of change: ControlState.Change, real: Timestamp, _ state: inout State) {
        let clock = state.control.clock
        state.readers.tell("state") { json in
            json.member("event", change.rawValue)
            json.member("at", clock.now(real: real).description)
        }
    }
}
