import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The two responses of the live service that were published, anonymized; and how the list follows the control plane.
@Suite struct CapturedResponseTests {
    /// A request, and the response that was captured.
    private static let captures: [(request: HTTPRequest, file: String)] = [
        (.list(key: "xkeysib-captured"), "invited-users"),
        (.api("GET /account", key: "xkeysib-captured-account"), "account-captured"),
    ]

    @Test(arguments: captures.indices, Transport.allCases)
    func `a captured response is sent byte for byte`(index: Int, by transport: Transport) throws {
        let capture = Self.captures[index]
        let configuration = try Acme.configuration {
            $0.seed = try? JSONDocument(Fixture.seed("captured"))
            // The month that the captured account was in.
            $0.frozenClock = Timestamp("2026-06-01T00:00:00Z")
        }
        try transport.withEmulator(configuration) { client in
            let expected = try Fixture.text("responses/\(capture.file).json")
            // The second one comes from what was kept of the first.
            for _ in 0..<2 {
                let response = try client.send(capture.request)
                #expect(response.text == expected)
                #expect(response.headers["Content-Type"] == "application/json")
            }
        }
    }

    /// What changes the list of ann's account from outside the API, and what the list then says of her.
    static let changes: [(change: HTTPRequest, status: String?)] = [
        (.control("POST /users/ann@acme.example/accept"), "active"),
        (.control("POST /users/ann@acme.example/decline"), nil),
        (.control("POST /clock/advance", #"{"by":"PT72H"}"#), nil),
        (.control("POST /clock/advance", #"{"by":"PT71H59M59.999S"}"#), "pending"),
        (.control("PUT /clock", #"{"now":"2026-11-23T09:00:00Z"}"#), nil),
        (.control("PUT /clock", #"{"now":"2026-11-01T09:00:00Z"}"#), "pending"),
        (.control("PUT /state", #"{"version":1,"accounts":[{"apiKeys":["xkeysib-acme"]}]}"#), nil),
        (.api("PUT /organization/user/invitation/cancel/ann@acme.example"), nil),
        (.api("PUT /organization/user/invitation/revoke/ann@acme.example"), nil),
        (.control("POST /users/eve@acme.example/accept?kind=admin"), "pending"),
    ]

    @Test(arguments: changes, Transport.allCases)
    func `a list that was asked for before is right after a change, and after the reset`(
        change: (change: HTTPRequest, status: String?),
        by transport: Transport
    ) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let before = try client.send(.list(key: Acme.key)).text
            let other = try client.send(.list(key: Acme.organizationKey)).text
            try #require(try client.send(change.change).status == 200)
            let after = try client.send(.list(key: Acme.key)).text
            let status = after.firstMatch(of: /"email":"ann@acme.example","is_owner":false,"status":"(\w+)"/)?.1
            #expect(status.map(String.init) == change.status)
            try #require(try client.send(.control("POST /reset")).status == 200)
            #expect(try client.send(.list(key: Acme.key)).text == before)
            #expect(try client.send(.list(key: Acme.organizationKey)).text == other)
        }
    }
}
