import BrevoEmulator
import HTTPMessage
import JSON
import MicroHTTP
import TestSupport
import Testing

/// Responses that wait are given up with what they belong to, and commands find a connection in a full house.
@Suite struct GivenUpTests {
    private static let stubID = "9d9f1c1c-3d7e-4b43-8b38-0d8a4c8b1c11"

    private static func stub(_ response: String) -> String {
        #"{"id":"\#(stubID)","request":{"urlPath":"/late"},"response":\#(response)}"#
    }

    static let waiting = [
        #"{"fixedDelayMilliseconds":86400000}"#,
        #"{"body":"abcdefgh","chunkedDribbleDelay":{"numberOfChunks":4,"totalDuration":86400000}}"#,
    ]

    static let ends = [
        HTTPRequest.control("POST /reset"), .raw("POST", "/__admin/reset"), .control("PUT /state", #"{"version":1}"#),
        .raw("DELETE", "/__admin/mappings"), .raw("DELETE", "/__admin/mappings/\(stubID)"),
        .raw("POST", "/__admin/mappings/reset"), .raw("POST", "/__admin/mappings/remove", stub("{}")),
    ]

    @Test(arguments: waiting, ends)
    func `a response that waits ends with its stub, its state and its world`(response: String, end: HTTPRequest) throws
    {
        try withServer(Acme.configuration()) { server in
            let (client, waiting) = (try RawClient(server.port), try RawClient(server.port))
            #expect(try client.exchange(.raw("POST", "/__admin/mappings", Self.stub(response))).status == 201)
            try waiting.send(.raw("GET", "/late"))
            // It is in the journal once it waits.
            let waits = try eventually {
                try client.exchange(.raw("GET", "/__admin/requests")).text.contains("/late")
            }
            try #require(waits)
            #expect(try client.exchange(end).status == 200)
            // Its connection is closed.
            #expect(!waiting.receiveAll().contains("abcdefgh"))
            #expect(try client.exchange(.control("GET /livez")).status == 200)
        }
    }

    @Test func `the response of another world and of another stub goes on to wait`() throws {
        try withServer(Acme.configuration()) { server in
            let (client, waiting) = (try RawClient(server.port), try RawClient(server.port))
            let stub = #"{"request":{"urlPath":"/soon"},"response":{"body":"here","fixedDelayMilliseconds":300}}"#
            _ = try client.exchange(.raw("POST", "/__admin/mappings", stub))
            _ = try client.exchange(.raw("POST", "/__admin/mappings", Self.stub("{}")))
            try waiting.send(.raw("GET", "/soon"))
            _ = try client.exchange(.raw("POST", "/worlds/other/__emulator/reset"))
            _ = try client.exchange(.raw("DELETE", "/__admin/mappings/\(Self.stubID)"))
            _ = try client.exchange(.raw("DELETE", "/__emulator/worlds/other"))
            #expect(try waiting.receive().text == "here")
        }
    }

    @Test func `a deleted world gives up its responses`() throws {
        try withServer(Acme.configuration()) { server in
            let (client, waiting) = (try RawClient(server.port), try RawClient(server.port))
            _ = try client.exchange(.raw("POST", "/worlds/w/__admin/mappings", Self.stub(Self.waiting[0])))
            try waiting.send(.raw("GET", "/worlds/w/late"))
            let waits = try eventually {
                try client.exchange(.raw("GET", "/worlds/w/__admin/requests")).text.contains("/late")
            }
            try #require(waits)
            #expect(try client.exchange(.control("DELETE /worlds/w")).status == 200)
            #expect(waiting.receiveAll() == "")
        }
    }

    @Test(arguments: [#"{"fixedDelayMilliseconds":86400001}"#, #"{"fixedDelayMilliseconds":-1}"#])
    func `a delay of more than a day is refused`(response: String) throws {
        let emulator = try Emulator(Acme.configuration())
        let refusal = emulator.respond(to: .raw("POST", "/__admin/mappings", Self.stub(response)))
        #expect(refusal.status == 422)
        #expect(refusal.text.contains("/response/fixedDelayMilliseconds"))
    }

    @Test func `commands find a connection when all others wait`() throws {
        var listening = HTTPListener.Configuration(threads: 2)
        listening.maximumConnections = 4
        let server = try EmulatorServer(listening: listening, Acme.configuration())
        defer { server.stop(grace: .zero) }
        try server.defaultWorld.addStub([
            "request": ["urlPath": "/late"], "response": ["fixedDelayMilliseconds": 86_400_000],
        ])
        let waiting = try (0..<4).map { _ in try RawClient(server.port) }
        for client in waiting { try client.send(.raw("GET", "/late")) }
        #expect(try eventually { try server.defaultWorld.requests.count == 4 })
        for line in ["GET /__emulator/livez", "GET /worlds/w/__emulator/clock", "GET /__admin/health"] {
            let halves = line.split(separator: " ").map(String.init)
            #expect(try RawClient(server.port).exchange(.raw(halves[0], halves[1])).status == 200)
        }
        // Neither another request nor a command that would stay is let in.
        #expect(try RawClient(server.port).exchange(.list(key: Acme.key)).status == 503)
        #expect(try RawClient(server.port).exchange(.control("GET /events")).status == 503)
        #expect(try RawClient(server.port).exchange(.control("POST /reset")).status == 200)
        for client in waiting { #expect(client.receiveAll() == "") }
        #expect(try eventually { try RawClient(server.port).exchange(.list(key: Acme.key)).status == 200 })
    }
}
