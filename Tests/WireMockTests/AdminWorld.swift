import HTTPMessage
import JSON
import Testing
import WireMock

/// The admin API with a state, without a socket.
struct AdminWorld {
    let admin: WireMockAdmin
    var state: WireMockState
    var now = 1_795_232_477_216
    private var random = SystemRandomNumberGenerator()

    /// - Parameters:
    ///   - stubs: the stubs of files, which a reset leads back to.
    ///   - events: how many events the journal holds; nil for none.
    ///   - listLimit: the bytes at which a list of requests ends.
    init(stubs: String = #"{"mappings":[]}"#, events: Int? = 10_000, listLimit: Int = 1 << 20) {
        var random = SystemRandomNumberGenerator()
        let stubs = try? StubFile.stubs(in: JSONParser.parse(Array(stubs.utf8)), random: &random)
        let journal = Journal(limits: events.map(Journal.Limits.init))
        state = WireMockState(stubs: stubs ?? [], journal: journal)
        admin = WireMockAdmin(origin: state, listLimit: listLimit)
    }

    /// What the admin API answered.
    struct Answer {
        let response: HTTPResponse
        let effect: WireMockAdmin.Effect
        let json: JSONObject

        /// The urls of the requests that it lists.
        var urls: [String] {
            (json["requests"]?.array ?? []).compactMap { $0.object?["url"]?.string }
        }
    }

    /// Asks the admin API, written `POST /requests/find` without its prefix; where it only reads, by a copy.
    @discardableResult
    mutating func ask(_ line: String, _ body: String = "", headers: HTTPHeaders = [:]) throws -> Answer {
        let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let request = HTTPRequest(
            method: HTTPMethod(rawValue: String(halves[0])),
            target: "/__admin" + halves[1],
            headers: headers,
            body: Array(body.utf8)
        )
        var copy = state
        let (response, effect) = admin.answer(request, &copy, now: now, uptime: .seconds(5), random: &random)
        if !WireMockAdmin.isReading(request) { state = copy }
        let json = response.body.isEmpty ? [:] : try JSONParser.parse(response.body).object ?? [:]
        return Answer(response: response, effect: effect, json: json)
    }

    /// Notes a request that the service or nobody answered.
    mutating func note(
        _ target: String,
        method: HTTPMethod = .get,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        client: String = "127.0.0.1",
        answer: [UInt8] = [],
        _ outcome: ServeEvent.Outcome = .service
    ) {
        let request = HTTPRequest(
            method: method,
            target: target,
            headers: headers,
            body: body,
            clientAddress: client
        )
        let response = HTTPResponse(status: outcome.isUnmatched ? 404 : 200, body: answer)
        note(request, response, outcome)
    }

    /// Answers a request by the stub that matches, and notes it.
    @discardableResult
    mutating func respond(_ target: String, headers: HTTPHeaders = [:]) -> HTTPResponse? {
        let request = HTTPRequest(method: .get, target: target, headers: headers)
        guard let answer = state.answer(request, now: now, files: { _ in nil }, random: &random) else { return nil }
        note(request, answer.response, .stub(answer.stub))
        return answer.response
    }

    /// Notes a request with its answer.
    mutating func note(_ request: HTTPRequest, _ response: HTTPResponse, _ outcome: ServeEvent.Outcome) {
        state.journal.note(UUID(using: &random), RequestRecord(request), response, outcome, loggedDate: now)
    }
}

extension ServeEvent.Outcome {
    fileprivate var isUnmatched: Bool {
        if case .unmatched = self { true } else { false }
    }
}
