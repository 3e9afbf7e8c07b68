internal import HTTPMessage
internal import JSON

/// Which methods a pattern matches: `"GET"`, `"ANY"`, `"GET_OR_HEAD"`, `{"oneOf":[…]}` or `{"noneOf":[…]}`.
enum MethodPattern: Sendable {
    case any
    case oneOf([HTTPMethod])
    case noneOf([HTTPMethod])

    /// The pattern at this place of a document.
    init(_ json: JSONValue?, at pointer: JSONPointer, _ faults: Faults) {
        switch json {
        case nil: self = .any
        case .string("ANY"): self = .any
        case .string("GET_OR_HEAD"): self = .oneOf([.get, .head])
        case .string(let name): self = .oneOf([HTTPMethod(rawValue: name)])
        case .object(let object) where object.count == 1 && object["oneOf"] != nil:
            self = .oneOf(Self.methods(object["oneOf"], at: pointer.appending("oneOf"), faults))
        case .object(let object) where object.count == 1 && object["noneOf"] != nil:
            self = .noneOf(Self.methods(object["noneOf"], at: pointer.appending("noneOf"), faults))
        case .null, .bool, .number, .array, .object:
            faults.add("method must be a string, or an object with either oneOf or noneOf", at: pointer)
            self = .any
        }
    }

    func matches(_ method: HTTPMethod) -> Bool {
        switch self {
        case .any: true
        case .oneOf(let methods): methods.contains(method)
        case .noneOf(let methods): !methods.contains(method)
        }
    }

    private static func methods(_ json: JSONValue?, at pointer: JSONPointer, _ faults: Faults) -> [HTTPMethod] {
        guard let elements = json?.array, !elements.isEmpty, elements.allSatisfy({ $0.string != nil }) else {
            faults.add("This must be an array of one or more method names", at: pointer)
            return []
        }
        return elements.compactMap(\.string).map { HTTPMethod(rawValue: $0) }
    }
}
