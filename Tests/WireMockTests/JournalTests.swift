import HTTPMessage
import JSON
import Testing
import WireMock

/// The journal keeps the newest events, and exact counts of all.
@Suite struct JournalTests {
    @Test func `the newest events stay, and the count includes all`() throws {
        var world = AdminWorld(events: 100)
        for number in 0..<250 { world.record("/\(number)") }
        #expect(world.state.journal.count == 100)
        #expect(world.state.journal.total == 250)
        #expect(world.state.journal.dropped == 150)
        let found = try world.send("POST /requests/find", "{}")
        #expect(found.urls == (150..<250).map { "/\($0)" })
        #expect(found.response.headers["X-Emulator-Journal-Dropped"] == "150")
    }

    @Test func `large requests are limited by their bytes`() throws {
        var world = AdminWorld(events: 100)
        let large = [UInt8](repeating: 0x61, count: 10 << 20)
        for number in 0..<10 { world.record("/\(number)", body: large) }
        #expect(world.state.journal.count == 6)
        #expect(try world.send("POST /requests/count", "{}").json["count"] == 10)
    }

    @Test func `large responses are limited by their bytes`() {
        var world = AdminWorld(events: 100)
        for number in 0..<10 {
            world.record("/\(number)", responseBody: [UInt8](repeating: UInt8(number), count: 10 << 20))
        }
        #expect(world.state.journal.count == 6)
    }

    @Test func `a complete result does not report dropped events`() throws {
        var world = AdminWorld(events: 3)
        for number in 0..<3 { world.record("/\(number)") }
        for line in ["POST /requests/find", "POST /requests/count"] {
            #expect(try world.send(line, "{}").response.headers["X-Emulator-Journal-Dropped"] == nil)
        }
    }

    @Test func `a request is returned as it was`() throws {
        var world = AdminWorld()
        let headers: HTTPHeaders = [
            "Host": "api.example:8080", "X-Empty": "", "x-twice": "1", "X-Twice": "2", "": "no name",
            "X-Long": String(repeating: "é", count: 300),
        ]
        let body: [UInt8] = [0, 1, 0xFF, 0x80, 0x22]
        world.record("/p%2F?a=%20", headers: headers, body: body, client: "::1")
        let request = try #require(world.send("POST /requests/find", "{}").json["requests"]?.array?.first?.object)
        #expect(request["url"] == "/p%2F?a=%20")
        #expect(request["absoluteUrl"] == "http://api.example:8080/p%2F?a=%20")
        #expect(request["clientIp"] == "::1")
        #expect(request["bodyAsBase64"] == "AAH/gCI=")
        #expect(
            request["headers"] == [
                "Host": "api.example:8080", "X-Empty": "", "x-twice": ["1", "2"], "": "no name",
                "X-Long": .string(String(repeating: "é", count: 300)),
            ]
        )
    }

    @Test(arguments: [0, 1, 128, 129, 5000])
    func `a response is returned as it was`(size: Int) throws {
        let response = HTTPResponse(
            status: 218,
            headers: ["X-Nul": "a\0b", "": "no name", "X-Empty": "", "X-Long": String(repeating: "é", count: 300)],
            body: (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        )
        #expect(try recorded(response) == response)
    }

    @Test func `a response with a delay, reason or delivery is returned as it was`() throws {
        let headers: HTTPHeaders = ["X-A": "b"]
        for response in [
            HTTPResponse(status: 200, headers: headers, body: [1], delay: .seconds(1)),
            HTTPResponse(status: 404, reason: "Gone fishing", headers: headers, body: [2]),
            HTTPResponse(status: 200, headers: headers, delivery: .connectionReset),
        ] {
            #expect(try recorded(response) == response)
        }
    }

    /// The response that a journal returns after it was recorded among others.
    private func recorded(_ response: HTTPResponse) throws -> HTTPResponse {
        var world = AdminWorld()
        world.record("/before")
        world.record(HTTPRequest(method: .get, target: "/asked"), response, .service)
        world.record("/after")
        var work = WorkBudget()
        let pattern = try RequestPattern(["url": "/asked"])
        let events = try world.state.journal.events(matching: pattern, &work, .none)
        return try #require(events.first).response
    }

    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 24, 40, 127, 128, 5000])
    func `a request is found by a header of any length, among others that differ in one byte`(length: Int) throws {
        var world = AdminWorld()
        let wanted = String(repeating: "v", count: length)
        let others = (0..<length).prefix(300).map { position in
            String(wanted.enumerated().map { $0.offset == position ? "w" : $0.element })
        }
        for (number, value) in (others + [wanted] + others).enumerated() {
            world.record("/\(number)", headers: ["X-Test-Id": value])
        }
        let pattern = #"{"headers":{"x-test-id":{"equalTo":"\#(wanted)"}}}"#
        #expect(try world.send("POST /requests/find", pattern).urls == ["/\(others.count)"])
    }

    @Test(arguments: [
        #"{"url":"/a?x=1"}"#, #"{"urlPath":"/a"}"#, #"{"method":"GET","urlPath":"/a"}"#,
        #"{"headers":{"X-Id":{"equalTo":"2"}}}"#, #"{"headers":{"X-Id":{"equalTo":"OTHER","caseInsensitive":true}}}"#,
        #"{"urlPathPattern":"/a"}"#, #"{"headers":{"X-Id":{"includes":[{"equalTo":"2"}]}}}"#,
    ])
    func `a search skips only what does not match`(pattern: String) throws {
        var world = AdminWorld()
        world.record("/b?x=1")
        world.record("/a?x=1", headers: ["X-Id": "other", "x-id": "2"])
        world.record("/c")
        #expect(try world.send("POST /requests/find", pattern).urls == ["/a?x=1"])
    }

    @Test func `an event has the stub as it was when it matched`() throws {
        var world = AdminWorld()
        let id = "11111111-1111-4111-8111-111111111111"
        for status in [201, 202] {
            try world.send("POST /mappings", #"{"id":"\#(id)","response":{"status":\#(status)}}"#)
            world.respond("/x")
        }
        try world.send("PUT /mappings/\(id)", #"{"response":{"status":203}}"#)
        world.respond("/x")
        try world.send("DELETE /mappings/\(id)")
        let events = try #require(world.send("GET /requests").json["requests"]?.array)
        let statuses = events.map { $0.object?["stubMapping"]?.object?["response"]?.object?["status"] }
        #expect(statuses == [203, 202, 201])
    }

    @Test func `removed events do not count and do not return`() throws {
        var world = AdminWorld()
        for number in 0..<4 { world.record("/\(number)") }
        let events = try #require(world.send("GET /requests").json["requests"]?.array)
        let id = try #require(events.first?.object?["id"]?.string)
        #expect(try world.send("DELETE /requests/\(id)").response.status == .ok)
        #expect(try world.send("GET /requests/\(id)").response.status == .notFound)
        let removed = try world.send("POST /requests/remove", #"{"url":"/1"}"#).json["serveEvents"]?.array
        #expect(removed?.count == 1)
        #expect(try world.send("POST /requests/find", "{}").urls == ["/0", "/2"])
        #expect(try world.send("POST /requests/count", "{}").json["count"] == 2)
        #expect(try world.send("GET /requests").json["meta"] == ["total": 2])
    }

    @Test func `a disabled journal says so and counts -1`() throws {
        var world = AdminWorld(events: nil)
        world.record("/")
        #expect(try world.send("POST /requests/count", "{}").json == ["count": -1, "requestJournalDisabled": true])
        #expect(try world.send("POST /requests/find", "{}").json == ["requests": [], "requestJournalDisabled": true])
    }

    @Test func `the journal works after it was cleared`() throws {
        var world = AdminWorld(events: 1000)
        for round in 0..<3 {
            for number in 0..<2500 { world.record("/\(round)/\(number)") }
            #expect(world.state.journal.count == 1000)
            try world.send("DELETE /requests")
            #expect(world.state.journal.total == 0)
        }
    }
}
