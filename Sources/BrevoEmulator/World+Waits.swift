internal import EmulatorControl
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// `POST /__emulator/requests/wait`: the answer comes when so many requests have matched (spec §11).
extension World {
    func awaitRequests(_ request: HTTPRequest) -> HTTPResponse {
        let wanted: WantedRequests
        do throws(WantedRequests.Refusal) { wanted = try WantedRequests(request.body) } catch {
            return error.response
        }
        return state.withLock { state in
            var work = WorkBudget()
            let matched: Int
            do throws(WorkBudget.Exhausted) {
                matched = try state.wireMock.journal.count(matching: wanted.pattern, &work)
            } catch { return Self.tooMuchWork(error, .unprocessableContent) }
            if matched >= wanted.count { return found(wanted, matched, in: state.wireMock) }
            guard !state.isEnded else { return Self.deleted }
            guard openAnswers.openWait() else { return OpenAnswers.tooMany }
            let id = state.waits.nextID()
            let answer = DeferredResponse(
                timeout: wanted.timeout,
                fallback: { [weak self] lapse in self?.giveUp(id, lapse) ?? Self.deleted },
                whenGone: { [openAnswers] in openAnswers.closeWait() }
            )
            state.waits.add(RequestWaits.Wait(id: id, wanted: wanted, matched: matched, answer: answer))
            return HTTPResponse(status: .ok, delivery: .deferred(answer))
        }
    }

    /// Tells those who wait that a request has come, which the journal already has.
    func tellWaits(of event: ServeEvent, _ state: inout State) {
        guard !state.waits.isEmpty else { return }
        for wait in state.waits.note(MatchableRequest(event.request, now: event.loggedDate)) {
            wait.answer?.fulfil(found(wait.wanted, wait.matched, in: state.wireMock))
        }
    }

    /// The answer to a wait that is over: the newest requests that match, no more of them than were waited for.
    private func found(_ wanted: WantedRequests, _ matched: Int, in wireMock: WireMockState) -> HTTPResponse {
        var json = JSONWriter()
        var work = WorkBudget()
        var failure: WorkBudget.Exhausted?
        json.object { json in
            json.member("matched", matched)
            do throws(WorkBudget.Exhausted) {
                let (pattern, count) = (wanted.pattern, wanted.count)
                try admin.write("requests", matching: pattern, newest: count, of: wireMock, &work, to: &json)
            } catch { failure = error }
        }
        if let failure { return Self.tooMuchWork(failure, .unprocessableContent) }
        return HTTPResponse(status: .ok, headers: ["Content-Type": "application/json"], body: json.bytes)
    }

    private func giveUp(_ id: Int, _ lapse: DeferredResponse.Lapse) -> HTTPResponse {
        guard let wait = state.withLock({ $0.waits.remove(id) }) else { return Self.deleted }
        let (count, matched) = (wait.wanted.count, wait.matched)
        guard lapse == .timeout else {
            return .control(.serviceUnavailable, error: "the emulator is stopping", hint: "\(matched) matched so far.")
        }
        return .control(
            408,
            [
                "error": .string("\(matched) of \(count) requests have matched"),
                "hint": .string(
                    """
                    GET /__admin/requests lists what came, and POST /__admin/near-misses/request-pattern what came \
                    closest; it waited \(wait.wanted.timeoutMilliseconds) ms of real time, timeoutMilliseconds allows more.
                    """
                ),
                "matched": .number(JSONNumber(matched)),
            ]
        )
    }

    static let deleted = HTTPResponse.control(
        410,
        error: "the world was deleted",
        hint: "Waits and event streams end with their world; the next request to its name makes a new one."
    )

    static let wasReset = HTTPResponse.control(
        .conflict,
        error: "the world was reset",
        hint: "Its journal is empty again; wait anew after the reset."
    )
}
