internal import BrevoAPI
internal import EmulatorControl
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// What a test commands of a world, by HTTP or by typed calls.
extension World {
    /// Answers a request to the control plane.
    func answer(control request: HTTPRequest) -> HTTPResponse {
        let (response, effect) = command(isReading: request.method == .get) { state, context in
            let left = context.snapshotsLeft
            let (response, effect) = control.answer(request, &state, real: context.real, snapshotsLeft: left)
            return ((response, effect), effect)
        }
        switch effect {
        case .listen: return listen()
        case .awaitRequests: return awaitRequests(request)
        case .none, .resetWorld: return response
        }
    }

    /// Commands the world: all of it happens between two requests, and what is refused has changed nothing.
    ///
    /// - Parameters:
    ///   - isReading: whether the accounts stay as they are, so that the service need not be told of others.
    ///   - body: the command, with its answer and what that asks for of the world.
    func command<Answer: Sendable, Refusal: Error>(
        isReading: Bool = false,
        _ body: (inout ControlState, CommandContext) throws(Refusal) -> (Answer, ControlPlane.Effect)
    ) throws(Refusal) -> Answer {
        let real = SystemClock.now()
        return try state.withLock { state throws(Refusal) in
            state.control.accounts = state.service.accounts
            let context = CommandContext(plane: control, real: real, snapshotsLeft: room.snapshotsLeft)
            let (answer, effect) = try body(&state.control, context)
            defer { settle(&state) }
            switch effect {
            case .resetWorld: reset(&state, real: real)
            case .none where !isReading: state.service = BrevoService(state.control.accounts)
            case .none, .listen, .awaitRequests: break
            }
            follow(&state, real: real)
            return answer
        }
    }

    /// Adds the stub of a document.
    ///
    /// - Returns: its id.
    func addStub(_ document: JSONValue) throws(AdminError) -> String {
        try state.withLock { state throws(AdminError) in
            try state.wireMock.addStub(document, random: &state.random).id.description
        }
    }

    /// What the journal holds of the requests that match, oldest first; nil where it remembers nothing.
    ///
    /// It is looked for beside the lock.
    func events(matching document: JSONValue) throws(AdminError) -> [ServeEvent]? {
        let pattern = try RequestPattern(document)
        let journal = state.withLock { $0.wireMock.journal }
        guard journal.isEnabled else { return nil }
        var work = WorkBudget()
        do throws(WorkBudget.Exhausted) { return try journal.events(matching: pattern, &work, shown: shown) } catch {
            throw .invalid(error.hint, at: error.place)
        }
    }
}
