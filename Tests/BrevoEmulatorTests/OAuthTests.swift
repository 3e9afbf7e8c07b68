import BrevoCore
import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import Testing

/// The authorization server (RFC 6749), in process and over a socket.
@Suite struct OAuthTests {
    private static let form: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
    private static let good = "grant_type=client_credentials&client_id=c1&client_secret=s1"

    /// The seed with a client of the first account.
    private static func configuration(
        scopes: String? = nil,
        _ change: (inout Emulator.Configuration) -> Void = { _ in }
    ) throws -> Emulator.Configuration {
        let scopes = scopes.map { #", "scopes": \#($0)"# } ?? ""
        let client = #""oauthClients": [{"clientId": "c1", "clientSecret": "s1"\#(scopes)}]"#
        let seed = Acme.seed.replacing(#""companyName": "Acme","#, with: #""companyName": "Acme", \#(client),"#)
        return try Acme.configuration {
            $0.seed = try? JSONDocument(Array(seed.utf8))
            change(&$0)
        }
    }

    private static func post(
        _ body: String,
        to path: String = "/oauth/token",
        _ headers: HTTPHeaders = form
    ) -> HTTPRequest {
        .raw("POST", path, body, key: nil, headers: headers)
    }

    private static func basic(_ pair: String) -> HTTPHeaders {
        var headers = form
        headers.append("Authorization", "Basic " + Data(pair.utf8).base64EncodedString())
        return headers
    }

    private func token(_ client: Client, _ scope: String = "", path: String = "/oauth/token") throws -> String {
        let answer = try client.send(Self.post("\(Self.good)&scope=\(scope)", to: path))
        return try #require(try JSONParser.parse(answer.body).object?["access_token"]?.string)
    }

    private static func bearer(_ line: String, _ token: String, _ json: String? = nil) -> HTTPRequest {
        .api(line, json, key: nil, headers: ["Authorization": "Bearer \(token)"])
    }

    @Test(
        arguments: [
            "/realms/partner/oauth/token", "/oauth/token", "/v3/oauth/token", "/v3/oauth/token/",
            "/worlds/t1/realms/partner/oauth/token", "/worlds/t1/v3/oauth/token",
        ],
        Transport.allCases
    )
    func `a token is given out where SDKs look for it`(path: String, by transport: Transport) throws {
        try transport.withEmulator(Self.configuration()) { client in
            let answer = try client.send(Self.post("\(Self.good)&scope=organization:read", to: path))
            #expect(answer.status == 200)
            #expect(answer.headers["Cache-Control"] == "no-store")
            #expect(answer.headers["Content-Type"] == "application/json")
            let body = try #require(try JSONParser.parse(answer.body).object)
            #expect(body.keys == ["access_token", "token_type", "expires_in", "scope"])
            #expect(body["token_type"] == "Bearer")
            #expect(body["expires_in"] == 3600)
            #expect(body["scope"] == "organization:read")
            let world = path.hasPrefix("/worlds/t1") ? "/worlds/t1" : ""
            let token = try #require(body["access_token"]?.string)
            let list = HTTPRequest.raw(
                "GET",
                "\(world)/v3/organization/invited/users",
                key: nil,
                headers: ["Authorization": "bearer \(token)"]
            )
            #expect(try client.send(list).text == Conformance.userList)
        }
    }

    @Test(arguments: ["c1:s1", "%631:s%31"]) func `a client may say who it is by HTTP Basic`(pair: String) throws {
        let emulator = try Emulator(Self.configuration { $0.keyPolicy = .seeded })
        for body in ["grant_type=client_credentials", "grant_type=client_credentials&client_id=c1"] {
            #expect(emulator.respond(to: Self.post(body, Self.basic(pair))).status == 200)
        }
    }

    private static let refusals: [(HTTPRequest, HTTPStatus, String)] = [
        (post("grant_type=client_credentials"), 401, "invalid_client"),
        (post("grant_type=client_credentials&client_id=c1"), 401, "invalid_client"),
        (post("grant_type=client_credentials&client_id=c1&client_secret="), 401, "invalid_client"),
        (post("grant_type=client_credentials&client_id=c1&client_secret=S1"), 401, "invalid_client"),
        (post("grant_type=client_credentials&client_id=c2&client_secret=s1"), 401, "invalid_client"),
        (post("grant_type=client_credentials", basic("c1:other")), 401, "invalid_client"),
        (post("grant_type=client_credentials", basic("c1")), 401, "invalid_client"),
        (post(good, basic("c1:s1")), 400, "invalid_request"),
        (post("grant_type=client_credentials&client_id=c2", basic("c1:s1")), 400, "invalid_request"),
        (post("client_id=c1&client_secret=s1"), 400, "invalid_request"),
        (post(good + "&client_id=c1"), 400, "invalid_request"),
        (post(good, ["Content-Type": "application/json"]), 400, "invalid_request"),
        (post(""), 401, "invalid_client"),
        (post("grant_type=password&client_id=c1&client_secret=s1"), 400, "unsupported_grant_type"),
        (post(good + "&scope=nonsense"), 400, "invalid_scope"),
        (post(good + "&scope=organization:read+account:write"), 400, "invalid_scope"),
    ]

    @Test(arguments: refusals, Transport.allCases)
    func `a refusal is that of RFC 6749`(
        refusal: (request: HTTPRequest, status: HTTPStatus, error: String),
        by transport: Transport
    ) throws {
        let configuration = try Self.configuration(scopes: #"["organization:read"]"#) { $0.keyPolicy = .seeded }
        try transport.withEmulator(configuration) { client in
            let answer = try client.send(refusal.request)
            #expect(answer.status == refusal.status)
            let body = try #require(try JSONParser.parse(answer.body).object)
            #expect(body.keys == ["error", "error_description"])
            #expect(body["error"] == .string(refusal.error))
            #expect(body["error_description"]?.string?.isEmpty == false)
            #expect(answer.headers["Cache-Control"] == "no-store")
            #expect(answer.headers["X-Emulator-Hint"]?.isEmpty == false)
            let isByBasic = refusal.request.headers["authorization"] != nil && refusal.status == 401
            #expect(answer.headers["WWW-Authenticate"] == (isByBasic ? #"Basic realm="partner""# : nil))
        }
    }

    @Test(arguments: Transport.allCases) func `another method is refused by name`(transport: Transport) throws {
        try transport.withEmulator(Self.configuration()) { client in
            let answer = try client.send(.raw("GET", "/oauth/token", key: nil))
            #expect(answer.status == 405)
            #expect(answer.headers["Allow"] == "POST, OPTIONS")
            #expect(try client.send(.raw("OPTIONS", "/oauth/token", key: nil)).status == 204)
        }
    }

    private static let denied = String.error("permission_denied", "Access Denied")
    private static let invite = "POST /organization/user/invitation/send"

    @Test(
        arguments: [
            ("organization:read", "GET /organization/invited/users", nil, 200),
            ("organization:read", "GET /account", nil, 403), ("organization:read", invite, "new@acme.example", 403),
            ("organization:write", invite, "new@acme.example", 200),
            ("organization:write", "GET /organization/invited/users", nil, 403),
            ("account:read", "GET /account", nil, 200),
            ("account:read", "GET /organization/invited/users", nil, 403),
            ("account:write", "GET /account", nil, 403), ("contacts:read", "GET /account", nil, 403),
            ("organization:read+account:read", "GET /corporate/groups", nil, 403),
            ("all", "GET /corporate/groups", nil, 200), ("", "GET /corporate/groups", nil, 403),
            ("all", "DELETE /corporate/user/revoke/eve@acme.example", nil, 204),
        ] as [(String, String, String?, HTTPStatus)],
        Transport.allCases
    )
    func `a token opens what is in its scope`(
        call: (scope: String, line: String, email: String?, status: HTTPStatus),
        by transport: Transport
    ) throws {
        // Only a seeded client has the legacy scope `all`; the others are those that a client has unless it is seeded.
        let scopes: String? = ["all", "contacts:read"].contains(call.scope) ? #"["\#(call.scope)"]"# : nil
        try transport.withEmulator(Self.configuration(scopes: scopes)) { client in
            let token = try token(client, call.scope)
            let answer = try client.send(Self.bearer(call.line, token, call.email.map { .viewer($0) }))
            #expect(answer.status == call.status)
            if call.status == 403 { #expect(answer.text == Self.denied) }
        }
    }

    @Test(arguments: Transport.allCases) func `a token lasts an hour by the world's clock`(transport: Transport) throws
    {
        try transport.withEmulator(Self.configuration()) { client in
            let list = Self.bearer("GET /organization/invited/users", try token(client))
            try #require(try client.send(.control("POST /clock/advance", #"{"by":"PT59M59.999S"}"#)).status == 200)
            #expect(try client.send(list).status == 200)
            try #require(try client.send(.control("POST /clock/advance", #"{"by":"PT0.001S"}"#)).status == 200)
            let refused = try client.send(list)
            #expect(refused.status == 401)
            #expect(refused.text == Conformance.keyNotFound)
        }
    }

    @Test(arguments: Transport.allCases) func `a key counts where there is a token too`(transport: Transport) throws {
        try transport.withEmulator(Self.configuration(scopes: #"["contacts:read"]"#)) { client in
            let token = try token(client, "contacts:read")
            let both = HTTPRequest.list(key: Acme.key, ["Authorization": "Bearer \(token)"])
            #expect(try client.send(both).text == Conformance.userList)
        }
    }

    @Test(arguments: Transport.allCases) func `a reset ends every token, and a snapshot keeps those of its moment`(
        transport: Transport
    ) throws {
        try transport.withEmulator(Self.configuration()) { client in
            let list = Self.bearer("GET /organization/invited/users", try token(client))
            try #require(try client.send(.control("PUT /snapshots/s")).status == 200)
            try #require(try client.send(.control("POST /reset")).status == 200)
            #expect(try client.send(list).status == 401)
            try #require(try client.send(.control("POST /snapshots/s/restore")).status == 200)
            #expect(try client.send(list).status == 200)
        }
    }

    @Test func `a client never seen has an account of its own, and the state holds it`() throws {
        let emulator = try Emulator(Acme.configuration())
        let request = Self.post("grant_type=client_credentials&client_id=c9&client_secret=s9")
        let answer = try JSONParser.parse(emulator.respond(to: request).body).object
        let token = try #require(answer?["access_token"]?.string)
        let list = emulator.respond(to: Self.bearer("GET /organization/invited/users", token)).text
        #expect(list.contains("owner@example.com"))
        let state = emulator.respond(to: .state).text
        #expect(state.contains(#""clientId": "c9""#))
        #expect(emulator.respond(to: .control("PUT /state", state)).status == 200)
        #expect(emulator.respond(to: .state).text == state)
        // Tokens are no part of the document: the client asks for another.
        #expect(emulator.respond(to: Self.bearer("GET /account", token)).status == 401)
        #expect(emulator.respond(to: request).status == 200)
    }

    @Test(arguments: Transport.allCases) func `a token can be looked into and ended by its client`(transport: Transport)
        throws
    {
        try transport.withEmulator(Self.configuration()) { client in
            let token = try token(client, "account:read")
            let own = "client_id=c1&client_secret=s1&token=\(token)"
            func look(_ form: String) throws -> JSONObject? {
                try JSONParser.parse(client.send(Self.post(form, to: "/oauth/introspect")).body).object
            }
            let found = try look(own)
            #expect(found?["active"] == true)
            #expect(found?["scope"] == "account:read")
            #expect(found?["client_id"] == "c1")
            #expect(found?["exp"] == 1_795_168_800)
            let other = "client_id=c2&client_secret=s2&token=\(token)"
            #expect(try look(other) == ["active": false])
            #expect(try client.send(Self.post(other, to: "/oauth/revoke")).status == 200)
            #expect(try look(own)?["active"] == true)
            let userinfo = HTTPRequest.raw(
                "GET",
                "/oauth/userinfo",
                key: nil,
                headers: ["Authorization": "Bearer \(token)"]
            )
            #expect(try client.send(userinfo).text.contains(#""email":"boss@acme.example""#))
            #expect(try client.send(Self.post(own, to: "/oauth/revoke")).status == 200)
            #expect(try look(own) == ["active": false])
            let refused = try client.send(userinfo)
            #expect(refused.status == 401)
            #expect(refused.headers["WWW-Authenticate"] == #"Bearer error="invalid_token""#)
        }
    }

    @Test func `the server's metadata has the world's prefix`() throws {
        let emulator = try Emulator(Self.configuration())
        func get(_ path: String) throws -> JSONObject? {
            let request = HTTPRequest.raw("GET", path, key: nil, headers: ["Host": "h:1"])
            return try JSONParser.parse(emulator.respond(to: request).body).object
        }
        let found = try get("/worlds/t1/realms/partner/.well-known/openid-configuration")
        #expect(found?["issuer"] == "http://h:1/worlds/t1/realms/partner")
        #expect(found?["token_endpoint"] == "http://h:1/worlds/t1/realms/partner/oauth/token")
        #expect(found?["scopes_supported"]?.array?.count == 37)
        #expect(try get("/realms/partner/public-keys") == ["keys": []])
        let scopes = try #require(try get("/realms/partner/scopes"))
        #expect(scopes["magic_scopes"] == ["all"])
        let names = try #require(scopes["scopes"]?.array).map { $0.object?["name"]?.string ?? "" }
        let supported = found?["scopes_supported"]?.array?.compactMap(\.string) ?? []
        #expect(Set(names + ["all"]) == Set(supported))
        #expect(names.count == 36)
    }
}
