internal import HTTPMessage
internal import JSON

/// Which methods a pattern takes: `"GET"`, `"ANY"`, `{"oneOf":[…]}` or `{"noneOf":[…]}`.
enum MethodPattern: Sendable {
    case any
    case oneOf([HTTPMethod])
    case noneOf([HTTPMethod])

    init(_ json: JSONValue?, at pointer: JSONPointer) throws(AdminError) {
        switch json {
        case nil: self = .any
        case .string("ANY"): self = .any
        case .string(let name): self = .oneOf([HTTPMethod(rawValue: name)])
        case .object(let object) where object.count == 1 && object["oneOf"] != nil:
            self = .oneOf(try Self.methods(object["oneOf"], at: pointer.appending("oneOf")))
        case .object(let object) where object.count == 1 && object["noneOf"] != nil:
            self = .noneOf(try Self.methods(object["noneOf"], at: pointer.appending("noneOf")))
        default: throw .invalid("method must be a string, or an object with either oneOf or noneOf", at: pointer)
        }
    }

    func matches(_ method: HTTPMethod) -> Bool {
        switch self {
        case .any: true
        case .oneOf(let methods): methods.contains(method)
        case .noneOf(let methods): !methods.contains(method)
        }
    }

    private static func methods(_ json: JSONValue?, at pointer: JSONPointer) throws(AdminError) -> [HTTPMethod] {
        guard let elements = json?.array, !elements.isEmpty, elements.allSatisfy({ $0.string != nil }) else {
            throw .invalid("methods must be given as an array of one or more strings", at: pointer)
        }
        return elements.compactMap(\.string).map { HTTPMethod(rawValue: $0) }
    }
}
