internal import JSON

/// The members of one object of a document; what is wrong with them is added to ``faults``.
struct Fields {
    let object: JSONObject
    let pointer: JSONPointer
    let faults: Faults

    /// The members of an object; nil if the value is something else.
    ///
    /// - Parameter name: What the object is, for the message.
    init?(_ value: JSONValue, at pointer: JSONPointer, _ name: String, _ faults: Faults) {
        guard let object = value.object else {
            faults.add("\(name) must be an object", at: pointer)
            return nil
        }
        self.init(object, at: pointer, faults)
    }

    private init(_ object: JSONObject, at pointer: JSONPointer, _ faults: Faults) {
        (self.object, self.pointer, self.faults) = (object, pointer, faults)
    }

    /// The member's value; null counts as absent.
    subscript(name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    func pointer(_ name: String) -> JSONPointer {
        pointer.appending(name)
    }

    /// The same without one member.
    func without(_ name: String) -> Fields {
        var rest = object
        rest[name] = nil
        return Fields(rest, at: pointer, faults)
    }

    func add(_ detail: String, at name: String) {
        faults.add(detail, at: pointer(name))
    }

    /// Adds a fault for each member with another name, so that nothing is silently ignored.
    func allow(_ names: some Collection<String>) {
        for member in object.members where !names.contains(member.key) && !member.value.isNull {
            if let feature = UnsupportedFeature(name: member.key) {
                add(feature.refusal, at: member.key)
            } else {
                add("Unrecognized field \"\(member.key)\"", at: member.key)
            }
        }
    }

    /// A string; a number or a Boolean counts as its text, as in Jackson.
    func string(_ name: String) -> String? {
        read(name, "a string") { $0.text }
    }

    func bool(_ name: String) -> Bool? {
        readUnlessBlank(name, "true or false") { value in
            switch value {
            case .bool(let bool): bool
            case .number(let number): number.int.map { $0 != 0 }
            case .string("true"), .string("True"), .string("TRUE"): true
            case .string("false"), .string("False"), .string("FALSE"): false
            case .string, .null, .array, .object: nil
            }
        }
    }

    /// A whole number; a fraction is cut off.
    func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        readUnlessBlank(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            let number: Int? =
                switch value {
                case .number(let number): number.int ?? Int(exactly: number.double.rounded(.towardZero))
                case .string(let text): Int(text)
                case .null, .bool, .array, .object: nil
                }
            return number.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
        readUnlessBlank(name, "a number from \(range.lowerBound) to \(range.upperBound)") { value in
            let number = value.number?.double ?? value.string.flatMap { Double($0) }
            return number.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// One of the names that an enumeration has.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return read(name, "one of \(names)") { $0.trimmed.string.flatMap(Choice.init(rawValue:)) }
    }

    func id(_ name: String) -> UUID? {
        readUnlessBlank(name, "a UUID of 36 characters") { $0.string.flatMap { UUID($0) } }
    }

    func object(_ name: String) -> JSONObject? {
        read(name, "an object", \.object)
    }

    func array(_ name: String) -> [JSONValue]? {
        read(name, "an array", \.array)
    }

    /// The members of an object within this one.
    func fields(_ name: String) -> Fields? {
        self[name].flatMap { Fields($0, at: pointer(name), name, faults) }
    }

    /// Adds a fault if a required member is absent.
    func required<Value>(_ name: String, _ value: Value?) -> Value? {
        if value == nil, self[name].map(\.isBlank) ?? true { faults.add("\(name) is required", at: pointer) }
        return value
    }

    /// Jackson takes a blank string for no value, and ignores space around any other.
    private func readUnlessBlank<Value>(
        _ name: String,
        _ expected: String,
        _ convert: (JSONValue) -> Value?
    ) -> Value? {
        self[name].map(\.isBlank) ?? true ? nil : read(name, expected) { convert($0.trimmed) }
    }

    private func read<Value>(_ name: String, _ expected: String, _ convert: (JSONValue) -> Value?) -> Value? {
        guard let value = self[name] else { return nil }
        let converted = convert(value)
        if converted == nil { add("\(name) must be \(expected)", at: name) }
        return converted
    }
}

extension JSONValue {
    /// The text of a string, number or Boolean.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.literal
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A string without space around it.
    fileprivate var trimmed: JSONValue {
        guard case .string(let text) = self else { return self }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { $0 > " " }), let last = scalars.lastIndex(where: { $0 > " " })
        else { return "" }
        return .string(String(scalars[first...last]))
    }

    fileprivate var isBlank: Bool { trimmed == "" }
}
