internal import EmulatorCore
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// `POST /__emulator/requests/wait`: the response comes once enough requests have matched.
extension World {
    func awaitRequests(_ request: ControlRequest) -> HTTPResponse {
        let wanted: WaitRequest
        do throws(ControlError) { wanted = try request.body(WaitRequest()) } catch { return error.response }
        guard let pattern = wanted.pattern else { preconditionFailure("a body without faults has a pattern") }
        return locked.withLock { locked in
            var work = WorkBudget()
            let matched: Int
            do throws(WorkBudget.Exhausted) {
                matched = try locked.world.wireMock.journal.count(matching: pattern, &work)
            } catch { return ControlError(error, .unprocessableContent).response }
            if matched >= wanted.count { return found(wanted, pattern, matched, in: locked.world.wireMock) }
            guard !locked.isEnded else { return Self.deleted }
            guard host.openResponses.open(.wait) else { return OpenResponses.tooMany }
            let id = locked.waits.nextID()
            let response = DeferredResponse(
                timeout: .milliseconds(wanted.timeoutMilliseconds),
                fallback: { [weak self] lapse in self?.giveUp(id, lapse) ?? Self.deleted },
                whenGone: { [openResponses = host.openResponses] in openResponses.close(.wait) }
            )
            locked.waits.add(.init(id: id, wanted: wanted, pattern: pattern, matched: matched, response: response))
            return HTTPResponse(status: .ok, delivery: .deferred(response))
        }
    }

    /// Tells those who wait that a request has come, which the journal already has.
    func tellWaits(of request: MatchableRequest, _ locked: inout Locked) {
        guard !locked.waits.isEmpty else { return }
        for wait in locked.waits.count(request) {
            wait.response?.fulfil(found(wait.wanted, wait.pattern, wait.matched, in: locked.world.wireMock))
        }
    }

    /// The response to a wait that is over: the newest matching requests, as many as were waited for.
    private func found(
        _ wanted: WaitRequest,
        _ pattern: RequestPattern,
        _ matched: Int,
        in wireMock: WireMockState
    ) -> HTTPResponse {
        var json = JSONWriter()
        var work = WorkBudget()
        var failure: WorkBudget.Exhausted?
        json.object { json in
            json.member("matched", matched)
            do throws(WorkBudget.Exhausted) {
                let count = wanted.count
                try origin.admin.write("requests", matching: pattern, newest: count, of: wireMock, &work, to: &json)
            } catch { failure = error }
        }
        if let failure { return ControlError(failure, .unprocessableContent).response }
        return HTTPResponse(status: .ok, headers: ["Content-Type": "application/json"], body: json.bytes)
    }

    private func giveUp(_ id: Int, _ lapse: DeferredResponse.Lapse) -> HTTPResponse {
        guard let wait = locked.withLock({ $0.waits.remove(id) }) else { return Self.deleted }
        let (count, matched) = (wait.wanted.count, wait.matched)
        guard lapse == .timeout else {
            return ControlError(503, "the emulator is stopping", hint: "\(matched) matched so far.").response
        }
        let body: JSONValue = [
            "error": .string("\(matched) of \(count) requests have matched"),
            "hint": .string(
                """
                GET /__admin/requests lists what came, and POST /__admin/near-misses/request-pattern what came closest; \
                it waited \(wait.wanted.timeoutMilliseconds) ms of real time, timeoutMilliseconds allows more.
                """
            ),
            "matched": .number(JSONNumber(matched)),
        ]
        return .control(408, body.encoded(pretty: true))
    }

    static let deleted = ControlError(
        410,
        "the world was deleted",
        hint: "Waits and event streams end with their world; the next request to its name creates another."
    ).response

    static let wasReset = ControlError(
        .conflict,
        "the world was reset",
        hint: "Its journal is empty again; wait anew after the reset."
    ).response
}
