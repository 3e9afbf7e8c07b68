internal import HTTPMessage
internal import JSON

/// The value that a matcher is applied to: of a header, a parameter, a body; or none.
enum Subject {
    case absent
    case text(String)
    case body(MatchableRequest)
    case json(JSONValue)

    /// The value as text; an empty body is none, as in WireMock.
    var text: String? {
        switch self {
        case .absent: nil
        case .text(let text): text
        case .body(let request): request.request.body.isEmpty ? nil : request.bodyText
        case .json(let value): value.string ?? value.description
        }
    }

    var bytes: [UInt8]? {
        guard case .body(let request) = self else { return text.map { Array($0.utf8) } }
        return request.request.body
    }

    /// The value as JSON; nil if it is not JSON.
    var json: JSONValue? {
        switch self {
        case .absent: nil
        case .text(let text): try? JSONParser.parse(Array(text.utf8))
        case .body(let request): request.bodyJSON
        case .json(let value): value
        }
    }
}
