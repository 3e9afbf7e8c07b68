import HTTPMessage
import JSON
import Testing
import WireMock

/// The admin API and its state, without a socket.
struct AdminWorld {
    let admin: WireMockAdmin
    var state: WireMockState
    var now = 1_795_232_477_216
    private var random = SystemRandomNumberGenerator()

    /// - Parameters:
    ///   - stubs: The stubs of files, which a reset restores.
    ///   - events: The number of events that the journal keeps; nil for no journal.
    ///   - listLimit: The size in bytes at which a list of requests ends.
    ///   - files: The body files.
    init(
        stubs: String = #"{"mappings":[]}"#,
        events: Int? = 10_000,
        listLimit: Int = 1 << 20,
        templating: StubOptions.Templating = .perStub,
        files: [String: String] = [:]
    ) {
        var random = SystemRandomNumberGenerator()
        let stubs = try? StubFile.stubs(in: JSONParser.parse(Array(stubs.utf8)), random: &random).stubs
        let journal = Journal(limits: events.map(Journal.Limits.init))
        let options = StubOptions(templating: templating) { files[$0].map { Array($0.utf8) } }
        state = WireMockState(stubs: stubs ?? [], journal: journal, options: options)
        admin = WireMockAdmin(origin: state, listLimit: listLimit)
    }

    /// A response of the admin API.
    struct Response {
        let response: HTTPResponse
        let effect: WireMockAdmin.Effect
        let json: JSONObject

        /// The URLs of the listed requests.
        var urls: [String] {
            (json["requests"]?.array ?? []).compactMap { $0.object?["url"]?.string }
        }
    }

    /// Sends a request, written `POST /requests/find` without the prefix; one that only reads gets a copy of the state.
    @discardableResult
    mutating func send(_ line: String, _ body: String = "", headers: HTTPHeaders = [:]) throws -> Response {
        let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let request = HTTPRequest(
            method: HTTPMethod(rawValue: String(halves[0])),
            target: "/__admin" + halves[1],
            headers: headers,
            body: Array(body.utf8)
        )
        var copy = state
        let result = admin.respond(to: request, &copy, now: now, uptime: .seconds(5), random: &random)
        let response = result.completion?() ?? result.response
        if !WireMockAdmin.isReading(request) { state = copy }
        let json = response.body.isEmpty ? [:] : try JSONParser.parse(response.body).object ?? [:]
        return Response(response: response, effect: result.effect, json: json)
    }

    /// Records a request that no stub matched.
    mutating func record(
        _ target: String,
        method: HTTPMethod = .get,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        client: String = "127.0.0.1",
        responseBody: [UInt8] = [],
        _ outcome: ServeEvent.Outcome = .service
    ) {
        let request = HTTPRequest(
            method: method,
            target: target,
            headers: headers,
            body: body,
            clientAddress: client
        )
        record(request, HTTPResponse(status: outcome.isUnmatched ? 404 : 200, body: responseBody), outcome)
    }

    /// Responds to a request by the matching stub, and records it.
    @discardableResult
    mutating func respond(
        _ target: String,
        method: HTTPMethod = .get,
        headers: HTTPHeaders = [:],
        body: String = ""
    ) -> HTTPResponse? {
        let request = HTTPRequest(method: method, target: target, headers: headers, body: Array(body.utf8))
        guard let (response, stub) = try? state.respond(to: request, now: now, random: &random) else { return nil }
        record(request, response, .stub(stub))
        return response
    }

    /// Records a request with its response.
    mutating func record(_ request: HTTPRequest, _ response: HTTPResponse, _ outcome: ServeEvent.Outcome) {
        state.journal.append(UUID(using: &random), RequestRecord(request), response, outcome, loggedDate: now)
    }
}

extension ServeEvent.Outcome {
    fileprivate var isUnmatched: Bool {
        if case .unmatched = self { true } else { false }
    }
}
