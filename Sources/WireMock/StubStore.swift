internal import HTTPMessage
internal import JSON

/// The stubs of a world and the states of their scenarios.
public struct StubStore: Sendable {
    private var entries: [UUID: StubEntry] = [:]
    private var index = StubIndex()
    private var scenarioStates = ScenarioStates()
    private var nextSequence = 0
    /// The bytes of memory that the stubs take, estimated.
    public private(set) var memorySize = 0

    /// Creates a store without stubs.
    public init() {}

    /// Whether there are no stubs.
    public var isEmpty: Bool { entries.isEmpty }
    /// The number of stubs.
    public var count: Int { entries.count }

    /// The stubs in the order in which they are tried: by priority, and the newest first within one.
    public var all: [StubMapping] {
        entries.values.sorted { $0.rank < $1.rank }.map(\.stub)
    }

    /// The stub with this identifier.
    public func find(_ id: UUID) -> StubMapping? {
        entries[id]?.stub
    }

    /// The stubs with matching metadata, in the order in which they are tried.
    public func find(
        metadata pattern: MetadataPattern,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [StubMapping] {
        var found: [StubMapping] = []
        for stub in all where try pattern.matches(stub, &work) { found.append(stub) }
        return found
    }

    /// Adds a stub as the newest; it replaces one with the same identifier.
    ///
    /// WireMock keeps both, and then finds either by the identifier.
    public mutating func add(_ stub: StubMapping) {
        remove(stub.id)
        insert(stub, sequence: nextSequence)
        nextSequence += 1
    }

    /// Replaces the stub with the same identifier, without changing its age.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public mutating func edit(_ stub: StubMapping) -> Bool {
        guard let old = entries[stub.id] else { return false }
        index.remove(old)
        memorySize -= old.memorySize
        scenarioStates.remove(old.stub, leaving: stub)
        insert(stub, sequence: old.rank.sequence)
        return true
    }

    /// Removes a stub; a scenario without stubs is forgotten.
    ///
    /// - Returns: The removed stub; nil if there was none.
    @discardableResult
    public mutating func remove(_ id: UUID) -> StubMapping? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        index.remove(entry)
        memorySize -= entry.memorySize
        scenarioStates.remove(entry.stub, leaving: nil)
        return entry.stub
    }

    /// Removes and returns the stubs with matching metadata.
    @discardableResult
    public mutating func remove(
        metadata pattern: MetadataPattern,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> [StubMapping] {
        let found = try find(metadata: pattern, &work)
        for stub in found { remove(stub.id) }
        return found
    }

    /// The best matching stub; its scenario changes to the state that the stub leads to.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the stub whose pattern took too much work.
    public mutating func match(
        _ request: MatchableRequest,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> StubMapping? {
        guard let stub = try bestMatch(request, &work) else { return nil }
        if let scenario = stub.scenario, let state = scenario.newState { scenarioStates.move(scenario.name, to: state) }
        return stub
    }

    /// The best matching stub, without consequences.
    ///
    /// - Parameter work: The budget of the request, which this reduces.
    /// - Throws: ``WorkBudget/Exhausted`` with the stub whose pattern took too much work.
    public func bestMatch(
        _ request: MatchableRequest,
        _ work: inout WorkBudget
    ) throws(WorkBudget.Exhausted) -> StubMapping? {
        var last: StubEntry?
        let best = index.first(for: request) { entry in
            guard work.spend(1) else { return false }
            last = entry
            return scenarioStates.allow(entry.stub) && entry.stub.request.isMatch(request, &work)
        }
        do throws(WorkBudget.Exhausted) { try work.check() } catch {
            throw WorkBudget.Exhausted(stubID: last?.stub.id, place: error.place)
        }
        return best?.stub
    }

    private mutating func insert(_ stub: StubMapping, sequence: Int) {
        let entry = StubEntry(stub, sequence: sequence)
        entries[stub.id] = entry
        memorySize += entry.memorySize
        index.insert(entry)
        scenarioStates.add(stub)
    }
}

extension StubStore {
    /// All scenarios, sorted by name, each with its stubs in the order in which they were added.
    public var scenarios: [Scenario] {
        let stubs = entries.values.sorted { $0.rank.sequence < $1.rank.sequence }.map(\.stub)
        return scenarioStates.states.sorted { $0.key < $1.key }.map { name, state in
            Scenario(name: name, state: state, stubs: stubs.filter { $0.scenario?.name == name })
        }
    }

    /// The state of a scenario; nil if there is no such scenario.
    public func scenarioState(_ name: String) -> String? {
        scenarioStates.states[name]
    }

    /// Sets all scenarios to the state `Started`.
    public mutating func resetScenarios() {
        scenarioStates.reset()
    }

    /// Sets the state of a scenario, `Started` if none is given.
    ///
    /// - Throws: ``AdminError``: 404 for an unknown scenario, 422 for a state that none of its stubs names.
    public mutating func setScenario(_ name: String, to state: String?) throws(AdminError) {
        guard let scenario = scenarios.first(where: { $0.name == name }) else {
            throw AdminError(
                status: .notFound,
                faults: [.init(code: 404, title: "Scenario \(name) does not exist")]
            )
        }
        let state = state ?? Scenario.started
        guard state == Scenario.started || scenario.possibleStates.contains(state) else {
            throw AdminError(
                status: .unprocessableContent,
                faults: [
                    .init(code: 11, title: "Scenario \(name) does not support state \(state)")
                ]
            )
        }
        scenarioStates.move(name, to: state)
    }
}
