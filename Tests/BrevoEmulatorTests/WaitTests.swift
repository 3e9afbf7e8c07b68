import BrevoEmulator
import HTTPMessage
import JSON
import TestSupport
import Testing

/// `POST /__emulator/requests/wait`.
@Suite struct WaitTests {
    private static let list = #""pattern":{"urlPath":"/v3/organization/invited/users"}"#

    private func wait(_ members: String, world: String? = nil) -> HTTPRequest {
        var request = HTTPRequest.control("POST /requests/wait", "{\(members)}")
        if let world { request.target = "/worlds/\(world)" + request.target }
        return request
    }

    /// Runs a server that has one connection for waits and another for the requests that are waited for.
    private func withClients(_ body: (EmulatorServer, RawClient, RawClient) throws -> Void) throws {
        try withServer(Acme.configuration()) { server in
            try body(server, RawClient(server.port), RawClient(server.port))
        }
    }

    /// Returns once so many answers are waited for.
    private func untilWaiting(_ count: Int, _ client: RawClient) throws {
        let isWaiting = try eventually {
            try client.exchange(.control("GET /metrics")).text.contains("parked_answers \(count)\n")
        }
        try #require(isWaiting)
    }

    @Test func `requests that were made already count`() throws {
        try withClients { _, waiting, client in
            for _ in 0..<3 { _ = try client.exchange(.list(key: Acme.key)) }
            let answer = try waiting.exchange(wait(Self.list + #","count":2"#))
            #expect(answer.status == .ok)
            let object = try #require(try JSONParser.parse(answer.body).object)
            #expect(object["matched"] == 3)
            #expect(object["requests"]?.array?.count == 2)
            #expect(object["requests"]?.array?.first?.object?["url"] == "/v3/organization/invited/users")
        }
    }

    @Test func `the answer comes with the last request that is waited for`() throws {
        try withClients { _, waiting, client in
            _ = try client.exchange(.list(key: Acme.key))
            try waiting.send(wait(Self.list + #","count":3,"timeoutMilliseconds":300000"#))
            try untilWaiting(1, client)
            _ = try client.exchange(.list(key: Acme.key))
            _ = try client.exchange(.api("GET /nonsense"))
            try untilWaiting(1, client)
            _ = try client.exchange(.list(key: Acme.key))
            let answer = try waiting.receive()
            #expect(answer.status == .ok)
            #expect(try JSONParser.parse(answer.body).object?["matched"] == 3)
            try untilWaiting(0, client)
            #expect(try waiting.exchange(.control("GET /livez")).status == .ok)
        }
    }

    @Test func `requests for stubs and unknown paths count too`() throws {
        try withClients { _, waiting, client in
            try waiting.send(wait(#""pattern":{"urlPath":"/other","method":"PUT"}"#))
            try untilWaiting(1, client)
            #expect(try client.exchange(.raw("PUT", "/other")).status == .notFound)
            #expect(try waiting.receive().status == .ok)
        }
    }

    @Test(arguments: [0, 1, 20]) func `after its time the answer is 408, with the count so far`(timeout: Int) throws {
        try withClients { _, waiting, client in
            _ = try client.exchange(.list(key: Acme.key))
            let answer = try waiting.exchange(wait(Self.list + #","count":2,"timeoutMilliseconds":\#(timeout)"#))
            #expect(answer.status == 408)
            let object = try #require(try JSONParser.parse(answer.body).object)
            #expect(object.keys == ["error", "hint", "matched"])
            #expect(object["matched"] == 1)
            try untilWaiting(0, client)
        }
    }

    @Test func `each world has waits of its own, which end with it`() throws {
        try withClients { _, waiting, client in
            try waiting.send(wait(Self.list, world: "a"))
            try untilWaiting(1, client)
            _ = try client.exchange(.list(key: Acme.key))
            #expect(try client.exchange(.control("DELETE /worlds/a")).status == .ok)
            let answer = try waiting.receive()
            #expect(answer.status == 410)
            #expect(answer.text.contains("the world was deleted"))
        }
    }

    @Test(arguments: ["/__emulator/reset", "/__admin/reset"]) func `a reset ends the waits`(target: String) throws {
        try withClients { _, waiting, client in
            try waiting.send(wait(Self.list))
            try untilWaiting(1, client)
            #expect(try client.exchange(.raw("POST", target)).status == .ok)
            let answer = try waiting.receive()
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("the world was reset"))
        }
    }

    @Test func `a stop ends the waits`() throws {
        let server = try EmulatorServer(Acme.configuration())
        let waiting = try RawClient(server.port)
        try waiting.send(wait(Self.list + #","timeoutMilliseconds":300000"#))
        try untilWaiting(1, try RawClient(server.port))
        server.stop(grace: .seconds(3600))
        #expect(try waiting.receive().status == .serviceUnavailable)
    }

    @Test func `many wait at once, and none is left`() throws {
        try withClients { server, _, client in
            let clients = try (0..<100).map { _ in try RawClient(server.port) }
            for waiting in clients { try waiting.send(wait(Self.list + #","timeoutMilliseconds":300000"#)) }
            try untilWaiting(100, client)
            _ = try client.exchange(.list(key: Acme.key))
            for waiting in clients { #expect(try waiting.receive().status == .ok) }
            try untilWaiting(0, client)
        }
    }

    @Test func `without a socket the answer can be asked for`() throws {
        let emulator = try Emulator(Acme.configuration())
        guard case .deferred(let answer) = emulator.respond(to: wait(Self.list)).delivery else {
            return #expect(Bool(false), "the answer is deferred")
        }
        #expect(answer.response == nil)
        _ = emulator.respond(to: .list(key: Acme.key))
        #expect(answer.response?.status == .ok)
    }

    @Test func `more than there may be at once are refused`() throws {
        let emulator = try Emulator(Acme.configuration())
        var held: [HTTPResponse] = []
        for _ in 0..<999 { held.append(emulator.respond(to: wait(Self.list))) }
        held.append(emulator.respond(to: .control("GET /events")))
        for request in [wait(Self.list), .control("GET /events")] {
            let refused = emulator.respond(to: request)
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.text.contains("hint"))
        }
        held = []
        let answer = emulator.respond(to: wait(Self.list))
        #expect(answer.status == .ok)
    }

    @Test(
        arguments: [
            (nil, 400), ("", 400), ("{", 400), ("[]", 422), ("{}", 422), (#"{"pattern":[]}"#, 422),
            (#"{"pattern":{"url":{}}}"#, 422), (#"{"pattern":{"urlPattern":"("}}"#, 422),
            (#"{"pattern":{},"x":1}"#, 422),
            (#"{"pattern":{},"count":0}"#, 422), (#"{"pattern":{},"count":1.5}"#, 422),
            (#"{"pattern":{},"count":"1"}"#, 422),
            (#"{"pattern":{},"count":1000001}"#, 422), (#"{"pattern":{},"timeoutMilliseconds":-1}"#, 422),
            (#"{"pattern":{},"timeoutMilliseconds":300001}"#, 422),
            (#"{"pattern":{},"timeoutMilliseconds":null}"#, 422),
            (#"{"pattern":{},"timeoutMilliseconds":1e99}"#, 422),
        ] as [(String?, Int)]
    ) func `a body that says it wrongly is refused`(body: String?, status: Int) throws {
        let refused = try Emulator(Acme.configuration()).respond(to: .control("POST /requests/wait", body))
        #expect(refused.status.rawValue == status)
        let object = try #require(try JSONParser.parse(refused.body).object)
        #expect(object.keys == ["error", "hint"])
    }

    @Test(arguments: ["GET /requests/wait", "POST /events", "POST /metrics", "DELETE /metrics"])
    func `another method is refused`(line: String) throws {
        let refused = try Emulator(Acme.configuration()).respond(to: .control(line))
        #expect(refused.status == .methodNotAllowed)
        #expect(refused.headers["Allow"] == (line.hasSuffix("wait") ? "POST" : "GET"))
    }
}
