import BrevoEmulator
import HTTPMessage
import MicroHTTP
import Testing

/// What takes long is done beside the thread that serves connections, and the responses are the same.
@Suite struct LongWorkTests {
    private static func state(users count: Int) -> String {
        let users = (0..<count).map { #"{"email":"u\#($0)@acme.example","status":"active"}"# }
        return #"{"version":1,"accounts":[{"apiKeys":["xkeysib-acme"],"users":[\#(users.joined(separator: ","))]}]}"#
    }

    @Test func `a large state is replaced and read, and a fault in it is named`() throws {
        var listening = HTTPListener.Configuration()
        listening.threads = 1
        let server = try EmulatorServer(listening: listening, Acme.configuration { $0.bodyLimit = 64 << 20 })
        defer { server.stop(grace: .zero) }
        let (client, other) = (try RawClient(server.port), try RawClient(server.port))
        let state = Self.state(users: 6000)
        let faulty = state.replacing(#""status":"active"}]"#, with: #""status":"lost"}]"#)
        try #require(faulty != state)
        #expect(try client.exchange(.control("PUT /state", state)).status == 200)
        let refusal = try client.exchange(.control("PUT /state", faulty))
        #expect(refusal.status == 422)
        #expect(refusal.text.contains("/accounts/0/users/5999/status"))
        for line in ["GET /state", "GET /diff"] {
            try client.send(.control(line))
            // The only thread is not occupied.
            #expect(try other.exchange(.control("GET /livez")).status == 200)
            let response = try client.receive()
            #expect(response.status == 200)
            #expect(response.text.contains("u5999@acme.example"))
        }
        #expect(try client.exchange(.state).body == server.emulator.respond(to: .state).body)
        let metrics = try other.exchange(.control("GET /metrics")).text
        #expect(metrics.contains(#"operation="control",status="422"} 1"#))
    }

    @Test func `a request whose client leaves is dropped`() throws {
        try withServer(Acme.configuration { $0.bodyLimit = 64 << 20 }) { server in
            _ = try RawClient(server.port).exchange(.control("PUT /state", Self.state(users: 6000)))
            for _ in 0..<20 { try RawClient(server.port).send(.control("GET /state")) }
            #expect(try RawClient(server.port).exchange(.control("GET /state")).status == 200)
        }
    }
}
