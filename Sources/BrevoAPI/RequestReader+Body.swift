internal import JSON

/// Fields of the body.
extension RequestReader {
    /// A required field.
    ///
    /// - Parameters:
    ///   - missing: the refusal if the field is missing, where it is not the usual one.
    ///   - invalid: the refusal if its value is malformed, where it is not the usual one.
    mutating func body<Value: BodyValue>(
        _ name: String,
        _ summary: StaticString = "",
        orRefuse invalid: @autoclosure () -> Refusal? = nil,
        ifMissing missing: @autoclosure () -> Refusal? = nil,
        example: @autoclosure () -> Value
    ) -> Value {
        if describes(name, Value.schema, isRequired: true, in: .body, summary, example().encoded) {
            describeRefusals(
                missing: missing() ?? .missingField(name),
                invalid: invalid().map { [$0] } ?? Value.refusals(of: name)
            )
            return example()
        }
        guard let position = position(of: name), !isAbsent(Value.self, at: position) else {
            addMissing(missing() ?? .missingField(name))
            return example()
        }
        return value(name, at: position, orRefuse: invalid()) ?? example()
    }

    /// A field that is required while a flag has a value, and otherwise not looked at.
    mutating func body<Value: BodyValue>(
        _ name: String,
        _ summary: StaticString = "",
        where flag: String,
        is wanted: Bool,
        example: @autoclosure () -> Value
    ) -> Value? {
        if describes(name, Value.schema, in: .body, summary, example().encoded) {
            describeCondition(.init(property: name, requiredWhere: flag, is: wanted))
            describeRefusals(missing: .missingField(name), invalid: Value.refusals(of: name))
            return example()
        }
        let position = position(of: name)
        guard peek(flag).flatMap({ body.bool(at: $0) }) == wanted else { return nil }
        guard let position, !isAbsent(Value.self, at: position) else {
            addMissing(.missingField(name))
            return nil
        }
        return value(name, at: position)
    }

    /// An optional field.
    mutating func optional<Value: BodyValue>(
        _ name: String,
        _ summary: StaticString = "",
        orRefuse invalid: @autoclosure () -> Refusal? = nil,
        example: @autoclosure () -> Value
    ) -> Value? {
        if describes(name, Value.schema, in: .body, summary, example().encoded) {
            describeRefusals(invalid: invalid().map { [$0] } ?? Value.refusals(of: name))
            return example()
        }
        guard let position = position(of: name) else { return nil }
        return value(name, at: position, orRefuse: invalid())
    }

    /// An optional number, whole unless decimals are allowed.
    mutating func number(
        _ name: String,
        _ summary: StaticString = "",
        in range: ClosedRange<Int>,
        allowsDecimals: Bool,
        example: Int
    ) -> Double? {
        let schema: JSONSchema =
            allowsDecimals ? .number(Double(range.lowerBound)...Double(range.upperBound)) : .integer(range)
        if describes(name, schema, in: .body, summary, Array("\(example)".utf8)) {
            describeRefusals(invalid: [.invalidField(name, expected: schema.words)])
            return Double(example)
        }
        guard let position = position(of: name) else { return nil }
        let number = body.number(at: position)
        if let whole = number?.int, range.contains(whole) { return Double(whole) }
        // A decimal that a double would round is refused: numbers are never silently changed.
        if allowsDecimals, let number, JSONNumber(number.double) == number,
            number.double >= Double(range.lowerBound), number.double <= Double(range.upperBound)
        {
            return number.double
        }
        addInvalid(.invalidField(name, expected: schema.words))
        return nil
    }

    /// An optional object.
    mutating func object(_ name: String, _ summary: StaticString = "", _ read: (inout RequestReader) -> Void) {
        if isDescribing { return describeObject(name, summary, read) }
        guard let position = position(of: name) else { return }
        guard body.isObject(at: position) else { return addInvalid(.invalidField(name, expected: "an object")) }
        enter(position, prefix: name + ".", read)
    }

    private mutating func value<Value: BodyValue>(
        _ name: String,
        at position: JSONDocument.Position,
        orRefuse refusal: @autoclosure () -> Refusal? = nil
    ) -> Value? {
        do throws(Refusal) { return try Value(&self, name, at: position) } catch {
            addInvalid(refusal() ?? error)
            return nil
        }
    }

    private func isAbsent<Value: BodyValue>(_ type: Value.Type, at position: JSONDocument.Position) -> Bool {
        Value.isAbsentIfEmpty && body.isEmptyArray(at: position)
    }
}
