import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The virtual clock, in process and over a socket.
@Suite struct ClockTests {
    /// What `GET /clock` gives.
    private func clock(_ client: Client) throws -> JSONValue {
        try JSONParser.parse(client.send(.control("GET /clock")).body)
    }

    @Test(arguments: Transport.allCases) func `the clock is frozen at the moment given to the program`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.control("GET /clock")).text
            #expect(answer.filter { !$0.isWhitespace } == #"{"now":"2026-11-20T09:00:00Z","frozen":true,"rate":1}"#)
        }
    }

    @Test(
        arguments: [
            (#"{"now":"2027-01-01T01:00:00.5+01:00"}"#, "2027-01-01T00:00:00.500Z", 1.0),
            (#"{"now":"0000-01-01T00:00:00Z"}"#, "0000-01-01T00:00:00Z", 1),
            (#"{"rate":60}"#, "2026-11-20T09:00:00Z", 60),
            (#"{"rate":0.25,"frozen":true}"#, "2026-11-20T09:00:00Z", 0.25),
            ("{}", "2026-11-20T09:00:00Z", 1),
        ],
        Transport.allCases
    )
    func `a part of the clock is set and the rest stays`(
        setting: (json: String, now: String, rate: Double),
        by transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.control("PUT /clock", setting.json))
            #expect(answer.status == 200)
            let expected: JSONValue = [
                "now": .string(setting.now), "frozen": true,
                "rate": try JSONParser.parse(Array(setting.rate.description.utf8)),
            ]
            #expect(try JSONParser.parse(answer.body) == expected)
            #expect(try clock(client) == expected)
        }
    }

    @Test(
        arguments: [
            ("PT73H", "2026-11-23T10:00:00Z"), ("P3DT12H", "2026-11-23T21:00:00Z"), ("P1W", "2026-11-27T09:00:00Z"),
            ("PT0.001S", "2026-11-20T09:00:00.001Z"), ("PT0S", "2026-11-20T09:00:00Z"),
        ],
        Transport.allCases
    )
    func `the clock is put forward`(advance: (by: String, now: String), by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.control("POST /clock/advance", #"{"by":"\#(advance.by)"}"#))
            #expect(answer.status == 200)
            #expect(try JSONParser.parse(answer.body).object?["now"] == .string(advance.now))
            #expect(try clock(client).object?["now"] == .string(advance.now))
        }
    }

    @Test(arguments: Transport.allCases) func `a clock that is let go runs on from where it stood`(transport: Transport)
        throws
    {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.control("PUT /clock", #"{"frozen":false}"#)).status == 200)
            let now = try #require(try clock(client).object?["now"]?.string)
            #expect(now.hasPrefix("2026-11-20T"))
            #expect(now >= "2026-11-20T09:00:00")
            #expect(try clock(client).object?["frozen"] == false)
        }
    }

    @Test(arguments: Transport.allCases) func `an invitation runs out when the clock is set past its time`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let question = HTTPRequest.api("GET /organization/user/ann@acme.example/permissions")
            for (now, status) in [("2026-11-23T09:00:00Z", 400), ("2026-11-23T08:59:59.999Z", 200)] {
                try #require(try client.send(.control("PUT /clock", #"{"now":"\#(now)"}"#)).status == 200)
                #expect(try client.send(question).status.rawValue == status)
            }
        }
    }

    @Test(arguments: Transport.allCases) func `a resend starts the 72 hours again`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let advance = HTTPRequest.control("POST /clock/advance", #"{"by":"PT71H"}"#)
            let question = HTTPRequest.api("GET /organization/user/ann@acme.example/permissions")
            try #require(try client.send(advance).status == 200)
            try #require(
                try client.send(.api("PUT /organization/user/invitation/resend/ann@acme.example")).status == 200
            )
            try #require(try client.send(advance).status == 200)
            #expect(try client.send(question).status == 200)
            try #require(try client.send(advance).status == 200)
            #expect(try client.send(question).status == 400)
        }
    }
}
