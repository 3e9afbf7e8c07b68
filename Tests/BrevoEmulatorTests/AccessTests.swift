import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// Keys, rights and rate limits, in process and over a socket.
@Suite struct AccessTests {
    @Test(arguments: Conformance.restrictedKeys, Transport.allCases)
    func `a restricted key opens what its access says`(conformance: Conformance, by transport: Transport) throws {
        try conformance.check(by: transport)
    }

    @Test(arguments: Conformance.restrictedKeysInOrder, Transport.allCases)
    func `an invalid field is refused before a missing right`(
        conformance: Conformance,
        by transport: Transport
    ) throws {
        try conformance.check(by: transport)
    }

    private static func limited(_ policy: String) throws -> Emulator.Configuration {
        try Acme.configuration { $0.rateLimits = RateLimits.Policy(policy) ?? .off }
    }

    private func limits(_ response: HTTPResponse) -> [String?] {
        ["limit", "remaining", "reset"].map { response.headers["x-sib-ratelimit-\($0)"] }
    }

    @Test(arguments: Transport.allCases) func `what is over the limit is 429, and says until when`(transport: Transport)
        throws
    {
        try transport.withEmulator(Self.limited("2")) { client in
            let answers = try (0..<3).map { _ in try client.send(.list(key: Acme.key)) }
            #expect(answers.map(\.status) == [200, 200, 429])
            #expect(answers.map(limits) == [["2", "1", "3600"], ["2", "0", "3600"], ["2", "0", "3600"]])
            #expect(answers[2].text == #"{"message":"Too many requests","code":"too_many_requests"}"# + "\n")
            #expect(answers[2].headers["Content-Type"] == "application/json")
            #expect(answers[2].headers["Retry-After"] == nil)
            #expect(answers[2].headers["X-Emulator-Hint"]?.isEmpty == false)
            #expect(try client.send(.list(key: Acme.organizationKey)).status == 200)
            #expect(try client.send(.api("GET /account")).status == 200)
        }
    }

    @Test(
        arguments: [
            (#"{"by":"PT1H"}"#, "POST /clock/advance"), (#"{"now":"2026-11-19T09:00:00Z"}"#, "PUT /clock"),
        ],
        Transport.allCases
    )
    func `another hour of the world's clock opens the window`(
        change: (json: String, line: String),
        by transport: Transport
    ) throws {
        try transport.withEmulator(Self.limited("1")) { client in
            #expect(try client.send(.list(key: Acme.key)).status == 200)
            #expect(try client.send(.control("POST /clock/advance", #"{"by":"PT59M59S"}"#)).status == 200)
            let refused = try client.send(.list(key: Acme.key))
            #expect(refused.status == 429)
            #expect(limits(refused) == ["1", "0", "1"])
            try #require(try client.send(.control(change.line, change.json)).status == 200)
            #expect(try client.send(.list(key: Acme.key)).status == 200)
        }
    }

    @Test(arguments: Transport.allCases) func `refusals count as well, but not those without an account`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Self.limited("2")) { client in
            for _ in 0..<3 {
                let unknown = try client.send(.list(key: ""))
                #expect(unknown.status == 401)
                #expect(limits(unknown) == [nil, nil, nil])
                #expect(try client.send(.api("OPTIONS /account")).status == 204)
            }
            #expect(try client.send(.invite("{}")).status == 400)
            #expect(try client.send(.invite("")).status == 400)
            #expect(try client.send(.invite(email: "new@acme.example")).status == 429)
            #expect(try client.send(.api("GET /nonsense")).status == 404)
            #expect(try client.send(.api("POST /account", "{}")).status == 405)
            #expect(try client.send(.api("GET /other")).status == 429)
        }
    }

    @Test(arguments: Transport.allCases) func `a reset opens every window`(transport: Transport) throws {
        try transport.withEmulator(Self.limited("1")) { client in
            #expect(try client.send(.list(key: Acme.key)).status == 200)
            try #require(try client.send(.control("POST /reset")).status == 200)
            #expect(try client.send(.list(key: Acme.key)).status == 200)
            #expect(try client.send(.list(key: Acme.key)).status == 429)
        }
    }

    @Test(arguments: Transport.allCases) func `without limits nothing is said of them`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.list(key: Acme.key))
            #expect(limits(answer) == [nil, nil, nil])
        }
    }

    @Test(arguments: Transport.allCases) func `a state that states limits brings them along`(transport: Transport)
        throws
    {
        let seed = Acme.seed.replacing(#""version": 1,"#, with: #""version": 1, "rateLimits": 1,"#)
        try transport.withEmulator(Self.limited("5")) { client in
            #expect(try limits(client.send(.list(key: Acme.key)))[0] == "5")
            try #require(try client.send(.control("PUT /state", seed)).status == 200)
            #expect(try limits(client.send(.list(key: Acme.key)))[0] == "1")
            #expect(try client.send(.state).text.contains(#""rateLimits": 1"#))
            try #require(try client.send(.control("PUT /state", Acme.seed)).status == 200)
            #expect(try limits(client.send(.list(key: Acme.key)))[0] == "5")
            #expect(try client.send(.state).text.contains("rateLimits") == false)
        }
    }
}
