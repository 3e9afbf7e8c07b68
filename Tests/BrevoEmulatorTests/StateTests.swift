import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The state as a document, and the reset, in process and over a socket.
@Suite struct StateTests {
    @Test(
        arguments: [
            "captured", "demo", "plan-free", "plan-starter", "plan-standard", "plan-professional", "plan-enterprise",
            "thousand-users",
        ],
        Transport.allCases
    )
    func `what GET gives PUT takes, byte for byte`(seed: String, by transport: Transport) throws {
        let configuration = try Acme.configuration { $0.seed = try? JSONDocument(Fixture.seed(seed)) }
        try #require(configuration.seed != nil)
        let document = try transport.withEmulator(configuration) { try $0.send(.state) }
        // Put into a world that is another in everything but the number that decides ids.
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.control("PUT /state", document.text))
            #expect(answer.status == 200)
            #expect(try client.send(.state).text == document.text)
        }
        // The same document as a seed.
        let seeded = try Acme.configuration { $0.seed = try? JSONDocument(document.body) }
        #expect(try transport.withEmulator(seeded) { try $0.send(.state).text } == document.text)
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `the state round-trips after any calls`(number: UInt64) throws {
        var numbers = Numbers(state: number)
        let emulator = try Emulator(Acme.configuration())
        for _ in 0..<200 { _ = emulator.respond(directly: .random(using: &numbers)) }
        let document = emulator.respond(to: .state).text
        #expect(emulator.respond(to: .control("PUT /state", document)).status == 200)
        #expect(emulator.respond(to: .state).text == document)
        let other = try Emulator(Acme.configuration())
        let clock = emulator.respond(to: .control("GET /clock")).text
        #expect(other.respond(to: .control("PUT /clock", clock)).status == 200)
        #expect(other.respond(to: .control("PUT /state", document)).status == 200)
        // From here on both go the same way, new ids included.
        for _ in 0..<50 {
            let request = HTTPRequest.random(using: &numbers)
            #expect(emulator.respond(directly: request).body == other.respond(directly: request).body)
        }
        #expect(emulator.respond(to: .state).text == other.respond(to: .state).text)
    }

    @Test(arguments: Transport.allCases) func `a reset leads back to the beginning, clock included`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            func world() throws -> [String] {
                try [.state, .control("GET /clock"), .list(key: Acme.key)].map { try client.send($0).text }
            }
            let beginning = try world()
            for request: HTTPRequest in [
                .invite(email: "new@acme.example"), .invite(email: "new@acme.example", key: "xkeysib-new"),
                .control("POST /clock/advance", #"{"by":"P1D"}"#), .control("PUT /clock", #"{"frozen":false}"#),
                .api("DELETE /corporate/user/revoke/eve@acme.example"),
                .control("PUT /state", #"{"version":1,"accounts":[{"apiKeys":["other"]}]}"#),
            ] {
                try #require(try client.send(request).status.rawValue < 300)
                try #require(try world() != beginning)
                let reset = try client.send(.control("POST /reset"))
                #expect(reset.status == 200)
                #expect(try world() == beginning)
            }
        }
    }

    @Test(arguments: Transport.allCases) func `a state that is put replaces everything but the clock`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration { $0.keyPolicy = .seeded }) { client in
            let seed = #"{"version":1,"accounts":[{"apiKeys":["other"],"owner":{"email":"o@other.example"}}]}"#
            try #require(try client.send(.control("POST /clock/advance", #"{"by":"PT1H"}"#)).status == 200)
            #expect(try client.send(.control("PUT /state", seed)).status == 200)
            #expect(try client.send(.list(key: Acme.key)).status == 401)
            #expect(try client.send(.list(key: "other")).text.contains("o@other.example"))
            #expect(try client.send(.control("GET /clock")).text.contains("2026-11-20T10:00:00Z"))
        }
    }

    @Test(arguments: Transport.allCases) func `a bad document names each fault and changes nothing`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).text
            let answer = try client.send(
                .control("PUT /state", #"{"version":1,"accounts":[{"apiKeys":["a"],"plan":"x","users":[{}]}]}"#)
            )
            #expect(answer.status == 422)
            let body = try #require(try JSONParser.parse(answer.body).object)
            #expect(body.keys == ["error", "hint", "faults"])
            let pointers = body["faults"]?.array?.compactMap { $0.object?["pointer"]?.string }
            #expect(pointers == ["/accounts/0/plan", "/accounts/0/users/0"])
            #expect(try client.send(.state).text == state)
        }
    }

    @Test(arguments: ["", "{", "nonsense", "\u{0}"], Transport.allCases)
    func `what is no JSON is no state`(body: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).text
            #expect(try client.send(.control("PUT /state", body)).status == 400)
            #expect(try client.send(.state).text == state)
        }
    }

    @Test(arguments: Transport.allCases) func `a state larger than a body may be is refused`(transport: Transport)
        throws
    {
        try transport.withEmulator(Acme.configuration { $0.bodyLimit = 1000 }) { client in
            let state = try client.send(.state).text
            #expect(try client.send(.control("PUT /state", Acme.seed)).status == 413)
            #expect(try client.send(.state).text == state)
        }
    }
}
