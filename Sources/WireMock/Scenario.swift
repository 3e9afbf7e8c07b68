public import JSON

/// A state machine shared by stubs: each applies in a state, and may lead to another.
public struct Scenario: Sendable {
    /// The state in which every scenario starts.
    public static let started = "Started"

    /// The scenario's name.
    public let name: String
    /// The current state.
    public let state: String
    /// The scenario's stubs, in the order in which they were added.
    public let stubs: [StubMapping]

    /// The states that its stubs name: first those they lead to, then those they require.
    public var possibleStates: [String] {
        let rules = stubs.compactMap(\.scenario)
        return (rules.compactMap(\.newState) + rules.compactMap(\.requiredState)).reduce(into: []) { states, state in
            if !states.contains(state) { states.append(state) }
        }
    }

    /// The scenario in WireMock's form.
    public var json: JSONValue {
        [
            "id": .string(name), "name": .string(name), "state": .string(state),
            "possibleStates": .array(possibleStates.map { .string($0) }), "mappings": .array(stubs.map(\.json)),
        ]
    }
}

/// The current states of all scenarios; a scenario exists as long as a stub names it.
struct ScenarioStates: Sendable {
    private(set) var states: [String: String] = [:]
    private var stubCounts: [String: Int] = [:]

    func allow(_ stub: StubMapping) -> Bool {
        guard let scenario = stub.scenario, let required = scenario.requiredState else { return true }
        return states[scenario.name] == required
    }

    mutating func add(_ stub: StubMapping) {
        guard let name = stub.scenario?.name else { return }
        stubCounts[name, default: 0] += 1
        if states[name] == nil { states[name] = Scenario.started }
    }

    /// Removes the scenario with its last stub, unless the stub that replaces it is in the same scenario.
    mutating func remove(_ stub: StubMapping, leaving successor: StubMapping?) {
        guard let name = stub.scenario?.name, let count = stubCounts[name] else { return }
        stubCounts[name] = count > 1 ? count - 1 : nil
        if count == 1, successor?.scenario?.name != name { states[name] = nil }
    }

    mutating func move(_ name: String, to state: String) {
        states[name] = state
    }

    mutating func reset() {
        states = states.mapValues { _ in Scenario.started }
    }
}
