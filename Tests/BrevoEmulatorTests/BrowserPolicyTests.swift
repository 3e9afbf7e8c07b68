import BrevoEmulator
import HTTPMessage
import Testing

/// A page of the web can neither read nor command the emulator on the machine of its reader.
@Suite struct BrowserPolicyTests {
    private static let own = "http://localhost:8080"
    private static let allowed = "http://localhost:3000"

    static let targets = [
        "GET /__emulator/state", "POST /__emulator/reset", "POST /__admin/shutdown", "GET /__admin/mappings",
        "OPTIONS /__emulator/reset", "OPTIONS /__admin/mappings", "GET /worlds/t1/__emulator/state",
        "POST /worlds/t1/__admin/reset", "GET /__emulator/livez",
    ]

    private func emulator(shutDown: @escaping @Sendable () -> Void = {}) throws -> Emulator {
        try Emulator(
            Acme.configuration {
                $0.allowedOrigins = [Self.allowed]
                $0.allowedHosts = ["emulator.test"]
                $0.shutDown = shutDown
            }
        )
    }

    private func request(_ line: String, host: String = "localhost:8080", _ fields: HTTPHeaders) -> HTTPRequest {
        let halves = line.split(separator: " ")
        var headers: HTTPHeaders = ["Host": host]
        headers.append(contentsOf: fields)
        return .raw(String(halves[0]), String(halves[1]), key: nil, headers: headers)
    }

    @Test(
        arguments: targets,
        [
            "https://evil.example", "null", "", "http://localhost", "https://localhost:8080", "http://localhost:80800",
            "http://localhost:8080.evil.example", "http://localhost:3000.evil.example", "http://127.0.0.1:8080",
        ]
    ) func `a page of another origin is refused`(line: String, origin: String) throws {
        let emulator = try emulator { Issue.record("a refused request ends the program") }
        _ = emulator.respond(to: .invite(email: "zoe@acme.example"))
        let before = emulator.respond(to: .state).body
        let response = emulator.respond(to: request(line, ["Origin": origin, "Content-Type": "text/plain"]))
        #expect(response.status == 403)
        #expect(response.headers["Access-Control-Allow-Origin"] == nil)
        #expect(response.text.contains("error") && response.text.contains("--allow-origin"))
        #expect(emulator.respond(to: .state).body == before)
    }

    @Test(arguments: targets, [own, allowed, "HTTP://LOCALHOST:3000"])
    func `a page of the emulator's own or of an allowed origin is not`(line: String, origin: String) throws {
        let response = try emulator().respond(to: request(line, ["Origin": origin, "Sec-Fetch-Site": "same-origin"]))
        #expect(response.status != 403)
        #expect(response.headers["Access-Control-Allow-Origin"] == origin)
    }

    @Test func `the page of an emulator behind a proxy that ends TLS is its own`() throws {
        let fields: HTTPHeaders = ["Origin": "https://emulator.test", "X-Forwarded-Proto": "https"]
        let emulator = try emulator()
        #expect(emulator.respond(to: request("GET /__emulator/clock", host: "emulator.test", fields)).status == 200)
        let plain: HTTPHeaders = ["Origin": "https://emulator.test"]
        #expect(emulator.respond(to: request("GET /__emulator/clock", host: "emulator.test", plain)).status == 403)
    }

    @Test(arguments: [
        "rebound.example:8080", "rebound.example", "localhost.evil.example", "127.0.0.1.evil.example", "",
    ])
    func `a browser may not use a name that anybody's DNS may give to this machine`(host: String) throws {
        let emulator = try emulator()
        for fields in [["Origin": "http://\(host)"], ["Sec-Fetch-Site": "same-origin"]] as [HTTPHeaders] {
            #expect(emulator.respond(to: request("GET /__emulator/clock", host: host, fields)).status == 403)
        }
        // Who is no browser may call it as they like.
        #expect(emulator.respond(to: request("GET /__emulator/clock", host: host, [:])).status == 200)
    }

    @Test(arguments: ["127.0.0.1:8080", "[::1]:8080", "LOCALHOST", "emulator.test:8080", "10.1.2.3"])
    func `a browser may use addresses, localhost and allowed names`(host: String) throws {
        let fields: HTTPHeaders = ["Sec-Fetch-Site": "none"]
        #expect(try emulator().respond(to: request("GET /__emulator/clock", host: host, fields)).status == 200)
    }

    @Test func `an image or script of a page of another site is refused, a link is not`() throws {
        let emulator = try emulator()
        let image: HTTPHeaders = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"]
        #expect(emulator.respond(to: request("GET /__emulator/events", image)).status == 403)
        let link: HTTPHeaders = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"]
        #expect(emulator.respond(to: request("GET /__emulator/state", link)).status == 200)
    }

    @Test func `the API is open to every page, as the service is`() throws {
        let emulator = try emulator()
        for line in ["OPTIONS /v3/account", "GET /v3/account"] {
            let fields: HTTPHeaders = ["Origin": "https://evil.example", "api-key": Acme.key]
            let response = emulator.respond(to: request(line, host: "rebound.example", fields))
            #expect(response.status.rawValue < 300)
            #expect(response.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test func `a preflight names what the page may send`() throws {
        let fields: HTTPHeaders = [
            "Origin": Self.allowed, "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "authorization,content-type",
        ]
        let response = try emulator().respond(to: request("OPTIONS /__emulator/state", fields))
        #expect(response.status == 204)
        #expect(response.headers["Access-Control-Allow-Headers"] == "authorization,content-type")
        #expect(response.headers["Access-Control-Allow-Methods"]?.contains("PUT") == true)
        #expect(response.headers["Vary"] == "Origin")
    }

    @Test func `over a socket a foreign command changes nothing`() throws {
        try withServer(Acme.configuration()) { server in
            let client = try RawClient(server.port)
            let fields: HTTPHeaders = ["Origin": "https://evil.example"]
            #expect(
                try client.exchange(.raw("POST", "/__admin/shutdown", "{}", key: nil, headers: fields)).status == 403
            )
            #expect(
                try client.exchange(.raw("POST", "/__emulator/reset", "{}", key: nil, headers: fields)).status == 403
            )
            #expect(try client.exchange(.control("GET /livez")).status == 200)
        }
    }
}
