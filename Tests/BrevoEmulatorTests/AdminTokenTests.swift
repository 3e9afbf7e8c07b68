import BrevoEmulator
import HTTPMessage
import Testing

/// `--admin-token` is asked for on both control planes, in every world.
@Suite struct AdminTokenTests {
    private func ask(_ target: String, _ authorization: String?, method: String = "GET") -> HTTPRequest {
        .raw(method, target, key: nil, headers: authorization.map { ["Authorization": $0] } ?? [:])
    }

    static let targets = [
        "/__emulator/state", "/__emulator/livez", "/__emulator/worlds", "/__emulator/nonsense", "/__admin/mappings",
        "/__admin/health", "/worlds/t1/__emulator/state", "/worlds/t1/__admin/requests",
    ]

    @Test(arguments: targets, Transport.allCases)
    func `who does not bear the token is refused`(target: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.adminToken = "s3cret" }) { client in
            let wrong = [
                nil, "", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret2", "Bearer S3CRET", "Bearer s3cret s3cret",
                "Basic s3cret", "s3cret",
            ]
            for authorization in wrong {
                let answer = try client.send(ask(target, authorization))
                #expect(answer.status == 401, "\(authorization ?? "none")")
                #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
                #expect(answer.text.contains("error") && answer.text.contains("hint"))
                #expect(!answer.text.contains("s3cret"))
            }
            for authorization in ["Bearer s3cret", "bearer  s3cret"] {
                #expect(try client.send(ask(target, authorization)).status != 401)
            }
            let preflight = try client.send(ask(target, nil, method: "OPTIONS"))
            #expect(preflight.status.rawValue < 300)
        }
    }

    @Test(arguments: Transport.allCases) func `the API knows nothing of the token`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.adminToken = "s3cret" }) { client in
            let answer = try client.send(.list(key: Acme.key))
            #expect(answer.status == 200)
        }
    }

    @Test func `a refused command has done nothing`() throws {
        let emulator = try Emulator(Acme.configuration { $0.adminToken = "s3cret" })
        let state = ask("/__emulator/state", "Bearer s3cret")
        let before = emulator.respond(to: state).text
        #expect(emulator.respond(to: .control("POST /users/ann@acme.example/accept")).status == 401)
        #expect(emulator.respond(to: state).text == before)
    }

    @Test(arguments: ["/__emulator/state", "/__emulator/nonsense", "/worlds/t1/__admin/mappings", "/__emulator/worlds"])
    func `a page that may use the control planes can read why it is refused`(target: String) throws {
        let configuration = try Acme.configuration {
            $0.adminToken = "s3cret"
            $0.allowedOrigins = ["http://localhost:3000"]
        }
        let emulator = try Emulator(configuration)
        for authorization in [nil, "Bearer s3cret"] {
            var request = ask(target, authorization)
            request.headers.append("Host", "localhost:8080")
            request.headers.append("Origin", "http://localhost:3000")
            let response = emulator.respond(to: request)
            #expect(response.headers["Access-Control-Allow-Origin"] == "http://localhost:3000")
            #expect((response.status == 401) == (authorization == nil))
        }
    }
}
