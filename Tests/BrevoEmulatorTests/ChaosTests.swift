import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// Chaos before stubs before the state machine, in process and over a socket.
@Suite struct ChaosTests {
    @Test(arguments: Transport.allCases)
    func `the first two calls fail, the third succeeds`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).body
            try client.setChaos(#"{"name": "flaky", "fault": {"status": 503}, "times": 2}"#)
            let answers = try (0..<3).map { _ in try client.send(.invite(email: "new@acme.example")) }
            #expect(answers.map(\.status) == [503, 503, 200])
            #expect(answers.map { $0.headers["X-Emulator-Fault"] } == ["flaky#1", "flaky#2", nil])
            #expect(answers[1].text == .error("bad_request", "Service unavailable"))
            #expect(answers[2].text == .ok)
            #expect(try client.send(.state).body != state)
        }
    }

    @Test(arguments: Transport.allCases)
    func `an answer of chaos changes nothing`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).body
            try client.setChaos(#"{"fault": {"status": 200, "jsonBody": {"status": "OK"}}}"#)
            let answer = try client.send(.invite(email: "new@acme.example"))
            #expect(answer.status == 200)
            #expect(answer.text == .ok)
            // A body of its own comes as a stub's does: with the fields that were given, and no others.
            #expect(answer.headers.map(\.name) == ["X-Emulator-Fault"])
            #expect(try client.send(.state).body == state)
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        var testDescription: String { "\(status)" }

        init(_ status: Int, _ body: String) { (self.status, self.body) = (status, body) }
    }

    static let refusals = [
        Refusal(200, ""), Refusal(204, ""), Refusal(302, ""), Refusal(400, .error("bad_request", "Bad request")),
        Refusal(401, "{\"message\":\"Key not found\",\"code\":\"unauthorized\"}\n"),
        Refusal(402, .error("not_enough_credits", "Not enough credits")),
        Refusal(403, .error("permission_denied", "Access Denied")),
        Refusal(404, .error("document_not_found", "/v3/x is not an endpoint of this API")),
        Refusal(405, .error("method_not_allowed", "GET Method is not allowed on this path")),
        Refusal(406, .error("not_acceptable", "Content-Type must be application/json")),
        Refusal(409, .error("duplicate_request", "Duplicate request")),
        Refusal(413, .error("bad_request", "The body is larger than 1048576 bytes")),
        Refusal(418, .error("bad_request", "Bad request")),
        Refusal(422, .error("unprocessable_entity", "Unprocessable entity")),
        Refusal(429, "{\"message\":\"Too many requests\",\"code\":\"too_many_requests\"}\n"),
        Refusal(500, .error("bad_request", "Internal server error")),
        Refusal(502, .error("bad_request", "Bad gateway")),
        Refusal(503, .error("bad_request", "Service unavailable")),
        Refusal(504, .error("bad_request", "Gateway timeout")), Refusal(599, .error("bad_request", "Server error")),
    ]

    @Test(arguments: refusals, Transport.allCases)
    func `a status alone is the service's own answer`(refusal: Refusal, transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try client.setChaos(#"{"fault": {"status": \#(refusal.status)}}"#)
            let answer = try client.send(.api("GET /x"))
            #expect(answer.status.rawValue == refusal.status)
            #expect(answer.text == refusal.body)
            #expect(answer.headers["Content-Type"] == (refusal.body.isEmpty ? nil : "application/json"))
            #expect(answer.headers["access-control-allow-origin"] == "*")
            #expect(answer.headers["sib-request-id"]?.count == 36)
            #expect(answer.headers["X-Emulator-Hint"]?.contains("rule-1") == true)
            #expect(answer.headers["X-Emulator-Fault"] == "rule-1#1")
            let limits = ["limit", "remaining", "reset"].map { answer.headers["x-sib-ratelimit-\($0)"] }
            #expect(limits == (refusal.status == 429 ? ["100", "0", "3600"] : [nil, nil, nil]))
            #expect(answer.headers["Retry-After"] == nil)
        }
    }

    @Test(
        arguments: [
            ("2026-11-20T09:00:00.001Z", "3600"), ("2026-11-20T09:59:59Z", "1"), ("2026-11-20T09:59:59.999Z", "1"),
            ("2026-11-20T09:20:30Z", "2370"), ("1969-12-31T23:59:50Z", "10"),
        ]
    )
    func `a rate limit is over with the hour of the world's clock`(moment: String, reset: String) throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.control("PUT /clock", #"{"now": "\#(moment)", "frozen": true}"#))
            try client.setChaos(#"{"fault": {"status": 429}}"#)
            #expect(try client.send(.list()).headers["x-sib-ratelimit-reset"] == reset)
        }
    }

    @Test func `fields of the rule stand over the service's`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let fields = #"{"X-SIB-RateLimit-Reset": "2", "Retry-After": "1", "content-type": "text/html"}"#
            try client.setChaos(#"{"fault": {"status": 429, "headers": \#(fields), "statusMessage": "Slow down"}}"#)
            let answer = try client.send(.list())
            #expect(answer.headers.values(of: "x-sib-ratelimit-reset") == ["2"])
            #expect(answer.headers.values(of: "Content-Type") == ["text/html"])
            #expect(answer.headers["Retry-After"] == "1")
            #expect(answer.headers["x-sib-ratelimit-limit"] == "100")
            #expect(answer.reason == "Slow down")
        }
    }

    @Test(arguments: Transport.allCases)
    func `a delay holds back every kind of response`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let stub = #"{"request": {"url": "/stub"}, "response": {"body": "hi", "fixedDelayMilliseconds": 3}}"#
            _ = try client.send(.raw("POST", "/__admin/mappings", stub))
            let list = try client.send(.list(key: Acme.key)).body
            try client.setChaos(#"{"name": "slow", "fault": {"delayMilliseconds": 20}}"#)
            let answers = try [.raw("GET", "/stub"), .list(key: Acme.key)].map { try client.send($0) }
            #expect(answers.map(\.body) == [Array("hi".utf8), list])
            #expect(answers.map { $0.headers["X-Emulator-Fault"] } == ["slow#1", "slow#2"])
            if case .direct = transport { #expect(answers.map(\.delay) == [.milliseconds(23), .milliseconds(20)]) }
        }
    }

    @Test func `chaos is asked before the stubs, and a stub that is passed over does not move on`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            for (state, next, body) in [("Started", "second", "first"), ("second", "second", "second")] {
                let scenario = #""scenarioName":"s","requiredScenarioState":"\#(state)","newScenarioState":"\#(next)""#
                let stub = #"{"request": {"url": "/s"}, "response": {"body": "\#(body)"}, \#(scenario)}"#
                try #require(try client.send(.raw("POST", "/__admin/mappings", stub)).status == .created)
            }
            try client.setChaos(#"{"fault": {"status": 500}, "times": 1}"#)
            let answers = try (0..<3).map { _ in try client.send(.raw("GET", "/s")) }
            #expect(answers.map(\.status) == [500, 200, 200])
            #expect(answers.dropFirst().map(\.text) == ["first", "second"])
        }
    }

    @Test(
        arguments: [("/v3/organization/invited/users", true), ("/stub", true), ("/v3/nonsense", false), ("/x", false)],
        Transport.allCases
    )
    func `the journal shows the fault, and whether anybody else would have known`(
        request: (target: String, isMatched: Bool),
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.raw("POST", "/__admin/mappings", #"{"request": {"url": "/stub"}}"#))
            try client.setChaos(#"{"name": "r", "fault": {"status": 503}}"#)
            let answer = try client.send(.raw("GET", request.target))
            let journal = try JSONParser.parse(client.send(.raw("GET", "/__admin/requests")).body)
            let event = try #require(journal.object?["requests"]?.array?.first?.object)
            #expect(event["wasMatched"]?.bool == request.isMatched)
            #expect(event["id"]?.string == answer.headers["sib-request-id"])
            let response = event["response"]?.object
            #expect(response?["status"] == 503)
            #expect(response?["headers"]?.object?["X-Emulator-Fault"] == "r#1")
            #expect(response?["body"]?.string == answer.text)
        }
    }

    @Test(arguments: Transport.allCases)
    func `it strikes what is emulated and nothing else`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try client.setChaos(#"{"fault": {"status": 503}}"#)
            let others: [HTTPRequest] = [
                .state, .control("GET /livez"), .control("GET /nonsense"), .raw("GET", "/__admin/mappings"),
                .raw("GET", "/__admin/health"), .raw("OPTIONS", "/__emulator/state"), .raw("OPTIONS", "/v3/x"),
                .raw("GET", "/worlds/other/v3/organization/invited/users"), .control("GET /worlds"),
            ]
            for request in others {
                let answer = try client.send(request)
                #expect(answer.status != 503 && answer.headers["X-Emulator-Fault"] == nil)
            }
            #expect(try client.send(.list()).status == 503)
            #expect(try client.send(.raw("HEAD", "/anything")).status == 503)
            #expect(try client.send(.raw("GET", "/worlds/default/v3/x")).status == 503)
        }
    }

    @Test(arguments: ["POST /__emulator/reset", "POST /__admin/reset", "DELETE /__emulator/chaos"], Transport.allCases)
    func `it ends as its rule says`(line: String, transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try client.setChaos(#"{"fault": {"status": 503}}"#)
            try #require(try client.send(.list()).status == 503)
            let words = line.split(separator: " ").map(String.init)
            #expect(try client.send(.raw(words[0], words[1])).status == 200)
            #expect(try client.send(.list(key: Acme.key)).status == 200)
            #expect(try client.chaos() == ["rules": []])
        }
    }

    @Test func `a snapshot neither holds it nor ends it`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.control("PUT /snapshots/before"))
            try client.setChaos(#"{"fault": {"status": 503}}"#)
            _ = try client.send(.control("PUT /snapshots/with"))
            _ = try client.send(.control("POST /snapshots/before/restore"))
            #expect(try client.send(.list()).status == 503)
            _ = try client.send(.control("DELETE /chaos"))
            _ = try client.send(.control("POST /snapshots/with/restore"))
            #expect(try client.send(.list(key: Acme.key)).status == 200)
        }
    }

    @Test(arguments: Transport.allCases)
    func `it shows what it has counted, and a rule ends on the world's clock`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try client.setChaos(#"{"name": "r", "match": {"method": "GET"}, "fault": {"status": 503}, "ttl": "PT10M"}"#)
            for request in [HTTPRequest.list(), .invite("{}"), .list()] { _ = try client.send(request) }
            let expected: JSONObject = [
                "name": "r", "match": ["method": "GET"], "fault": ["status": 503], "ttl": "PT10M", "matched": 2,
                "fired": 2, "madeAt": "2026-11-20T09:00:00Z", "expiresAt": "2026-11-20T09:10:00Z",
            ]
            #expect(try client.chaos()["rules"]?.array == [.object(expected)])
            _ = try client.send(.control("POST /clock/advance", #"{"by": "PT10M"}"#))
            #expect(try client.send(.list(key: Acme.key)).status == 200)
            #expect(try client.chaos()["rules"]?.array == [.object(expected)])
        }
    }

    @Test(
        arguments: [
            ("", 400), ("{", 400), ("NaN", 400), (#"{"rules": [], "seed": NaN}"#, 400),
            (#"{"rules": [{"fault": {"status": 1e999999999}}]}"#, 400),
            (#"{"rules": [{"match": "# + String(repeating: "[", count: 100_000), 400),
            (#"{"rules": [{"fault": {"status": 503}, "probability": 2}]}"#, 422), ("[]", 422), (#"{"rules": 1}"#, 422),
            (#"{"rules": "# + String(repeating: " ", count: 1 << 20) + "[]}", 413),
        ] as [(String, HTTPStatus)],
        Transport.allCases
    )
    func `a bad document is refused and changes nothing`(
        bad: (document: String, status: HTTPStatus),
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try client.setChaos(#"{"name": "r", "fault": {"status": 503}}"#)
            _ = try client.send(.list())
            let before = try client.chaos()
            let answer = try client.send(.control("PUT /chaos", bad.document))
            #expect(answer.status == bad.status)
            let body = try JSONParser.parse(answer.body).object
            #expect(body?.keys == ["error", "hint"] + (bad.status == 422 ? ["faults"] : []))
            #expect(try client.chaos() == before)
            #expect(try client.send(.list()).headers["X-Emulator-Fault"] == "r#2")
        }
    }

    @Test func `two emulators of the same seed strike alike, another strikes differently`() throws {
        let runs = try [7, 7, 8].map { seed in
            try Transport.direct.withEmulator(Acme.configuration { $0.randomSeed = seed }) { client in
                try client.setChaos(
                    #"{"name": "a", "fault": {"status": 503}, "probability": 0.3}"#,
                    #"""
                    {"name": "b", "probability": 0.5,
                     "fault": {"delayDistribution": {"type": "uniform", "lower": 1, "upper": 9999}}}
                    """#
                )
                let answers = try (0..<50).map { try client.send(.invite(email: "user\($0)@acme.example")) }
                return try answers + [client.send(.control("GET /chaos")), client.send(.state)]
            }
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0].map(\.status) != runs[2].map(\.status))
        #expect(Set(runs[0].compactMap { $0.headers["X-Emulator-Fault"]?.first }) == ["a", "b"])
        #expect(Set(runs[0].map(\.status)) == [200, 503])
    }
}

extension Client {
    /// Puts these rules in the place of all others.
    func setChaos(_ rules: String...) throws {
        let document = #"{"rules": [\#(rules.joined(separator: ", "))]}"#
        let answer = try send(.control("PUT /chaos", document))
        try #require(answer.status == .ok, "\(answer.text)")
    }

    /// What `GET /__emulator/chaos` shows.
    func chaos() throws -> JSONObject {
        try #require(try JSONParser.parse(send(.control("GET /chaos")).body).object)
    }
}
