import BrevoEmulator
import HTTPMessage
import JSON
import Synchronization
import Testing

/// Stubs, the journal and the state machine in one world, in process and over a socket.
@Suite struct StubTests {
    @Test(arguments: Transport.allCases)
    func `a stub answers before the service, on any path and without a key`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let stub =
                #"{"name":"all mine","request":{"urlPath":"/organization/x"},"response":{"status":201,"body":"hi"}}"#
            #expect(try client.send(.admin("POST /mappings", stub)).status == .created)
            let answer = try client.send(.raw("GET", "/organization/x?y", key: nil))
            #expect(answer.status == 201)
            #expect(answer.text == "hi")
            #expect(answer.headers.map(\.name) == ["Matched-Stub-Id", "Matched-Stub-Name"])
            #expect(answer.headers["Matched-Stub-Name"] == "all mine")
        }
    }

    @Test(arguments: Transport.allCases)
    func `the service responds where no stub matches`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let before = try client.send(.list(key: Acme.key))
            _ = try client.send(.admin("POST /mappings", #"{"request":{"url":"/v3/other"}}"#))
            #expect(try client.send(.list(key: Acme.key)).body == before.body)
        }
    }

    struct Exchange: Sendable, CustomTestStringConvertible {
        let request: HTTPRequest
        let status: Int
        let isMatched: Bool

        var testDescription: String { "\(request.method.rawValue) \(request.target) \(status)" }
    }

    static let exchanges = [
        Exchange(request: .list(key: Acme.key), status: 200, isMatched: true),
        Exchange(request: .list(), status: 401, isMatched: true),
        Exchange(request: .invite("{}"), status: 400, isMatched: true),
        Exchange(request: .raw("OPTIONS", "/v3/nonsense", key: nil), status: 204, isMatched: true),
        Exchange(request: .api("GET /nonsense"), status: 404, isMatched: false),
        Exchange(request: .api("DELETE /organization/invited/users"), status: 405, isMatched: false),
        Exchange(request: .api("GET /nonsense", key: nil), status: 401, isMatched: false),
        Exchange(request: .raw("GET", "/organization/invited/users"), status: 404, isMatched: false),
    ]

    @Test(arguments: exchanges, Transport.allCases)
    func `the journal records requests for the service`(exchange: Exchange, transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(exchange.request)
            let event = try #require(client.json(.admin("GET /requests"))["requests"]?.array?.first?.object)
            #expect(event["wasMatched"]?.bool == exchange.isMatched)
            #expect(event["response"]?.object?["status"]?.number?.int == exchange.status)
            #expect(event["response"]?.object?["body"]?.string == answer.text)
            #expect(event["id"]?.string == answer.headers["sib-request-id"])
            let unmatched = try client.json(.admin("GET /requests/unmatched"))["requests"]?.array
            #expect(unmatched?.count == (exchange.isMatched ? 0 : 1))
        }
    }

    @Test(arguments: Transport.allCases)
    func `a key is shown shortened and found whole`(transport: Transport) throws {
        let key = "xkeysib-0123456789abcdef1234"
        try transport.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.list(key: key))
            let pattern = #"{"headers":{"api-key":{"equalTo":"\#(key)"}}}"#
            let found = try client.json(.admin("POST /requests/find", pattern))["requests"]?.array
            #expect(found?.map { $0.object?["headers"]?.object?["api-key"] } == ["xkeysib-…1234"])
        }
    }

    @Test func `a key is shown whole on demand`() throws {
        let configuration = try Acme.configuration { $0.showsKeys = true }
        try Transport.direct.withEmulator(configuration) { client in
            _ = try client.send(.list(key: Acme.key))
            let found = try client.json(.admin("POST /requests/find", "{}"))["requests"]?.array?.first
            #expect(found?.object?["headers"]?.object?["api-key"]?.string == Acme.key)
        }
    }

    @Test(arguments: [HTTPRequest.control("POST /reset"), .admin("POST /reset")], Transport.allCases)
    func `either reset makes the whole world as it was made`(reset: HTTPRequest, transport: Transport) throws {
        var configuration = try Acme.configuration()
        try configuration.stubFiles.add(["name": "file", "request": ["url": "/file"]])
        try transport.withEmulator(configuration) { client in
            let before = try client.send(.state).body
            _ = try client.send(.invite(email: "new@acme.example"))
            _ = try client.send(.admin("DELETE /mappings"))
            _ = try client.send(.admin("POST /mappings", "{}"))
            _ = try client.send(.admin("POST /settings", #"{"fixedDelay":1}"#))
            _ = try client.send(.control("POST /clock/advance", #"{"by":"PT1H"}"#))
            #expect(try client.send(reset).status == .ok)
            #expect(try client.send(.state).body == before)
            let mappings = try client.json(.admin("GET /mappings"))["mappings"]?.array
            #expect(mappings?.map { $0.object?["name"] } == ["file"])
            #expect(try client.json(.admin("GET /requests"))["meta"] == ["total": 0])
            #expect(try client.json(.admin("GET /settings")) == ["settings": [:]])
        }
    }

    @Test func `what the control plane changes leaves stubs and journal alone`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.admin("POST /mappings", #"{"request":{"url":"/x"}}"#))
            _ = try client.send(.raw("GET", "/x"))
            _ = try client.send(.control("PUT /state", #"{"version":1}"#))
            #expect(try client.json(.admin("GET /mappings"))["meta"] == ["total": 1])
            #expect(try client.json(.admin("GET /requests"))["meta"] == ["total": 1])
        }
    }

    @Test func `the journal has neither prefix`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.state)
            _ = try client.send(.admin("GET /mappings"))
            #expect(try client.json(.admin("POST /requests/count", "{}"))["count"] == 0)
        }
    }

    @Test(arguments: Transport.allCases)
    func `the journal shows the time of the world's clock`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.control("PUT /clock", #"{"now":"2031-01-02T03:04:05Z","frozen":true}"#))
            _ = try client.send(.list(key: Acme.key))
            let request = try client.json(.admin("POST /requests/find", "{}"))["requests"]?.array?.first?.object
            #expect(request?["loggedDateString"] == "2031-01-02T03:04:05Z")
        }
    }

    @Test func `two emulators give stubs and events the same ids`() throws {
        var configuration = try Acme.configuration()
        try configuration.stubFiles.add(["request": ["url": "/file"]])
        let answers = try (0..<2).map { _ in
            try Transport.direct.withEmulator(configuration) { client in
                _ = try client.send(.admin("POST /mappings", #"{"request":{"url":"/x"}}"#))
                _ = try client.send(.raw("GET", "/x"))
                return try [.admin("GET /mappings"), .admin("GET /requests/unmatched")].map { request in
                    try client.send(request).text
                }
            }
        }
        #expect(answers[0] == answers[1])
    }

    @Test func `a body's file is asked for by its name, and its lack is a 500`() throws {
        let configuration = try Acme.configuration { configuration in
            configuration.stubFiles = StubFiles { $0 == "a.json" ? Array("{}".utf8) : nil }
        }
        try Transport.direct.withEmulator(configuration) { client in
            for name in ["a.json", "b.json"] {
                let stub = #"{"request":{"url":"/\#(name)"},"response":{"bodyFileName":"\#(name)"}}"#
                _ = try client.send(.admin("POST /mappings", stub))
            }
            #expect(try client.send(.raw("GET", "/a.json")).text == "{}")
            #expect(try client.send(.raw("GET", "/b.json")).status == 500)
        }
    }

    @Test func `a stub file with a fault is refused with its place`() throws {
        var stubs = StubFiles()
        let error = #expect(throws: InvalidStubFile.self) {
            try stubs.add(["mappings": [[:], ["response": ["proxyBaseUrl": "http://a"]]]])
        }
        #expect(error?.description.hasPrefix("/mappings/1/response/proxyBaseUrl: ") == true)
        #expect(stubs.count == 0)
    }

    @Test func `an end that is asked for is left to the program`() throws {
        let ends = Ends()
        let configuration = try Acme.configuration { $0.shutDown = { ends.count.add(1, ordering: .relaxed) } }
        let answer = try Transport.direct.withEmulator(configuration) { try $0.send(.admin("POST /shutdown")) }
        #expect(answer.status == .ok)
        #expect(ends.count.load(ordering: .relaxed) == 1)
    }

    private final class Ends: Sendable {
        let count = Atomic(0)
    }
}

extension HTTPRequest {
    /// A request of the admin API, written `POST /reset` without its prefix.
    fileprivate static func admin(_ line: String, _ json: String? = nil) -> HTTPRequest {
        let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        return .raw(String(halves[0]), "/__admin" + halves[1], json, key: nil)
    }
}

extension Client {
    fileprivate func json(_ request: HTTPRequest) throws -> JSONObject {
        try #require(try JSONParser.parse(send(request).body).object)
    }
}
