import HTTPMessage
import JSON
import Testing
import WireMock

/// WireMock's admin API, path by path.
@Suite struct AdminTests {
    private static let id = "11111111-1111-4111-8111-111111111111"

    @Test func `the root redirects to the list of stubs`() throws {
        var world = AdminWorld()
        let reply = try world.send("GET ")
        #expect(reply.response.status == 302)
        #expect(reply.response.headers["Location"] == "/__admin/")
        #expect(try world.send("GET /").json == ["mappings": [], "meta": ["total": 0]])
    }

    @Test func `a stub can be created, read, edited, and removed`() throws {
        var world = AdminWorld()
        let made = try world.send("POST /mappings", #"{"request":{"url":"/a"}}"#)
        #expect(made.response.status == .created)
        let id = try #require(made.json["id"]?.string)
        #expect(try world.send("GET /mappings/\(id)").json == made.json)
        let changed = try world.send("PUT /mappings/\(id)", #"{"id":"\#(Self.id)","request":{"url":"/b"}}"#)
        #expect(changed.json["id"]?.string == id)
        #expect(world.respond("/a") == nil)
        #expect(world.respond("/b")?.headers["Matched-Stub-Id"] == id)
        #expect(try world.send("DELETE /mappings/\(id)").json == [:])
        #expect(world.respond("/b") == nil)
    }

    @Test(arguments: [#"{"id":"\#(id)"}"#, #"{"request":{"url":"/a"}}"#])
    func `a stub can be removed by its identifier or its request`(description: String) throws {
        var world = AdminWorld(stubs: #"{"id":"\#(Self.id)","request":{"url":"/a"}}"#)
        try world.send("POST /mappings/remove", #"{"request":{"url":"/b"}}"#)
        #expect(world.respond("/a") != nil)
        try world.send("POST /mappings/remove", description)
        #expect(world.respond("/a") == nil)
    }

    @Test(arguments: [
        "GET /mappings/\(id)", "DELETE /mappings/\(id)", "GET /mappings/nonsense", "GET /requests/\(id)",
        "GET /requests/nonsense", "GET /nonsense", "PATCH /mappings", "GET /files", "GET /docs",
        "GET /certs/wiremock-ca.crt", "PUT /scenarios/nobody/state",
    ])
    func `what does not exist is 404 with an error in the body`(line: String) throws {
        var world = AdminWorld()
        let reply = try world.send(line)
        #expect(reply.response.status == .notFound)
        #expect(reply.json["errors"]?.array?.first?.object?["title"]?.string?.isEmpty == false)
    }

    @Test(arguments: [
        "GET /files", "GET /files/a/b.json", "PUT /files/a.json", "DELETE /files/a.json", "GET /docs/swagger",
    ])
    func `what the emulator does not support says why`(line: String) throws {
        var world = AdminWorld()
        let reply = try world.send(line)
        #expect(reply.response.status == .notFound)
        let title = reply.json["errors"]?.array?.first?.object?["title"]?.string
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
        world.record("/x")
        let reply = try world.send(refusal.line, refusal.body)
        #expect(reply.response.status == refusal.status)
        #expect(reply.json["errors"]?.array?.first?.object?["source"]?.object?["pointer"] == refusal.pointer)
        #expect(try world.send("GET /mappings/\(Self.id)").json["name"] == "kept")
        #expect(world.state.journal.total == 1)
    }

    @Test func `a page of stubs has the total number`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#)
        let page = try world.send("GET /mappings?limit=1&offset=1")
        #expect(page.json["mappings"]?.array?.map { $0.object?["name"] } == ["b"])
        #expect(page.json["meta"] == ["total": 3])
    }

    @Test func `resetting the stubs restores those of the files and clears the journal`() throws {
        var world = AdminWorld(stubs: #"{"id":"\#(Self.id)","name":"file"}"#)
        try world.send("PUT /mappings/\(Self.id)", #"{"name":"changed"}"#)
        try world.send("POST /mappings", "{}")
        world.record("/")
        try world.send("POST /mappings/reset")
        let mappings = try world.send("GET /mappings").json["mappings"]?.array
        #expect(mappings?.map { $0.object?["name"] } == ["file"])
        #expect(world.state.journal.total == 0)
    }

    @Test(arguments: [
        (#"{}"#, ["new", "second", "old"]),
        (#"{"duplicatePolicy":"IGNORE"}"#, ["new", "old", "old"]),
        (#"{"deleteAllNotInImport":true}"#, ["new", "second"]),
    ])
    func `the first stub of an import is listed first`(options: String, names: [String]) throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"old"},{"id":"\#(Self.id)","name":"old"}]}"#)
        try world.send(
            "POST /mappings/import",
            #"{"mappings":[{"name":"new"},{"id":"\#(Self.id)","name":"second"}],"importOptions":\#(options)}"#
        )
        let mappings = try world.send("GET /mappings").json["mappings"]?.array ?? []
        #expect(mappings.compactMap { $0.object?["name"]?.string } == names)
    }

    @Test func `stubs and events can be found and removed by the metadata of stubs`() throws {
        let pattern = #"{"matchesJsonPath":{"expression":"$.k","equalTo":"v"}}"#
        var world = AdminWorld(stubs: #"{"mappings":[{"metadata":{"k":"v"},"priority":1},{"name":"other"}]}"#)
        world.respond("/x")
        world.record("/y")
        #expect(try world.send("POST /mappings/find-by-metadata", pattern).json["meta"] == ["total": 1])
        #expect(try world.send("POST /requests/remove-by-metadata", pattern).json["serveEvents"]?.array?.count == 1)
        #expect(try world.send("POST /requests/find", "{}").urls == ["/y"])
        try world.send("POST /mappings/remove-by-metadata", pattern)
        #expect(try world.send("GET /mappings").json["meta"] == ["total": 1])
    }

    @Test func `stubs that never matched can be listed and removed`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{"name":"used","priority":1},{"name":"unused"}]}"#)
        world.respond("/x")
        let unused = try world.send("GET /mappings/unmatched").json["mappings"]?.array
        #expect(unused?.map { $0.object?["name"] } == ["unused"])
        try world.send("DELETE /mappings/unmatched")
        #expect(try world.send("GET /mappings").json["meta"] == ["total": 1])
    }

    @Test func `settings are replaced as a whole, bare or wrapped, and delay stubs`() throws {
        var world = AdminWorld(stubs: #"{"mappings":[{}]}"#)
        try world.send("POST /settings", #"{"settings":{"fixedDelay":30}}"#)
        #expect(world.respond("/")?.delay == .milliseconds(30))
        try world.send("POST /settings", #"{"extended":{"a":1}}"#)
        try world.send("PATCH /settings/extended", #"{"extended":{"b":2}}"#)
        #expect(try world.send("GET /settings").json == ["settings": ["extended": ["a": 1, "b": 2]]])
        #expect(world.respond("/")?.delay == nil)
    }

    @Test func `a scenario can be read, set, and reset`() throws {
        var world = AdminWorld(
            stubs: #"{"mappings":[{"scenarioName":"s","requiredScenarioState":"two","request":{"url":"/two"}}]}"#
        )
        #expect(world.respond("/two") == nil)
        #expect(try world.send("PUT /scenarios/s/state", #"{"state":"two"}"#).json == [:])
        #expect(world.respond("/two") != nil)
        #expect(try world.send("PUT /scenarios/s/state", #"{"state":"three"}"#).response.status == 422)
        try world.send("POST /scenarios/reset")
        let scenario = try world.send("GET /scenarios").json["scenarios"]?.array?.first?.object
        #expect(scenario?["state"] == "Started")
    }

    @Test func `resetting the world and shutting down are left to the caller`() throws {
        var world = AdminWorld()
        #expect(try world.send("POST /reset").effect == .resetWorld)
        #expect(try world.send("POST /shutdown").effect == .shutDown)
        #expect(try world.send("GET /health").effect == .none)
    }

    @Test func `health and version have the form of WireMock 3`() throws {
        var world = AdminWorld()
        let health = try world.send("GET /health").json
        #expect(health.keys == ["status", "message", "version", "uptimeInSeconds", "timestamp"])
        #expect(health["status"] == "healthy")
        #expect(health["uptimeInSeconds"] == 5)
        #expect(health["timestamp"] == "2026-11-21T03:41:17Z")
        #expect(try world.send("GET /version").json.keys == ["version"])
    }

    @Test func `a page of another origin can use the admin API`() throws {
        var world = AdminWorld()
        let reply = try world.send(
            "OPTIONS /mappings",
            headers: ["Origin": "http://a.example", "Access-Control-Request-Headers": "content-type"]
        )
        #expect(reply.response.status == .ok)
        #expect(reply.response.headers["Access-Control-Allow-Origin"] == "http://a.example")
        #expect(reply.response.headers["Access-Control-Allow-Headers"] == "content-type")
        #expect(try world.send("GET /mappings").response.headers["Access-Control-Allow-Origin"] == nil)
    }
}
