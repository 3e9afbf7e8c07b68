internal import BrevoCore
internal import JSON

/// A place in a document, which becomes a JSON Pointer only where there is a fault to tell.
final class Place: Sendable {
    private let parent: Place?
    private let token: Token

    private enum Token {
        case root
        case member(String)
        case element(Int, of: String)
    }

    static let root = Place(nil, .root)

    private init(_ parent: Place?, _ token: Token) {
        (self.parent, self.token) = (parent, token)
    }

    func member(_ name: String) -> Place { Place(self, .member(name)) }

    /// An element of the array that is a member.
    func element(_ index: Int, of name: String) -> Place { Place(self, .element(index, of: name)) }

    var pointer: JSONPointer {
        let above = parent?.pointer ?? .root
        return switch token {
        case .root: above
        case .member(let name): above.appending(name)
        case .element(let index, let name): above.appending(name).appending(index)
        }
    }
}

/// The members of one object of a document, with the place where it stands.
struct Fields {
    let object: JSONObject
    let place: Place

    /// The member's value; null counts as absent.
    subscript(name: String) -> JSONValue? {
        // Spelled out, because `nil` beside a JSONValue is the value null.
        guard let value = object[name], !value.isNull else { return Optional.none }
        return value
    }

    func place(_ name: String) -> Place {
        place.member(name)
    }
}

/// Members of a type; one of another type is a fault and reads as absent.
extension DocumentReader {
    /// The members of an object, of which only these are known.
    mutating func fields(of value: JSONValue, at place: Place, known: [String]) -> Fields {
        guard let object = value.object else {
            note("this must be an object", at: place)
            return Fields(object: [:], place: place)
        }
        for member in object.members where !known.contains(member.key) {
            note(
                "this field is not known here; there are \(known.joined(separator: ", "))",
                at: place.member(member.key)
            )
        }
        return Fields(object: object, place: place)
    }

    /// The elements of an array, each with its place, which is made as the element is come to.
    mutating func elements(
        _ fields: Fields,
        _ name: String
    ) -> some RandomAccessCollection<(value: JSONValue, place: Place)> {
        let elements = array(fields, name)
        return elements.indices.lazy.map { (elements[$0], fields.place.element($0, of: name)) }
    }

    /// The elements of an array of strings; any other is a fault, of which this is said.
    mutating func strings(_ fields: Fields, _ name: String, _ fault: String) -> [String] {
        let elements = array(fields, name)
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard let string = element.string else {
                note(fault, at: fields.place.element(index, of: name))
                continue
            }
            strings.append(string)
        }
        return strings
    }

    private mutating func array(_ fields: Fields, _ name: String) -> [JSONValue] {
        guard let value = fields[name] else { return [] }
        guard let array = value.array else {
            note("\(name) must be an array", at: fields.place(name))
            return []
        }
        return array
    }

    mutating func string(_ fields: Fields, _ name: String) -> String? {
        read(fields, name, "a string", \.string)
    }

    mutating func bool(_ fields: Fields, _ name: String) -> Bool {
        read(fields, name, "true or false", \.bool) ?? false
    }

    mutating func count(_ fields: Fields, _ name: String) -> Int {
        read(fields, name, "a whole number, 0 or more") { $0.number?.int.flatMap { $0 >= 0 ? $0 : nil } } ?? 0
    }

    mutating func choice(_ fields: Fields, _ name: String, _ choices: [String]) -> String? {
        read(fields, name, "one of \(choices.joined(separator: ", "))") { value in
            value.string.flatMap { choices.contains($0) ? $0 : nil }
        }
    }

    mutating func timestamp(_ fields: Fields, _ name: String) -> Timestamp? {
        read(fields, name, "a time as RFC 3339 writes it: 2026-11-20T09:00:00Z") { $0.string.flatMap { Timestamp($0) } }
    }

    mutating func objectID(_ fields: Fields, _ name: String) -> ObjectID? {
        read(fields, name, "24 lower-case hexadecimal digits") { $0.string.flatMap { ObjectID($0) } }
    }

    mutating func email(_ fields: Fields, _ name: String = "email") -> EmailAddress? {
        if fields[name] == nil { note("\(name) is missing", at: fields.place) }
        return read(fields, name, "an e-mail address") { $0.string.flatMap { EmailAddress($0) } }
    }

    mutating func read<Value>(
        _ fields: Fields,
        _ name: String,
        _ expected: @autoclosure () -> String,
        _ convert: (JSONValue) -> Value?
    ) -> Value? {
        guard let value = fields[name] else { return nil }
        let converted = convert(value)
        if converted == nil { note("\(name) must be \(expected())", at: fields.place(name)) }
        return converted
    }
}
