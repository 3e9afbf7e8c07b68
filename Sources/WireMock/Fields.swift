internal import JSON

/// The members of one object of a document, with the place where it stands.
struct Fields {
    var object: JSONObject
    let pointer: JSONPointer

    /// The members of an object; anything else is refused as what the name says it must be.
    init(_ value: JSONValue, at pointer: JSONPointer, _ name: String) throws(AdminError) {
        guard let object = value.object else { throw .invalid("\(name) must be an object", at: pointer) }
        self.object = object
        self.pointer = pointer
    }

    /// The member's value; null counts as absent.
    subscript(name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    func pointer(_ name: String) -> JSONPointer {
        pointer.appending(name)
    }

    /// Refuses members of any other name, so that nothing that was asked for is silently left out.
    func allow(_ names: Set<String>) throws(AdminError) {
        guard let stranger = object.members.first(where: { !names.contains($0.key) && !$0.value.isNull }) else {
            return
        }
        throw .invalid("Unrecognized field \"\(stranger.key)\"", at: pointer(stranger.key))
    }

    /// Refuses these members, which WireMock knows and this emulator does not carry out.
    func refuse(_ names: [String]) throws(AdminError) {
        guard let name = names.first(where: { self[$0] != nil }) else { return }
        throw .invalid("\(name) is not supported by this emulator", at: pointer(name))
    }

    func string(_ name: String) throws(AdminError) -> String? {
        try read(name, "a string", \.string)
    }

    func bool(_ name: String) throws(AdminError) -> Bool? {
        try read(name, "true or false", \.bool)
    }

    func integer(_ name: String, in range: ClosedRange<Int> = Int.min...Int.max) throws(AdminError) -> Int? {
        try read(name, range.lowerBound == 0 ? "a whole number, 0 or more" : "a whole number") {
            $0.number?.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func number(_ name: String) throws(AdminError) -> Double? {
        try read(name, "a number") { $0.number?.double }
    }

    func object(_ name: String) throws(AdminError) -> JSONObject? {
        try read(name, "an object", \.object)
    }

    func array(_ name: String) throws(AdminError) -> [JSONValue]? {
        try read(name, "an array", \.array)
    }

    /// What a member must be there as.
    func required<Value>(_ name: String, _ value: Value?) throws(AdminError) -> Value {
        guard let value else { throw .invalid("\(name) is required", at: pointer) }
        return value
    }

    private func read<Value>(
        _ name: String,
        _ expected: String,
        _ convert: (JSONValue) -> Value?
    ) throws(AdminError) -> Value? {
        guard let value = self[name] else { return nil }
        guard let converted = convert(value) else { throw .invalid("\(name) must be \(expected)", at: pointer(name)) }
        return converted
    }
}
