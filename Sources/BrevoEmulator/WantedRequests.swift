internal import EmulatorControl
internal import HTTPMessage
internal import JSON
internal import WireMock

/// What `POST /__emulator/requests/wait` waits for (spec §11).
struct WantedRequests: Sendable {
    /// A body that says it wrongly.
    struct Refusal: Error {
        let response: HTTPResponse

        init(_ error: String, hint: String, status: HTTPStatus = .unprocessableContent) {
            response = .control(status, error: error, hint: hint)
        }
    }

    private static let counts = 1...1_000_000
    private static let timeouts = 0...300_000
    private static let members = ["pattern", "count", "timeoutMilliseconds"]

    let pattern: RequestPattern
    /// How many requests must match; 1 unless said otherwise.
    let count: Int
    /// How long to wait for them, in real time, 10 s unless said otherwise.
    ///
    /// By a world's clock, which may stand, it could wait for ever.
    var timeout: Duration { .milliseconds(timeoutMilliseconds) }
    let timeoutMilliseconds: Int

    init(_ body: [UInt8]) throws(Refusal) {
        let json: JSONValue
        do throws(JSONParser.Failure) { json = try JSONParser.parse(body) } catch {
            throw Refusal("the body is not JSON", hint: "\(error.description).", status: .badRequest)
        }
        let known = "It may have \(Self.members.joined(separator: ", "))."
        guard let object = json.object else { throw Refusal("the body must be an object", hint: known) }
        if let unknown = object.keys.first(where: { !Self.members.contains($0) }) {
            throw Refusal("\(unknown) is not known here", hint: known)
        }
        guard let pattern = object["pattern"] else {
            throw Refusal("pattern is missing", hint: "It is a request pattern as in a stub; {} means any request.")
        }
        do throws(AdminError) { self.pattern = try RequestPattern(pattern) } catch {
            let fault = error.faults[0]
            let place = fault.pointer.map { "/pattern\($0.description): " } ?? ""
            throw Refusal("pattern is not valid", hint: "\(place)\(fault.detail ?? fault.title).")
        }
        count = try Self.number("count", in: Self.counts, of: object) ?? 1
        timeoutMilliseconds = try Self.number("timeoutMilliseconds", in: Self.timeouts, of: object) ?? 10_000
    }

    private static func number(
        _ name: String,
        in range: ClosedRange<Int>,
        of object: JSONObject
    ) throws(Refusal) -> Int? {
        guard let value = object[name] else { return nil }
        guard let number = value.number?.int, range.contains(number) else {
            throw Refusal(
                "\(name) is not valid",
                hint: "It must be a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }
}
