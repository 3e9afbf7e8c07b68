internal import BrevoAPI
internal import BrevoCore
internal import EmulatorControl
internal import HTTPMessage
internal import Synchronization
internal import WireMock

/// A whole emulator of its own: its state behind one lock, shared with nobody.
final class World: Sendable {
    /// What a world is made from, and what a reset leads back to.
    struct Origin: Sendable {
        let controlled: ControlState
        let wireMock: WireMockState
        let policy: Accounts.KeyPolicy
        let rateLimits: RateLimits.Policy
        let seed: UInt64
        /// Whether the seed was chosen, so that two runs answer alike.
        let isRepeatable: Bool
        let allowsRequestOverrides: Bool
    }

    struct State {
        var service: BrevoService
        /// All that is not the service's or WireMock's; its accounts are the service's while none of its calls is answered.
        var control: ControlState
        var wireMock: WireMockState
        var random: RandomSequence
        var systemRandom = SystemRandom()
        var readers = EventReaders()
        var waits = RequestWaits()
        /// Whether the world was deleted, though a request may still have hold of it.
        var isEnded = false
        /// What the room that all worlds share knows of this one.
        var holding = SharedRoom.Holding()
    }

    let state: Mutex<State>
    private let origin: Origin
    let control: ControlPlane
    let admin: WireMockAdmin
    /// What a client may see of a header's value.
    let shown: @Sendable (HTTPHeader) -> String
    let openAnswers: OpenAnswers
    private let metrics: Metrics
    let room: SharedRoom
    private let accountOpened: @Sendable () -> Void
    private let seed: UInt64
    private let requests = Atomic<UInt64>(0)
    private let made = SystemClock.now()

    /// - Parameters:
    ///   - room: what all worlds of the process share.
    ///   - shown: what a client of the admin API may see of a header's value.
    ///   - openAnswers: bounds the waits and event streams of the process.
    ///   - metrics: counts what the process does.
    ///   - accountOpened: called under the world's lock when a key that was never seen has opened an account.
    init(
        _ origin: Origin,
        room: SharedRoom,
        shown: @escaping @Sendable (HTTPHeader) -> String,
        openAnswers: OpenAnswers,
        metrics: Metrics,
        accountOpened: @escaping @Sendable () -> Void
    ) {
        (self.origin, self.room, self.shown) = (origin, room, shown)
        (self.openAnswers, self.metrics, self.accountOpened) = (openAnswers, metrics, accountOpened)
        seed = IDSource.mix(origin.seed)
        state = Mutex(
            State(
                service: BrevoService(origin.controlled.accounts),
                control: origin.controlled,
                wireMock: origin.wireMock,
                // Far from the sequence of the requests' ids, which has the same seed.
                random: RandomSequence(seed: IDSource.mix(~origin.seed))
            )
        )
        control = ControlPlane(
            origin: origin.controlled,
            policy: origin.policy,
            seed: origin.seed,
            rateLimits: origin.rateLimits,
            shown: { shown(HTTPHeader("api-key", $0)) }
        )
        admin = WireMockAdmin(origin: origin.wireMock, shown: shown)
    }

    deinit {
        state.withLock { room.release($0.holding) }
    }

    /// Takes up the state of an earlier run; a reset leads back to the origin all the same.
    func goOn(from accounts: Accounts) {
        state.withLock { $0.service = BrevoService(accounts) }
    }

    /// The whole state, written beside the lock.
    func stateDocument() -> [UInt8] {
        let real = SystemClock.now()
        let (accounts, clock) = state.withLock { ($0.service.accounts, $0.control.clock) }
        return StateDocument.text(of: accounts, at: clock.now(real: real))
    }

    /// What the world's clock shows.
    var now: Timestamp {
        let real = SystemClock.now()
        return state.withLock { $0.control.clock.now(real: real) }
    }

    /// Answers a request to the emulated API: by the fault that is injected, the stub that matches best, or the service.
    ///
    /// - Parameter call: the same request as the service takes it.
    func answer(
        _ request: borrowing HTTPRequest,
        _ call: borrowing APIRequest
    ) -> (response: HTTPResponse, operation: Metrics.Operation) {
        let id = requestID(requests.add(1, ordering: .relaxed).oldValue)
        let headers = ServiceHeaders(requestID: id.bytes.span)
        let record = origin.wireMock.journal.isEnabled ? RequestRecord(request) : nil
        let override = origin.allowsRequestOverrides ? RequestOverride.fault(for: request) : nil
        let real = SystemClock.now()
        return state.withLock { state in
            let now = state.control.clock.now(real: real)
            let (response, outcome, operation) =
                override == nil && state.control.chaos.isEmpty
                ? answer(request, call, headers, at: now, real: real, &state)
                : answer(request, call, headers, override, at: now, real: real, &state)
            note(id, request, record, response, outcome, loggedDate: Int(now.milliseconds), &state)
            return (response, operation)
        }
    }

    /// An answer, who gave it, and what it is counted as.
    private typealias Answer = (response: HTTPResponse, outcome: ServeEvent.Outcome, operation: Metrics.Operation)

    /// The answer where a request may ask for its own fault, or rules may inject one.
    private func answer(
        _ request: borrowing HTTPRequest,
        _ call: borrowing APIRequest,
        _ headers: ServiceHeaders,
        _ override: InjectedFault?,
        at now: Timestamp,
        real: Timestamp,
        _ state: inout State
    ) -> Answer {
        guard let fault = override ?? state.control.chaos.fault(for: copy request, at: now) else {
            return answer(request, call, headers, at: now, real: real, &state)
        }
        var answer: Answer
        if let injected = fault.answer(to: request, call, at: now, headers: headers) {
            let isKnown =
                call.isOfService
                || (try? state.wireMock.hasStub(for: copy request, now: Int(now.milliseconds))) == true
            answer = (injected, isKnown ? .service : .unmatched, .fault)
        } else {
            answer = self.answer(request, call, headers, at: now, real: real, &state)
        }
        fault.mark(&answer.response)
        return answer
    }

    private func answer(
        _ request: borrowing HTTPRequest,
        _ call: borrowing APIRequest,
        _ headers: ServiceHeaders,
        at now: Timestamp,
        real: Timestamp,
        _ state: inout State
    ) -> Answer {
        if !state.wireMock.stubs.isEmpty {
            do throws(WorkBudget.Exhausted) {
                if let stubbed = try state.wireMock.respond(
                    to: request,
                    now: Int(now.milliseconds),
                    random: &state.random
                ) {
                    return (stubbed.response, .stub(stubbed.stub), .stub)
                }
            } catch { return (Self.tooMuchWork(error, .serviceUnavailable), .unmatched, .stub) }
        }
        let known = state.service.accounts.count
        let response = state.service.answer(call, at: now, headers: headers)
        if state.service.accounts.count != known { accountOpened() }
        follow(&state, real: real)
        return (response, call.isOfService ? .service : .unmatched, Metrics.Operation(request, call))
    }

    static func tooMuchWork(_ error: WorkBudget.Exhausted, _ status: HTTPStatus) -> HTTPResponse {
        .control(status, error: "a pattern takes too much work", hint: error.hint)
    }

    /// Remembers a request with its answer, and tells whoever waits for it.
    private func note(
        _ id: UUID,
        _ request: borrowing HTTPRequest,
        _ record: RequestRecord?,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome,
        loggedDate: Int,
        _ state: inout State
    ) {
        if let record {
            let dropped = state.wireMock.journal.dropped
            state.wireMock.journal.append(id, record, response, outcome, loggedDate: loggedDate)
            room.settle(&state.wireMock.journal, &state.holding)
            metrics.countEvicted(state.wireMock.journal.dropped - dropped)
        }
        guard !state.readers.isEmpty || !state.waits.isEmpty else { return state.readers.skip() }
        let event = ServeEvent(id: id, copy request, response, outcome, loggedDate: loggedDate)
        tellReaders(of: event, &state)
        tellWaits(of: event, &state)
    }

    /// What `sib-request-id` says and the journal knows a request by: UUIDs in a fixed sequence, so that two runs can
    /// answer alike.
    private func requestID(_ number: UInt64) -> UUID {
        var numbers = RandomSequence(seed: seed, drawn: 2 &* number)
        return UUID(using: &numbers)
    }

    /// Answers a request to the page behind a mail's links, which is no part of the API: no stub or fault gets at it, and
    /// the journal does not have it.
    func answer(page request: HTTPRequest) -> HTTPResponse {
        let real = SystemClock.now()
        return state.withLock { state in
            let now = state.control.clock.now(real: real)
            let response = InvitationPage.answer(request, state.control.mailbox, &state.service.accounts, at: now)
            follow(&state, real: real)
            return response
        }
    }

    /// Answers a request to WireMock's admin API; what only reads does so beside the lock.
    func answer(admin request: HTTPRequest) -> (response: HTTPResponse, effect: WireMockAdmin.Effect) {
        let real = SystemClock.now()
        if WireMockAdmin.isReading(request) {
            var (copy, clock, random) = state.withLock { ($0.wireMock, $0.control.clock, $0.random) }
            return answer(admin: request, &copy, clock, &random, real: real)
        }
        return state.withLock { state in
            defer { settle(&state) }
            let answer = answer(admin: request, &state.wireMock, state.control.clock, &state.random, real: real)
            if answer.effect == .resetWorld { reset(&state, real: real) }
            return answer
        }
    }

    private func answer(
        admin request: HTTPRequest,
        _ wireMock: inout WireMockState,
        _ clock: VirtualClock,
        _ random: inout RandomSequence,
        real: Timestamp
    ) -> (response: HTTPResponse, effect: WireMockAdmin.Effect) {
        let now = Int(clock.now(real: real).milliseconds)
        return admin.respond(to: request, &wireMock, now: now, uptime: real.since(made), random: &random)
    }

    /// Takes up what the service has let happen.
    func follow(_ state: inout State, real: Timestamp) {
        for (id, occurrence) in state.service.accounts.takeOccurrences() {
            let kind = Mail.Kind(occurrence.event)
            guard kind != nil || !state.readers.isEmpty else {
                state.readers.skip()
                continue
            }
            // Once for both: while the state can change, each would be given a copy of its own.
            let account = state.service.accounts[id]
            tellReaders(of: occurrence, in: account, &state)
            guard let kind else { continue }
            let token = nextToken(&state)
            if let mail = Mail(kind, occurrence, by: account, id: id, token: token) {
                state.control.mailbox.append(mail)
            }
        }
        for change in state.control.takeChanges() { tellReaders(of: change, real: real, &state) }
    }

    /// Numbers of the world's sequence tell those that follow, so they make a token only where that is wanted.
    private func nextToken(_ state: inout State) -> InvitationToken {
        origin.isRepeatable
            ? InvitationToken(using: &state.random) : InvitationToken(using: &state.systemRandom)
    }

    /// Tells what the world holds of the room that all share.
    func settle(_ state: inout State) {
        room.settle(&state.wireMock.journal, &state.holding)
        room.settle(snapshots: state.control.snapshotCount, &state.holding)
    }

    /// The numbers drawn go on, so that no id is given out twice.
    func reset(_ state: inout State, real: Timestamp) {
        state.service = BrevoService(origin.controlled.accounts)
        state.control.reset(to: origin.controlled)
        state.wireMock = origin.wireMock
        state.waits.end(Self.wasReset)
        tellReaders(of: .reset, real: real, &state)
    }

    /// The requests that the journal remembers.
    var journalCount: Int { state.withLock(\.wireMock.journal.count) }

    /// The world was deleted: whoever waits for something in it waits in vain.
    func end() {
        state.withLock { state in
            state.isEnded = true
            state.waits.end(Self.deleted)
            state.readers.end(because: "the world was deleted")
        }
    }
}
