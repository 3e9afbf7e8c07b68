internal import BrevoCore
internal import JSON

/// The members of one object of a document, with the place where it stands.
struct Fields {
    let object: JSONObject
    let pointer: JSONPointer

    /// The member's value; null counts as absent.
    subscript(name: String) -> JSONValue? {
        // Spelled out, because `nil` beside a JSONValue is the value null.
        guard let value = object[name], !value.isNull else { return Optional.none }
        return value
    }

    func pointer(_ name: String) -> JSONPointer {
        pointer.appending(name)
    }
}

/// Members of a type; one of another type is a fault and reads as absent.
extension StateReader {
    /// The members of an object, of which only these are known.
    mutating func fields(of value: JSONValue, at pointer: JSONPointer, known: [String]) -> Fields {
        guard let object = value.object else {
            note("this must be an object", at: pointer)
            return Fields(object: [:], pointer: pointer)
        }
        for name in object.keys where !known.contains(name) {
            note(
                "this field is not known here; there are \(known.joined(separator: ", "))",
                at: pointer.appending(name)
            )
        }
        return Fields(object: object, pointer: pointer)
    }

    mutating func elements(_ fields: Fields, _ name: String) -> [(value: JSONValue, pointer: JSONPointer)] {
        guard let value = fields[name] else { return [] }
        guard let elements = value.array else {
            note("\(name) must be an array", at: fields.pointer(name))
            return []
        }
        return elements.enumerated().map { ($0.element, fields.pointer(name).appending($0.offset)) }
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

    mutating func email(_ fields: Fields) -> EmailAddress? {
        if fields["email"] == nil { note("email is missing", at: fields.pointer) }
        return read(fields, "email", "an e-mail address") { $0.string.flatMap { EmailAddress($0) } }
    }

    private mutating func read<Value>(
        _ fields: Fields,
        _ name: String,
        _ expected: String,
        _ convert: (JSONValue) -> Value?
    ) -> Value? {
        guard let value = fields[name] else { return nil }
        let converted = convert(value)
        if converted == nil { note("\(name) must be \(expected)", at: fields.pointer(name)) }
        return converted
    }
}
