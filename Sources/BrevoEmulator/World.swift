internal import BrevoAPI
internal import BrevoCore
internal import EmulatorCore
internal import HTTPMessage
internal import JSON
internal import Synchronization
internal import WireMock

/// A world in service: its state behind one lock, and the connections that wait for something to happen in it.
final class World: Sendable {
    struct Locked {
        var world: WorldState
        var readers = EventReaders()
        var waits = RequestWaits()
        var waitingResponses = WaitingResponses()
        /// Whether the world was deleted, although a request may still use it.
        var isEnded = false
        /// What the budget of all worlds knows of this one.
        var share = WorldBudget.Share()
        /// Whether the state is being weighed.
        var isWeighed = false
    }

    let locked: Mutex<Locked>
    let origin: WorldOrigin
    let host: Host
    /// The seed of the ids of requests.
    private let seed: UInt64
    private let requests = Atomic<UInt64>(0)
    private let createdAt = SystemClock.now()

    /// What all worlds of a process share.
    struct Host: Sendable {
        let budget: WorldBudget
        let jobs: BackgroundJobs
        let openResponses: OpenResponses
        let metrics: Metrics
        let allReaders: SharedEventReaders
        /// Called after a change of the world, when its lock is not held; what it returns is to be waited for.
        var stateChanged: @Sendable () -> PendingStorage? = { nil }
    }

    init(_ state: WorldState, _ host: Host) {
        origin = state.origin
        self.host = host
        seed = IDSource.mix(state.origin.settings.seed ^ state.salt)
        locked = Mutex(Locked(world: state))
        locked.withLock { host.budget.update(&$0.share, &$0.world) }
    }

    deinit {
        locked.withLock { host.budget.release($0.share) }
    }

    /// Responds to a request for the API, and says what has responded.
    func respond(to request: HTTPRequest) -> (HTTPResponse, Served.Source) {
        let start = host.openResponses.streams > 0 ? SystemClock.nanoseconds() : 0
        let prepared = PreparedRequest(request, id: nextRequestID(), origin)
        let isJournaled = origin.wireMock.journal.isEnabled
        var (hasChanged, isDueForWeighing) = (false, false)
        var (response, source) = locked.withLock { locked in
            var context = WorldContext(real: SystemClock.now(), memoryLeft: host.budget.memory.available)
            let (revision, dropped) = (locked.world.revision, locked.world.wireMock.journal.dropped)
            var served = locked.world.respond(to: request, prepared, &context)
            if !served.outcome.response.isUsual {
                locked.waitingResponses.add(&served.outcome.response, of: served.stub)
            }
            tell(context, &locked)
            hasChanged = locked.world.revision != revision
            // Of a request that changes nothing, the journal alone knows afterwards.
            if hasChanged {
                host.budget.update(&locked.share, &locked.world)
                isDueForWeighing = locked.world.isDueForWeighing(context)
            }
            if isJournaled {
                host.budget.update(&locked.share, &locked.world.wireMock.journal)
                host.metrics.countEvicted(locked.world.wireMock.journal.dropped - dropped)
            }
            tell(prepared.id, request, served, from: start, context, &locked)
            return (served.outcome.response, served.source)
        }
        if isDueForWeighing { weigh() }
        if hasChanged { response = afterStorage(response) }
        return (response, source)
    }

    /// The value of `sib-request-id`, by which the journal knows a request too: UUIDs in a fixed sequence, so that two runs
    /// can respond alike.
    private func nextRequestID() -> UUID {
        let number = requests.add(1, ordering: .relaxed).oldValue
        var numbers = RandomSequence(seed: seed, drawn: 2 &* number)
        return UUID(using: &numbers)
    }

    /// Explains the response that a request for the API would get, and changes nothing.
    func explain(_ request: HTTPRequest) -> HTTPResponse {
        let explanation = read { world, context in world.explanation(of: request, context) }
        return .control(.ok, explanation.encoded(in: (), pretty: true))
    }

    /// The number of requests for the API so far.
    var requestCount: Int { Int(clamping: requests.load(ordering: .relaxed)) }

    /// Responds to a request for the page behind a mail's links; no stub or fault reaches it, and it is not journaled.
    func respond(toPage request: HTTPRequest) -> HTTPResponse {
        let (response, hasChanged) = carryOut { world, context in world.respond(toPage: request, &context) }
        return hasChanged ? afterStorage(response) : response
    }

    /// Responds to a request for WireMock's admin API; one that only reads does so beside the lock.
    func respond(toAdmin request: HTTPRequest) -> WireMockAdmin.Result {
        let age = SystemClock.now().since(createdAt)
        guard WireMockAdmin.isReading(request) else {
            var (result, hasChanged) = carryOut(withBody: request.body.count) { world, context in
                world.respond(toAdmin: request, age: age, &context)
            }
            if let completion = result.completion { result.response = completion() }
            if hasChanged { result.response = afterStorage(result.response) }
            return result
        }
        return read { world, context in
            var (copy, context) = (world, context)
            return copy.respond(toAdmin: request, age: age, &context)
        }
    }

    /// Carries out a call of the control plane.
    func respond(to call: ControlCall, _ request: ControlRequest) -> HTTPResponse {
        do throws(ControlError) {
            let size = request.request.body.count
            guard Self.parsingMemory(ofBody: size) <= host.budget.memory.available else { throw .outOfMemory }
            var (body, hasChanged): ([UInt8], Bool) = ([], false)
            switch call.action {
            case .command(let perform):
                (body, hasChanged) = try carryOut(withBody: size) { world, context throws(ControlError) in
                    try perform(request, &world, &context)
                }
            case .preparedCommand(let prepare):
                let perform = try read { world, context throws(ControlError) in try prepare(request, world, context) }
                (body, hasChanged) = try carryOut(withBody: size, perform)
            case .query(let perform):
                body = try read { world, context throws(ControlError) in try perform(request, world, context) }
            case .host: preconditionFailure("\(call.path) is the host's to carry out")
            }
            var response = HTTPResponse.control(.ok, body)
            response.headers = ["Content-Type": call.success.mediaType]
            return hasChanged ? afterStorage(response) : response
        } catch { return error.response }
    }

    /// Carries out a command; one that throws has changed nothing.
    ///
    /// - Parameter size: The size of the document that comes with it, for which the journal makes room.
    /// - Returns: The result, and whether the state has changed.
    func carryOut<Result: Sendable, Refusal: Error>(
        withBody size: Int = 0,
        _ body: (inout WorldState, inout WorldContext) throws(Refusal) -> Result
    ) throws(Refusal) -> (result: Result, hasChanged: Bool) {
        let (result, hasChanged, released) = try locked.withLock { locked throws(Refusal) in
            host.budget.makeRoom(for: Self.parsingMemory(ofBody: size), &locked.share, &locked.world.wireMock.journal)
            var context = WorldContext(
                real: SystemClock.now(),
                snapshotsLeft: host.budget.snapshotsLeft,
                memoryLeft: host.budget.memory.available
            )
            let revision = locked.world.revision
            let result = try body(&locked.world, &context)
            tell(context, &locked)
            locked.waitingResponses.cancelAll(except: locked.world.wireMock.stubs)
            host.budget.update(&locked.share, &locked.world)
            host.budget.update(&locked.share, snapshots: locked.world.snapshotCount)
            return (result, locked.world.revision != revision, context.released)
        }
        // Only now, because that takes long for a large state.
        _ = consume released
        return (result, hasChanged)
    }

    /// Whether a request to a control plane may take more than some milliseconds.
    func mayTakeLong(_ request: HTTPRequest) -> Bool {
        let isLarge = request.body.count > Self.sizeThatTakesLong
        guard isLarge || ControlPlane.isAboutWholeState(request) || WireMockAdmin.isAboutAll(request) else {
            return false
        }
        return isLarge || origin.memorySize > Self.sizeThatTakesLong
            || locked.withLock { $0.world.memorySize + $0.world.wireMock.journal.memorySize } > Self.sizeThatTakesLong
    }

    private static let sizeThatTakesLong = 256 << 10

    /// The bytes of memory that are needed to read a body of this size; 0 for one that is small.
    private static func parsingMemory(ofBody size: Int) -> Int {
        size > 64 << 10 ? 6 * size : 0
    }

    /// Replaces the estimate of the state's memory by one from its document.
    private func weigh() {
        let isFirst = locked.withLock { locked in
            defer { locked.isWeighed = true }
            return !locked.isWeighed
        }
        guard isFirst else { return }
        host.jobs.add { [self] in
            let (copy, size) = read { world, context in (world, world.stateDocument(context).count) }
            locked.withLock { locked in
                locked.world.weigh(documentSize: size, at: copy)
                locked.isWeighed = false
                host.budget.update(&locked.share, &locked.world)
            }
        }
    }

    /// Reads a copy of the world, when its lock is not held.
    func read<Result: Sendable, Refusal: Error>(
        _ body: (WorldState, WorldContext) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        let copy = locked.withLock(\.world)
        return try body(copy, WorldContext(real: SystemClock.now(), memoryLeft: host.budget.memory.available))
    }

    /// What the journal has of the matching requests, oldest first; nil if it records nothing.
    func events(matching document: JSONValue) throws(AdminError) -> [ServeEvent]? {
        let pattern = try RequestPattern(document)
        let journal = locked.withLock(\.world.wireMock.journal)
        guard journal.isEnabled else { return nil }
        var work = WorkBudget()
        do throws(WorkBudget.Exhausted) {
            return try journal.events(matching: pattern, &work, origin.settings.redaction)
        } catch { throw .invalid(error.hint, at: error.place) }
    }

    /// Forgets what the requests so far have covered.
    func clearCoverage() { locked.withLock { $0.world.coverage = Coverage() } }

    /// The number of requests in the journal.
    var journalCount: Int { locked.withLock(\.world.wireMock.journal.count) }

    /// Ends what waits in a world that was deleted.
    func end() {
        locked.withLock { locked in
            locked.isEnded = true
            locked.waits.end(Self.deleted)
            locked.readers.end(because: "the world was deleted")
            locked.waitingResponses.cancelAll()
        }
    }
}
