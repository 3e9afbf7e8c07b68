import HTTPMessage
import JSON
import Testing
import WireMock

/// The events that the admin API returns, their order and their members.
@Suite struct JournalListTests {
    private static let id = "11111111-1111-4111-8111-111111111111"

    /// One event of each outcome, in this order: `/service`, `/nobody`, `/stub`.
    private static func world() -> AdminWorld {
        var world = AdminWorld(stubs: #"{"id":"\#(id)","name":"n","request":{"urlPath":"/stub"}}"#)
        world.record("/service")
        world.record("/nobody", .unmatched)
        world.respond("/stub", headers: ["Host": "h:1", "Cookie": "a=1; b=2; a=3"])
        return world
    }

    @Test(arguments: [
        ("", ["/stub", "/nobody", "/service"], 3),
        ("?limit=2", ["/stub", "/nobody"], 3),
        ("?limit=0", [], 3),
        ("?unmatched=true", ["/nobody"], 1),
        ("?unmatched=true&limit=0", [], 1),
        ("?matchingStub=\(id)", ["/stub"], 1),
        ("?since=2026-11-21T03:41:17Z", ["/stub", "/nobody", "/service"], 3),
        ("?since=2026-11-21T03:41:18Z", [], 3),
        ("?since=2026-11-21T04:41:17.000%2B01:00", ["/stub", "/nobody", "/service"], 3),
    ])
    func `events are listed newest first, and the total ignores the limit`(
        query: String,
        urls: [String],
        total: Int
    ) throws {
        var world = Self.world()
        let list = try world.send("GET /requests" + query).json
        let events = list["requests"]?.array ?? []
        #expect(events.compactMap { $0.object?["request"]?.object?["url"]?.string } == urls)
        #expect(list["meta"] == ["total": .number(JSONNumber(total))])
        #expect(list.keys == ["requests", "meta", "requestJournalDisabled"])
    }

    @Test func `an event has the members of WireMock's, and no others`() throws {
        var world = Self.world()
        let event = try #require(world.send("GET /requests?limit=1").json["requests"]?.array?.first?.object)
        #expect(
            event.keys == [
                "id", "request", "responseDefinition", "response", "wasMatched", "timing", "stubMapping",
            ]
        )
        #expect(
            event["request"]?.object?.keys == [
                "url", "absoluteUrl", "method", "clientIp", "headers", "cookies", "browserProxyRequest", "loggedDate",
                "bodyAsBase64", "body", "protocol", "scheme", "host", "port", "loggedDateString", "queryParams",
            ]
        )
        #expect(event["request"]?.object?["cookies"] == ["a": ["1", "3"], "b": "2"])
        #expect(event["request"]?.object?["loggedDateString"] == "2026-11-21T03:41:17Z")
        #expect(event["response"]?.object?.keys == ["status", "headers", "bodyAsBase64", "body"])
        #expect(
            event["timing"]?.object?.keys == [
                "addedDelay", "processTime", "responseSendTime", "serveTime", "totalTime",
            ]
        )
        let stub = try world.send("GET /mappings/\(Self.id)").json
        #expect(event["stubMapping"] == .object(stub))
        #expect(event["responseDefinition"] == stub["response"])
    }

    @Test(arguments: [("/stub", true, nil), ("/service", true, nil), ("/nobody", false, false as Bool?)])
    func `stub and service match, and only an unmatched request has fromConfiguredStub`(
        url: String,
        isMatched: Bool,
        fromConfiguredStub: Bool?
    ) throws {
        var world = Self.world()
        let events = try #require(world.send("GET /requests").json["requests"]?.array).compactMap(\.object)
        let event = try #require(events.first { $0["request"]?.object?["url"]?.string == url })
        #expect(event["wasMatched"]?.bool == isMatched)
        #expect(event["responseDefinition"]?.object?["fromConfiguredStub"]?.bool == fromConfiguredStub)
        #expect(event["stubMapping"]?.object?["id"]?.string.flatMap { UUID($0) } != nil)
    }

    @Test func `a fault and a delay are reported`() throws {
        var world = AdminWorld(stubs: #"{"response":{"fault":"EMPTY_RESPONSE","fixedDelayMilliseconds":7}}"#)
        world.respond("/")
        let event = try #require(world.send("GET /requests").json["requests"]?.array?.first?.object)
        #expect(event["response"]?.object?["fault"] == "EMPTY_RESPONSE")
        #expect(event["timing"]?.object?["addedDelay"] == 7)
        #expect(event["timing"]?.object?["totalTime"] == 7)
    }

    @Test func `unmatched requests are listed newest first`() throws {
        var world = Self.world()
        world.record("/nobody/2", .unmatched)
        #expect(try world.send("GET /requests/unmatched").urls == ["/nobody/2", "/nobody"])
    }

    @Test func `each unmatched request has its three nearest stubs, nearest first`() throws {
        var world = AdminWorld(
            stubs: #"{"mappings":[{"request":{"url":"/a","method":"PUT"}},{"request":{"url":"/c"}},{},{}]}"#
        )
        world.record("/1", .unmatched)
        world.record("/2", .unmatched)
        world.record("/3")
        let misses = try world.send("GET /requests/unmatched/near-misses").json["nearMisses"]?.array ?? []
        let urls = misses.compactMap { $0.object?["request"]?.object?["url"]?.string }
        #expect(urls == ["/2", "/2", "/2", "/1", "/1", "/1"])
        let distances = misses.prefix(3).compactMap {
            $0.object?["matchResult"]?.object?["distance"]?.number?.double
        }
        try #require(distances.count == 3)
        #expect(distances == distances.sorted())
        #expect(distances[0] == 0)
        #expect(distances[2] > 0)
        #expect(misses.first?.object?.keys == ["request", "stubMapping", "matchResult"])
    }

    @Test func `a request that was never sent has nearest stubs too`() throws {
        var world = Self.world()
        let request = #"{"url":"/stup","absoluteUrl":"http://h/stup","method":"GET","headers":{"A":["1","2"]}}"#
        let misses = try world.send("POST /near-misses/request", request).json["nearMisses"]?.array ?? []
        try #require(misses.count == 1)
        let shown = misses[0].object?["request"]?.object
        #expect(shown?["headers"] == ["A": ["1", "2"]])
        #expect(shown?["absoluteUrl"] == "http://h/stup")
        #expect(shown?["host"] == "h")
        #expect(shown?["port"] == -1)
        #expect(
            shown?.keys == [
                "url", "absoluteUrl", "method", "headers", "browserProxyRequest", "scheme", "host", "port",
                "queryParams",
            ]
        )
    }

    @Test(arguments: [
        ("GET /requests", "requests"), ("POST /requests/find", "requests"), ("POST /requests/remove", "serveEvents"),
        ("GET /requests/unmatched", "requests"),
    ])
    func `a list that would be too long ends, and reports how much it leaves out`(line: String, name: String) throws {
        var world = AdminWorld(listLimit: 3000)
        for number in 0..<20 { world.record("/\(number)", .unmatched) }
        let reply = try world.send(line, "{}")
        let listed = try #require(reply.json[name]?.array)
        #expect(listed.count > 1)
        #expect(reply.response.body.count > 3000)
        #expect(reply.response.headers["X-Emulator-Journal-Omitted"] == String(20 - listed.count))
        #expect(try world.send("GET /requests?limit=1").response.headers["X-Emulator-Journal-Omitted"] == nil)
    }

    @Test func `a header that is not UTF-8 is read as ISO-8859-1`() throws {
        var world = AdminWorld()
        world.record("/utf-8", headers: ["A": "café"])
        let latin = HTTPHeaders(
            bytes: [0x41, 0, 0x63, 0x61, 0x66, 0xE9, 0],
            places: [.init(nameStart: 0, valueStart: 2, valueEnd: 6)]
        )
        world.record("/latin", headers: latin)
        #expect(
            try world.send("POST /requests/find", #"{"headers":{"A":{"equalTo":"café"}}}"#).urls == [
                "/utf-8", "/latin",
            ]
        )
    }

    @Test func `a pattern has its three nearest requests, including matching ones`() throws {
        var world = Self.world()
        world.record("/stub/more")
        let reply = try world.send("POST /near-misses/request-pattern", #"{"url":"/stub"}"#)
        let misses = reply.json["nearMisses"]?.array ?? []
        try #require(misses.count == 3)
        #expect(misses[0].object?["request"]?.object?["url"] == "/stub")
        #expect(misses[0].object?["matchResult"] == ["distance": 0])
        #expect(misses[0].object?["requestPattern"]?.object?["url"] == "/stub")
    }
}
