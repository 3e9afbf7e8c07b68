import BrevoEmulator
import HTTPMessage
import JSON
import Synchronization
import TestSupport
import Testing

/// Faults of the connection, on the socket, and what a request may ask for itself.
@Suite struct InjectedFaultTests {
    static let ends: [(fault: String, bytes: String)] = [
        ("CONNECTION_RESET_BY_PEER", ""), ("EMPTY_RESPONSE", ""),
        ("RANDOM_DATA_THEN_CLOSE", "lskdu018973t09sylgasjkfg1][]'./.sdlv"),
        (
            "MALFORMED_RESPONSE_CHUNK",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlskdu018973t09sylgasjkfg1][]'./.sdlv"
        ),
    ]

    private static let request = "GET /v3/organization/invited/users HTTP/1.1\r\nHost: a\r\napi-key: k\r\n"

    private func check(
        _ server: EmulatorServer,
        _ request: String,
        _ end: (fault: String, bytes: String),
        label: String
    )
        throws
    {
        let client = try RawClient(server.port)
        try client.send(Array(request.utf8))
        #expect(client.receiveAll() == end.bytes)
        // No field can say it, so the journal does.
        let journal = try RawClient(server.port).exchange(.raw("GET", "/__admin/requests"))
        let event = try JSONParser.parse(journal.body).object?["requests"]?.array?.first?.object
        let response = event?["response"]?.object
        #expect(response?["fault"]?.string == end.fault)
        #expect(response?["headers"]?.object?["X-Emulator-Fault"]?.string == label)
    }

    @Test(arguments: ends, ["", #", "delayMilliseconds": 5, "status": 503"#])
    func `a rule breaks the connection`(end: (fault: String, bytes: String), more: String) throws {
        try withServer(Acme.configuration()) { server in
            let rule = #"{"name": "cut", "fault": {"connection": "\#(end.fault)"\#(more)}, "times": 1}"#
            let control = try RawClient(server.port)
            try Client { try control.exchange($0) }.setChaos(rule)
            try check(server, Self.request + "\r\n", end, label: "cut#1")
            #expect(try control.exchange(.list(key: Acme.key)).status == 200)
        }
    }

    @Test(arguments: ends) func `a request asks for its own broken connection`(end: (fault: String, bytes: String))
        throws
    {
        try withServer(Acme.configuration { $0.allowsRequestOverrides = true }) { server in
            try check(server, Self.request + "X-Emulator-Fault: \(end.fault)\r\n\r\n", end, label: "request")
        }
    }

    @Test(arguments: [503, 429, 204], Transport.allCases)
    func `a request asks for its own status, and nothing changes`(status: Int, transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.allowsRequestOverrides = true }) { client in
            let state = try client.send(.state).body
            let answer = try client.send(
                .invite(.viewer("new@acme.example"), headers: ["x-emulator-status": "\(status)"])
            )
            #expect(answer.headers["X-Emulator-Fault"] == "request")
            try client.setChaos(#"{"fault": {"status": \#(status)}}"#)
            let other = try client.send(.invite(.viewer("new@acme.example")))
            #expect(answer.status.rawValue == status)
            #expect(answer.body == other.body)
            #expect(answer.headers.map(\.name) == other.headers.map(\.name))
            #expect(try client.send(.state).body == state)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a request asks for its own delay`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.allowsRequestOverrides = true }) { client in
            let list = try client.send(.list(key: Acme.key))
            let answer = try client.send(.list(key: Acme.key, ["X-Emulator-Delay": "20"]))
            #expect(answer.body == list.body)
            #expect(answer.headers["X-Emulator-Fault"] == "request")
            if case .direct = transport { #expect(answer.delay == .milliseconds(20)) }
            let both = try client.send(.list(key: Acme.key, ["X-Emulator-Delay": "1", "X-Emulator-Status": "500"]))
            #expect(both.status == 500)
        }
    }

    @Test func `a request that asks for its own fault is no rule's to count`() throws {
        try Transport.direct.withEmulator(Acme.configuration { $0.allowsRequestOverrides = true }) { client in
            try client.setChaos(#"{"fault": {"status": 503}}"#)
            #expect(try client.send(.list(key: Acme.key, ["X-Emulator-Delay": "0"])).status == 200)
            #expect(try client.chaos()["rules"]?.array?.first?.object?["matched"] == 0)
        }
    }

    static let badFields: [HTTPHeaders] = [
        ["X-Emulator-Status": "abc"], ["X-Emulator-Status": ""], ["X-Emulator-Status": "199"],
        ["X-Emulator-Status": "600"], ["X-Emulator-Status": "+503"], ["X-Emulator-Status": "503.0"],
        ["X-Emulator-Status": "99999999999999999999"], ["X-Emulator-Delay": "-1"], ["X-Emulator-Delay": "1s"],
        ["X-Emulator-Delay": "86400001"], ["X-Emulator-Delay": "NaN"], ["X-Emulator-Fault": "RESET"],
        ["X-Emulator-Fault": "503"], ["X-Emulator-Status": "503", "X-Emulator-Delay": "x"],
    ]

    @Test(arguments: badFields, Transport.allCases)
    func `a request that asks for what there is not is refused`(fields: HTTPHeaders, transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.allowsRequestOverrides = true }) { client in
            let state = try client.send(.state).body
            let answer = try client.send(.invite(.viewer("new@acme.example"), headers: fields))
            #expect(answer.status == 400)
            let body = try #require(try JSONParser.parse(answer.body).object)
            #expect(body.keys == ["error", "hint"])
            let name = try #require(fields.last?.name)
            #expect(body["hint"]?.string?.hasPrefix("\(name) must be ") == true)
            #expect(try client.send(.state).body == state)
        }
    }

    @Test(arguments: badFields + [["X-Emulator-Status": "503"], ["X-Emulator-Fault": "EMPTY_RESPONSE"]])
    func `what a request asks for is ignored unless it is allowed`(fields: HTTPHeaders) throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let plain = try client.send(.list(key: Acme.key))
            let answer = try client.send(.list(key: Acme.key, fields))
            #expect(answer.status == 200)
            #expect(answer.headers.map(\.name) == plain.headers.map(\.name))
            #expect(answer.delay == nil && answer.delivery == .whole)
        }
    }

    @Test(arguments: [AccessLog.Format.text, .json]) func `the log names the fault`(format: AccessLog.Format) throws {
        let lines = Mutex<[String]>([])
        let log = AccessLog(format: format) { line in lines.withLock { $0.append(line) } }
        try Transport.direct.withEmulator(Acme.configuration { $0.accessLog = log }) { client in
            try client.setChaos(#"{"name": "cut", "fault": {"connection": "EMPTY_RESPONSE"}, "times": 1}"#)
            for _ in 0..<2 { _ = try client.send(.list()) }
        }
        let logged = lines.withLock { $0 }
        try #require(logged.count == 3)
        #expect(logged[1].hasSuffix(format == .text ? " fault=cut#1" : #""fault":"cut#1"}"#))
        #expect(!logged[2].contains("fault"))
    }

    @Test(
        arguments: [(["--request-overrides"], [:]), ([], ["BREVO_EMULATOR_REQUEST_OVERRIDES": "true"]), ([], [:])]
            as [([String], [String: String])]
    )
    func `an option or a variable of the program allows it`(arguments: [String], variables: [String: String]) throws {
        let isAllowed = !arguments.isEmpty || !variables.isEmpty
        let end = try Program.serve(arguments, variables) { ready in
            let client = try RawClient(UInt16(try #require(ready["port"]?.number?.int)))
            let answer = try client.exchange(.list(key: "k", ["X-Emulator-Status": "503"]))
            #expect(answer.status == (isAllowed ? 503 : 200))
        }
        #expect(end.status == 0)
    }
}
