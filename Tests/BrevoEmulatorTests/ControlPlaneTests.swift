import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The control plane, in process and over a socket.
@Suite struct ControlPlaneTests {
    /// A request that is refused: it has an error and a hint, and nothing has changed.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let request: HTTPRequest
        let status: HTTPStatus
        var before: [HTTPRequest] = []

        var testDescription: String {
            "\(request.method.rawValue) \(request.target) \(String(decoding: request.body.prefix(80), as: UTF8.self))"
        }

        init(_ line: String, body json: String? = nil, _ status: HTTPStatus, before: [HTTPRequest] = []) {
            (request, self.status, self.before) = (.control(line, json), status, before)
        }
    }

    static let people: [Refusal] = [
        Refusal("POST /users/nobody@acme.example/accept", 404),
        Refusal("POST /users/nobody@acme.example/decline", 404),
        Refusal("POST /users/boss@acme.example/accept", 404),
        Refusal("POST /users/nonsense/accept", 400),
        Refusal("POST /users/ann%00@acme.example/accept", 400),
        Refusal("POST /users/ann@acme.example/accept?account=xkeysib-nobody", 404),
        Refusal("POST /users/ann@acme.example/accept?account=xkeysib-plain", 404),
        Refusal("POST /users/ann@acme.example/accept?account=", 404),
        Refusal("POST /users/ann@acme.example/accept?kind=owner", 400),
        Refusal("POST /users/ann@acme.example/accept?kind=admin", 404),
        Refusal("POST /users/eve@acme.example/accept", 404),
        Refusal("POST /users/eve@acme.example/decline?kind=user", 404),
        Refusal("POST /users/Plus+Tag@acme.example/accept", 409),
        Refusal("POST /users/plus+tag@acme.example/decline", 409),
        Refusal("POST /users/ann@acme.example/accept", 409, before: [.control("POST /users/ann@acme.example/accept")]),
        Refusal("POST /users/ann@acme.example/decline", 409, before: [.control("POST /users/ann@acme.example/accept")]),
        Refusal("POST /users/ann@acme.example/accept", 409, before: [.control("POST /users/ann@acme.example/decline")]),
        Refusal(
            "POST /users/ann@acme.example/accept",
            409,
            before: [.control("POST /clock/advance", #"{"by":"P3D"}"#)]
        ),
        Refusal(
            "POST /users/eve@acme.example/accept?kind=admin",
            409,
            before: [.control("POST /clock/advance", #"{"by":"P3D"}"#)]
        ),
        Refusal(
            "POST /users/ann@acme.example/accept",
            409,
            before: [.invite(email: "ann@acme.example", key: Acme.organizationKey)]
        ),
        Refusal(
            "POST /users/ann@acme.example/accept",
            404,
            before: [.api("PUT /organization/user/invitation/cancel/ann@acme.example")]
        ),
    ]

    static let routes: [Refusal] = [
        Refusal("GET ", 404), Refusal("GET /", 404), Refusal("GET /nonsense", 404), Refusal("GET /State", 404),
        Refusal("GET /state/more", 404), Refusal("POST /users/ann@acme.example", 404),
        Refusal("POST /users/ann@acme.example/remind", 404), Refusal("GET /%FF", 400),
        Refusal("GET /reset", 405), Refusal("DELETE /state", 405), Refusal("POST /state", 405),
        Refusal("GET /users/ann@acme.example/accept", 405), Refusal("POST /clock", 405),
        Refusal("GET /clock/advance", 405), Refusal("POST /livez", 405), Refusal("PUT /readyz", 405),
    ]

    static let clocks: [Refusal] =
        ["", "{", "\u{FEFF}{}"].flatMap {
            [Refusal("PUT /clock", body: $0, 400), Refusal("POST /clock/advance", body: $0, 400)]
        }
        + [
            "[]", "null", "1", #"{"time":"2026-11-20T09:00:00Z"}"#, #"{"now":"tomorrow"}"#, #"{"now":1}"#,
            #"{"now":"2026-02-30T00:00:00Z"}"#, #"{"now":"2026-11-20"}"#, #"{"frozen":"true"}"#, #"{"frozen":1}"#,
            #"{"rate":-1}"#, #"{"rate":1000001}"#, #"{"rate":"1"}"#, #"{"now":"2027-01-01T00:00:00Z","rate":true}"#,
        ].map { Refusal("PUT /clock", body: $0, 422) }
        + [
            "[]", "{}", #"{"by":null}"#, #"{"by":73}"#, #"{"by":"73H"}"#, #"{"by":"P1Y"}"#, #"{"by":"PT"}"#,
            #"{"by":"-PT1H"}"#, #"{"for":"PT1H"}"#, #"{"by":"PT1H","to":1}"#, #"{"by":"P99999999D"}"#,
            #"{"by":"P9223372036854775807W"}"#,
        ].map { Refusal("POST /clock/advance", body: $0, 422) }

    @Test(arguments: people + routes + clocks, Transport.allCases)
    func `a refusal says what to do and changes nothing`(refusal: Refusal, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            for request in refusal.before { try #require(try client.send(request).status.rawValue < 300) }
            let state = try client.send(.state).text
            let clock = try client.send(.control("GET /clock")).text
            let response = try client.send(refusal.request)
            #expect(response.status == refusal.status)
            #expect(response.headers["Content-Type"] == "application/json")
            #expect((response.headers["Allow"] != nil) == (refusal.status == 405))
            let body = try #require(try JSONParser.parse(response.body).object)
            #expect(body.keys == ["error", "hint"])
            #expect(try #require(body["error"]?.string).isEmpty == false)
            #expect(try #require(body["hint"]?.string).isEmpty == false)
            #expect(try client.send(.state).text == state)
            #expect(try client.send(.control("GET /clock")).text == clock)
        }
    }

    @Test(
        arguments: [
            ("accept", "ann@acme.example", "", "active"), ("decline", "ann@acme.example", "", "rejected"),
            ("accept", "ANN%40acme.example", "?kind=user", "active"),
            ("accept", "ann@acme.example", "?account=xkeysib-acme&kind=user", "active"),
            ("accept", "eve@acme.example", "?kind=admin", "active"),
            ("decline", "eve@acme.example", "?kind=admin&account=xkeysib-acme", "rejected"),
        ],
        Transport.allCases
    )
    func `a person answers the mail`(answer: (String, String, String, String), by transport: Transport) throws {
        let (step, address, query, status) = answer
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).text
            let response = try client.send(.control("POST /users/\(address)/\(step)\(query)"))
            #expect(response.status == 200)
            #expect(try JSONParser.parse(response.body).object?["status"] == .string(status))
            // Of all that the state holds, but for the log, only this one status has changed.
            let email = query.contains("admin") ? "eve" : "ann"
            let before = "\"email\": \"\(email)@acme.example\",\n          \"status\": "
            #expect(state.contains("\(before)\"pending\""))
            #expect(
                try client.send(.state).text.replacing(/,\n *"activities": \[[^\]]*\]/, with: "")
                    == state.replacing("\(before)\"pending\"", with: "\(before)\"\(status)\"")
            )
        }
    }

    @Test(arguments: Transport.allCases)
    func `an account is named where two have invited somebody`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(
                try client.send(.invite(email: "ann@acme.example", key: Acme.organizationKey)).status == 200
            )
            let accept = HTTPRequest.control("POST /users/ann@acme.example/accept?account=\(Acme.organizationKey)")
            #expect(try client.send(accept).status == 200)
            let question = "GET /organization/user/ann@acme.example/permissions"
            #expect(try client.send(.api(question)).text.contains(#""status":"pending""#))
            #expect(try client.send(.api(question, key: Acme.organizationKey)).text.contains(#""status":"active""#))
        }
    }

    @Test(arguments: ["livez", "readyz"], Transport.allCases)
    func `health checks respond`(path: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answers = try ["GET /\(path)", "GET /\(path)/", "HEAD /\(path)"].map { try client.send(.control($0)) }
            #expect(answers.map(\.status) == [200, 200, 200])
            #expect(answers.map(\.body.isEmpty) == [false, false, true])
        }
    }
}
