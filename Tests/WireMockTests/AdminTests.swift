import HTTPMessage
import JSON
import Testing
import WireMock

/// WireMock's admin API, path by path.
@Suite struct AdminTests {
    private static let id = "11111111-1111-4111-8111-111111111111"

    @Test func `a client that waits for the server is led to the list of stubs`() throws {
        var world = AdminWorld()
        let answer = try world.ask("GET ")
        #expect(answer.response.status == 302)
        #expect(answer.response.headers["Location"] == "/__admin/")
        #expect(try world.ask("GET /").json == ["mappings": [], "meta": ["total": 0]])
    }

    @Test func `a stub is made, read, changed, and removed`() throws {
        var world = AdminWorld()
        let made = try world.ask("POST /mappings", #"{"request":{"url":"/a"}}"#)
        #expect(made.response.status == .created)
        let id = try #require(made.json["id"]?.string)
        #expect(try world.ask("GET /mappings/\(id)").json == made.json)
        let changed = try world.ask("PUT /mappings/\(id)", #"{"id":"\#(Self.id)","request":{"url":"/b"}}"#)
        #expect(changed.json["id"]?.string == id)
        #expect(world.respond("/a") == nil)
        #expect(world.respond("/b")?.headers["Matched-Stub-Id"] == id)
        #expect(try world.ask("DELETE /mappings/\(id)").json == [:])
        #expect(world.respond("/b") == nil)
    }

    @Test(arguments: [#"{"id":"\#(id)"}"#, #"{"request":{"url":"/a"}}"#])
    func `a stub is removed by a description of it`(description: String) throws {
        var world = AdminWorld(stubs: #"{"id":"\#(Self.id)","request":{"url":"/a"}}"#)
        try world.ask("POST /mappings/remove", #"{"request":{"url":"/b"}}"#)
        #expect(world.respond("/a") != nil)
        try world.ask("POST /mappings/remove", description)
        #expect(world.respond("/a") == nil)
    }

    @Test(arguments: [
        "GET /mappings/\(id)", "DELETE /mappings/\(id)", "GET /mappings/nonsense", "GET /requests/\(id)",
        "GET /requests/nonsense", "GET /nonsense", "PATCH /mappings", "GET /files", "GET /docs",
        "GET /certs/wiremock-ca.crt", "PUT /scenarios/nobody/state",
    ])
    func `what is not there is 404 with an error in the body`(line: String) throws {
        var world = AdminWorld()
        let answer = try world.ask(line)
        #expect(answer.response.status == .notFound)
        #expect(answer.json["errors"]?.array?.first?.object?["title"]?.string?.isEmpty == false)
    }

    @Test(arguments: [
        "GET /files", "GET /files/a/b.json", "PUT /files/a.json", "DELETE /files/a.json", "GET /docs/swagger",
    ])
    func `what WireMock has and the emulator has not says why`(line: String) throws {
        var world = AdminWorld()
        let answer = try world.ask(line)
        #expect(answer.response.status == .notFound)
        let title = answer.json["errors"]?.array?.first?.object?["title"]?.string
        #expect(title?.contains("is not part of the admin API") == false)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let line: String
        let body: String
        var status: HTTPStatus = 422
        let pointer: JSONValue?

        var testDescription: String { "\(line) \(body)" }
    }

    static let refusals = [
        Refusal(line: "POST /mappings", body: "", pointer: "/"),
        Refusal(line: "POST /mappings", body: #"{"request":"#, pointer: nil),
        Refusal(line: "POST /mappings", body: #"{"request":{"urlx":"/x"}}"#, pointer: "/request/urlx"),
        Refusal(
            line: "PUT /mappings/\(id)",
            body: #"{"response":{"proxyBaseUrl":"http://a"}}"#,
            pointer: "/response/proxyBaseUrl"
        ),
        Refusal(line: "POST /mappings/import", body: #"{"mappings":[{},{"id":"x"}]}"#, pointer: "/mappings/1/id"),
        Refusal(
            line: "POST /mappings/import",
            body: #"{"importOptions":{"duplicatePolicy":"X"}}"#,
            pointer: "/importOptions/duplicatePolicy"
        ),
        Refusal(line: "POST /requests/find", body: #"{"urlx":"/x"}"#, pointer: "/urlx"),
        Refusal(line: "POST /requests/count", body: "x", pointer: nil),
        Refusal(line: "POST /requests/remove", body: "[]", pointer: "/"),
        Refusal(line: "POST /settings", body: #"{"bogus":1}"#, pointer: "/bogus"),
        Refusal(line: "POST /settings", body: #"{"settings":{"fixedDelay":-1}}"#, pointer: "/settings/fixedDelay"),
        Refusal(line: "POST /near-misses/request", body: "{}", pointer: "/"),
        Refusal(line: "POST /recordings/start", body: "{}", pointer: nil),
        Refusal(line: "POST /recordings/stop", body: "", status: 400, pointer: nil),
        Refusal(line: "GET /requests?limit=-1", body: "", status: 400, pointer: "/limit"),
        Refusal(line: "GET /requests?since=bad", body: "", status: 400, pointer: "/since"),
        Refusal(line: "GET /mappings?limit=x", body: "", status: 400, pointer: "/limit"),
    ]

    @Test(arguments: refusals)
    func `a refusal names the place of the fault and changes nothing`(refusal: Refusal) throws {
        var world = AdminWorld(stubs: #"{"id":"\#(Self.id)","name":"kept"}"#)
        world.note("/x")
        let answer = try world.ask(refusal.line, refusal.body)
        #expect(answer.response.status == refusal.status)
        #expect(answer.json["errors"]?.array?.first?.object?["source"]?.object?["pointer"] == refusal.pointer)
        #expect(try world.ask("GET /mappings/\(Self.id)").json["name"] == "kept")
        #expect(world.state.journal.total == 1)
    }

    @Test func `a page of stubs comes with the number of all`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#)
        let page = try world.ask("GET /mappings?limit=1&offset=1")
        #expect(page.json["mappings"]?.array?.map { $0.object?["name"] } == ["b"])
        #expect(page.json["meta"] == ["total": 3])
    }

    @Test func `a reset of the stubs leads back to those of the files and clears the journal`() throws {
        var world = AdminWorld(stubs: #"{"id":"\#(Self.id)","name":"file"}"#)
        try world.ask("PUT /mappings/\(Self.id)", #"{"name":"changed"}"#)
        try world.ask("POST /mappings", "{}")
        world.note("/")
        try world.ask("POST /mappings/reset")
        let mappings = try world.ask("GET /mappings").json["mappings"]?.array
        #expect(mappings?.map { $0.object?["name"] } == ["file"])
        #expect(world.state.journal.total == 0)
    }

    @Test(arguments: [
        (#"{}"#, ["new", "second", "old"]),
        (#"{"duplicatePolicy":"IGNORE"}"#, ["new", "old", "old"]),
        (#"{"deleteAllNotInImport":true}"#, ["new", "second"]),
    ])
    func `an import puts its first stub first`(options: String, names: [String]) throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"old"},{"id":"\#(Self.id)","name":"old"}]}"#)
        try world.ask(
            "POST /mappings/import",
            #"{"mappings":[{"name":"new"},{"id":"\#(Self.id)","name":"second"}],"importOptions":\#(options)}"#
        )
        let mappings = try world.ask("GET /mappings").json["mappings"]?.array ?? []
        #expect(mappings.compactMap { $0.object?["name"]?.string } == names)
    }

    @Test func `stubs and events are found and removed by the stub's metadata`() throws {
        let pattern = #"{"matchesJsonPath":{"expression":"$.k","equalTo":"v"}}"#
        var world = AdminWorld(stubs: #"{"mappings":[{"metadata":{"k":"v"},"priority":1},{"name":"other"}]}"#)
        world.respond("/x")
        world.note("/y")
        #expect(try world.ask("POST /mappings/find-by-metadata", pattern).json["meta"] == ["total": 1])
        #expect(try world.ask("POST /requests/remove-by-metadata", pattern).json["serveEvents"]?.array?.count == 1)
        #expect(try world.ask("POST /requests/find", "{}").urls == ["/y"])
        try world.ask("POST /mappings/remove-by-metadata", pattern)
        #expect(try world.ask("GET /mappings").json["meta"] == ["total": 1])
    }

    @Test func `stubs that never answered are told apart`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"used","priority":1},{"name":"unused"}]}"#)
        world.respond("/x")
        let unused = try world.ask("GET /mappings/unmatched").json["mappings"]?.array
        #expect(unused?.map { $0.object?["name"] } == ["unused"])
        try world.ask("DELETE /mappings/unmatched")
        #expect(try world.ask("GET /mappings").json["meta"] == ["total": 1])
    }

    @Test func `settings replace each other whole, bare or wrapped, and delay stubs`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{}]}"#)
        try world.ask("POST /settings", #"{"settings":{"fixedDelay":30}}"#)
        #expect(world.respond("/")?.delay == .milliseconds(30))
        try world.ask("POST /settings", #"{"extended":{"a":1}}"#)
        try world.ask("PATCH /settings/extended", #"{"extended":{"b":2}}"#)
        #expect(try world.ask("GET /settings").json == ["settings": ["extended": ["a": 1, "b": 2]]])
        #expect(world.respond("/")?.delay == nil)
    }

    @Test func `a scenario is read, set, and started again`() throws {
        var world = AdminWorld(
            stubs: #"{"mappings":[{"scenarioName":"s","requiredScenarioState":"two","request":{"url":"/two"}}]}"#
        )
        #expect(world.respond("/two") == nil)
        #expect(try world.ask("PUT /scenarios/s/state", #"{"state":"two"}"#).json == [:])
        #expect(world.respond("/two") != nil)
        #expect(try world.ask("PUT /scenarios/s/state", #"{"state":"three"}"#).response.status == 422)
        try world.ask("POST /scenarios/reset")
        let scenario = try world.ask("GET /scenarios").json["scenarios"]?.array?.first?.object
        #expect(scenario?["state"] == "Started")
    }

    @Test func `a reset and an end are left to whoever holds the world`() throws {
        var world = AdminWorld()
        #expect(try world.ask("POST /reset").effect == .resetWorld)
        #expect(try world.ask("POST /shutdown").effect == .shutDown)
        #expect(try world.ask("GET /health").effect == .none)
    }

    @Test func `health and version answer as WireMock 3 does`() throws {
        var world = AdminWorld()
        let health = try world.ask("GET /health").json
        #expect(health.keys == ["status", "message", "version", "uptimeInSeconds", "timestamp"])
        #expect(health["status"] == "healthy")
        #expect(health["uptimeInSeconds"] == 5)
        #expect(health["timestamp"] == "2026-11-21T03:41:17Z")
        #expect(try world.ask("GET /version").json.keys == ["version"])
    }

    @Test func `a page of another origin may ask`() throws {
        var world = AdminWorld()
        let answer = try world.ask(
            "OPTIONS /mappings",
            headers: ["Origin": "http://a.example", "Access-Control-Request-Headers": "content-type"]
        )
        #expect(answer.response.status == .ok)
        #expect(answer.response.headers["Access-Control-Allow-Origin"] == "http://a.example")
        #expect(answer.response.headers["Access-Control-Allow-Headers"] == "content-type")
        #expect(try world.ask("GET /mappings").response.headers["Access-Control-Allow-Origin"] == nil)
    }
}
