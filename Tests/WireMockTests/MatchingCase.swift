import HTTPMessage
import JSON
import Testing
import WireMock

/// A pattern, a request, and whether a WireMock 2.35.1 server matched it.
struct MatchingCase: Sendable, CustomTestStringConvertible {
    let pattern: JSONValue
    let request: HTTPRequest
    /// Whether the server matched it.
    let matches: Bool
    /// What the emulator does instead, nil if it refuses the pattern; only in the file of differences.
    let emulator: Bool?

    var testDescription: String {
        let body = String(decoding: request.body, as: UTF8.self)
        let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        return "\(pattern) ← \(request.method.rawValue) \(request.target) [\(headers)] \(body)"
    }

    private init?(_ json: JSONValue) {
        guard let pattern = json.object?["pattern"], let request = json.object?["request"]?.object,
            let target = request["url"]?.string,
            let matches = (json.object?["matches"] ?? json.object?["wireMock"])?.bool
        else { return nil }
        var headers: HTTPHeaders = [:]
        for field in request["headers"]?.array ?? [] {
            guard let name = field.array?.first?.string, let value = field.array?.last?.string else { return nil }
            headers.append(name, value)
        }
        self.pattern = pattern
        self.matches = matches
        emulator = json.object?["emulator"]?.bool
        self.request = HTTPRequest(
            method: HTTPMethod(rawValue: request["method"]?.string ?? "GET"),
            target: target,
            headers: headers,
            body: Array((request["body"]?.string ?? "").utf8)
        )
    }

    /// The cases of a file in fixtures/wiremock.
    static func cases(_ name: String) -> [MatchingCase] {
        guard let rows = fixture("wiremock/\(name).json").array, !rows.isEmpty else {
            preconditionFailure("\(name).json has no cases")
        }
        return rows.map { row in
            guard let value = MatchingCase(row) else { preconditionFailure("\(name).json: \(row)") }
            return value
        }
    }
}
