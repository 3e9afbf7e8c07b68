internal import HTTPMessage
internal import JSON

/// All stubs of a world and the states of their scenarios.
public struct StubStore: Sendable {
    private var entries: [UUID: StubEntry] = [:]
    private var index = StubIndex()
    private var scenarioStates = ScenarioStates()
    private var nextSequence = 0

    /// No stubs.
    public init() {}

    /// Whether there are no stubs.
    public var isEmpty: Bool { entries.isEmpty }
    /// The number of stubs.
    public var count: Int { entries.count }

    /// The stubs in the order in which they are tried: by priority, and the newest first within one.
    public var all: [StubMapping] {
        entries.values.sorted { $0.rank < $1.rank }.map(\.stub)
    }

    /// The stub of this identifier.
    public func find(_ id: UUID) -> StubMapping? {
        entries[id]?.stub
    }

    /// The stubs whose metadata, as JSON, are as the matcher asks, in the order in which they are tried.
    public func find(metadata pattern: MetadataPattern) -> [StubMapping] {
        all.filter { pattern.matches($0) }
    }

    /// Adds a stub as the newest; one of the same identifier makes way for it.
    ///
    /// WireMock keeps both and then finds either by the identifier; who posts a stub again means the new one.
    public mutating func add(_ stub: StubMapping) {
        remove(stub.id)
        insert(stub, sequence: nextSequence)
        nextSequence += 1
    }

    /// Puts a stub into the place of the one with its identifier, as old as that.
    ///
    /// - Returns: Whether there is one.
    @discardableResult
    public mutating func edit(_ stub: StubMapping) -> Bool {
        guard let old = entries[stub.id] else { return false }
        index.remove(old)
        scenarioStates.remove(old.stub, leaving: stub)
        insert(stub, sequence: old.rank.sequence)
        return true
    }

    /// Removes a stub; a scenario without stubs is forgotten.
    ///
    /// - Returns: The stub, or nil where there was none.
    @discardableResult
    public mutating func remove(_ id: UUID) -> StubMapping? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        index.remove(entry)
        scenarioStates.remove(entry.stub, leaving: nil)
        return entry.stub
    }

    /// Removes the stubs whose metadata are as the matcher asks, and gives them.
    @discardableResult
    public mutating func remove(metadata pattern: MetadataPattern) -> [StubMapping] {
        let found = find(metadata: pattern)
        for stub in found { remove(stub.id) }
        return found
    }

    /// The stub that answers this request; its scenario goes on to the state that the stub leads to.
    public mutating func match(_ request: MatchableRequest) -> StubMapping? {
        guard let stub = bestMatch(request) else { return nil }
        if let scenario = stub.scenario, let state = scenario.newState { scenarioStates.move(scenario.name, to: state) }
        return stub
    }

    /// The stub that would answer this request, without any consequence.
    public func bestMatch(_ request: MatchableRequest) -> StubMapping? {
        index.first(for: request) { entry in
            scenarioStates.allow(entry.stub) && entry.stub.request.matches(request)
        }?.stub
    }

    private mutating func insert(_ stub: StubMapping, sequence: Int) {
        let entry = StubEntry(stub, sequence: sequence)
        entries[stub.id] = entry
        index.insert(entry)
        scenarioStates.add(stub)
    }
}

extension StubStore {
    /// All scenarios by name, each with its stubs in the order in which they were added.
    public var scenarios: [Scenario] {
        let stubs = entries.values.sorted { $0.rank.sequence < $1.rank.sequence }.map(\.stub)
        return scenarioStates.states.sorted { $0.key < $1.key }.map { name, state in
            Scenario(name: name, state: state, stubs: stubs.filter { $0.scenario?.name == name })
        }
    }

    /// The state in which a scenario is, nil where there is none of this name.
    public func scenarioState(_ name: String) -> String? {
        scenarioStates.states[name]
    }

    /// Puts all scenarios back into the state `Started`.
    public mutating func resetScenarios() {
        scenarioStates.reset()
    }

    /// Puts a scenario into a state, `Started` where none is given.
    ///
    /// - Throws: ``AdminError``: 404 for an unknown scenario, 422 for another state that none of its stubs names.
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
