internal import HTTPMessage
internal import JSON

/// The value that a matcher is applied to: of a header, a parameter, a body; or none.
enum Subject {
    case absent
    case text(String)
    case body(MatchableRequest)
    case json(JSONValue)

    var isAbsent: Bool {
        switch self {
        case .absent: true
        case .text, .json: false
        case .body(let request): request.request.body.isEmpty
        }
    }

    /// The value as text; an empty body is none, as in WireMock.
    func text(_ work: inout WorkBudget) -> String? {
        switch self {
        case .absent: return nil
        case .text(let text): return text
        case .body(let request):
            let text = request.bodyText(&work)
            return text.isEmpty ? nil : text
        case .json(.string(let text)): return text
        case .json(let value):
            guard work.spend(value.encodingWork) else { return nil }
            return value.description
        }
    }

    func bytes(_ work: inout WorkBudget) -> [UInt8]? {
        guard case .body(let request) = self else { return text(&work).map { Array($0.utf8) } }
        return request.body(&work)
    }

    /// The value as JSON; nil if it is not JSON.
    func json(_ work: inout WorkBudget) -> JSONValue? {
        switch self {
        case .absent: nil
        case .text(let text): JSONValue.parse(Array(text.utf8), &work)
        case .body(let request): request.bodyJSON(&work)
        case .json(let value): value
        }
    }
}

extension JSONValue {
    /// Parses the text of a request as WireMock does; nil if it is not JSON.
    static func parse(_ text: [UInt8], _ work: inout WorkBudget) -> JSONValue? {
        guard work.spend(10 + text.count) else { return nil }
        return try? JSONParser.parse(text, as: .jackson)
    }

    /// The work of encoding the value.
    var encodingWork: Int {
        switch self {
        case .null, .bool, .number: 10
        case .string(let text): 10 + text.utf8.count / 4
        case .array(let elements): elements.reduce(10) { $0 + $1.encodingWork }
        case .object(let object): object.members.reduce(10) { $0 + 10 + $1.key.utf8.count / 4 + $1.value.encodingWork }
        }
    }
}
