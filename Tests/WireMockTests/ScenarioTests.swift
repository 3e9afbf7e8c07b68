import HTTPMessage
import JSON
import Testing
import WireMock

struct ScenarioTests {
    private func todo() throws -> StubStore {
        var store = StubStore()
        for (name, from, to) in [("first", "Started", "two"), ("second", "two", "three"), ("third", "three", nil)] {
            var json: JSONObject = [
                "name": .string(name), "scenarioName": "todo", "requiredScenarioState": .string(from),
                "request": ["url": "/s"],
            ]
            json["newScenarioState"] = to.map { .string($0) }
            store.add(try stub(.object(json)))
        }
        return store
    }

    private func names(_ store: inout StubStore, at target: String = "/s", _ count: Int) throws -> [String?] {
        try (0..<count).map { _ in try store.match(request("GET", target))?.name }
    }

    @Test func `each response leads to the next state`() throws {
        var store = try todo()
        let matched = try names(&store, 4)
        #expect(matched == ["first", "second", "third", "third"])
    }

    @Test func `looking up the best match changes no state`() throws {
        let store = try todo()
        #expect(try store.bestMatch(request("GET", "/s"))?.name == "first")
        #expect(store.scenarioState("todo") == "Started")
    }

    @Test func `a reset starts again`() throws {
        var store = try todo()
        _ = try names(&store, 2)
        store.resetScenarios()
        let matched = try names(&store, 2)
        #expect(matched == ["first", "second"])
    }

    @Test func `a scenario has the form of WireMock's`() throws {
        let scenario = try #require(try todo().scenarios.first)
        #expect(scenario.json.object?.keys == ["id", "name", "state", "possibleStates", "mappings"])
        #expect(scenario.possibleStates == ["two", "three", "Started"])
        #expect(scenario.stubs.map(\.name) == ["first", "second", "third"])
    }

    @Test func `a state can be set if a stub names it`() throws {
        var store = try todo()
        try store.setScenario("todo", to: "three")
        let matched = try names(&store, 1)
        #expect(matched == ["third"])
        try store.setScenario("todo", to: nil)
        #expect(store.scenarioState("todo") == "Started")
        let unknownState = #expect(throws: AdminError.self) { try store.setScenario("todo", to: "nine") }
        #expect(
            unknownState?.json == [
                "errors": [["code": 11, "title": "Scenario todo does not support state nine"]]
            ]
        )
        let unknown = #expect(throws: AdminError.self) { try store.setScenario("nope", to: nil) }
        #expect(unknown?.status.rawValue == 404)
        #expect(unknown?.json == ["errors": [["code": 404, "title": "Scenario nope does not exist"]]])
    }

    @Test func `a scenario can return to Started although no stub names it`() throws {
        var store = StubStore()
        store.add(try stub(["scenarioName": "s", "requiredScenarioState": "two"]))
        #expect(store.scenarios.first?.possibleStates == ["two"])
        try store.setScenario("s", to: "two")
        try store.setScenario("s", to: "Started")
        #expect(store.scenarioState("s") == "Started")
    }

    @Test func `a scenario ends with its last stub, and starts again with another`() throws {
        var store = try todo()
        _ = try names(&store, 1)
        let stubs = store.all
        for old in stubs.dropLast() { store.remove(old.id) }
        #expect(store.scenarioState("todo") == "two")
        store.edit(try #require(stubs.last))
        #expect(store.scenarioState("todo") == "two")
        store.remove(try #require(stubs.last?.id))
        #expect(store.scenarios.isEmpty)
        store.add(try #require(stubs.last))
        #expect(store.scenarioState("todo") == "Started")
    }

    @Test func `a state without a scenario has no effect`() throws {
        var store = StubStore()
        store.add(try stub(["name": "a", "requiredScenarioState": "x", "newScenarioState": "y"]))
        let matched = try names(&store, at: "/", 1)
        #expect(matched == ["a"])
        #expect(store.scenarios.isEmpty)
    }
}
