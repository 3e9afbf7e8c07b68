internal import HTTPMessage
internal import JSON

/// Parameters of the path and the query.
extension RequestReader {
    /// The next parameter of the path.
    mutating func path<Value: ParameterValue>(
        _ name: String,
        _ summary: StaticString = "",
        orRefuse refusal: (String) -> Refusal? = { _ in nil },
        example: @autoclosure () -> Value
    ) -> Value {
        if describes(name, Value.schema, isRequired: true, in: .path, summary, example().encoded) {
            if Value.canBeMalformed { describeRefusals(invalid: [refusal("") ?? Value.refusal(name, "")]) }
            return example()
        }
        let text = parameters[pathCount]
        pathCount += 1
        if let value = Value(fieldText: text) { return value }
        addInvalid(refusal(text) ?? Value.refusal(name, text))
        return example()
    }

    /// The next parameter of the path; nil if it is malformed, for operations that refuse that as something unknown.
    mutating func optionalPath<Value: ParameterValue>(
        _ name: String,
        _ summary: StaticString = "",
        example: @autoclosure () -> Value
    ) -> Value? {
        if describes(name, Value.schema, isRequired: true, in: .path, summary, example().encoded) { return example() }
        defer { pathCount += 1 }
        return Value(fieldText: parameters[pathCount])
    }

    /// A parameter of the query; if it is repeated, the last one counts.
    ///
    /// - Parameter companion: a parameter with which this one is required.
    mutating func query<Value: ParameterValue>(
        _ name: String,
        _ summary: StaticString = "",
        requiredWith companion: String? = nil,
        example: Value
    ) -> Value? {
        if describes(name, Value.schema, in: .query, summary, example.encoded) {
            describeRefusals(
                missing: companion.map { _ in .missingField(name) },
                invalid: Value.canBeMalformed ? [Value.refusal(name, "")] : []
            )
            return example
        }
        guard let text = queryText(name) else {
            if let companion, queryText(companion) != nil { addMissing(.missingField(name)) }
            return nil
        }
        let value = Value(fieldText: text)
        if value == nil { addInvalid(Value.refusal(name, text)) }
        return value
    }

    /// A whole number of the query.
    ///
    /// - Parameter standard: the value if the parameter is missing; nil if it is required.
    mutating func query(
        _ name: String,
        _ summary: StaticString = "",
        in range: ClosedRange<Int>,
        default standard: Int?
    ) -> Int {
        let fallback = standard ?? range.lowerBound
        if describes(
            name,
            .integer(range),
            isRequired: standard == nil,
            in: .query,
            summary,
            Array("\(fallback)".utf8)
        ) {
            describeRefusals(
                missing: standard == nil ? .missingField(name) : nil,
                invalid: [.invalidParameter(name, expected: "a whole number"), .outOfRange(name, range)]
            )
            return fallback
        }
        guard let text = queryText(name) else {
            if standard == nil { addMissing(.missingField(name)) }
            return fallback
        }
        guard let number = Int(text) else {
            addInvalid(.invalidParameter(name, expected: "a whole number"))
            return fallback
        }
        if !range.contains(number) { addInvalid(.outOfRange(name, range)) }
        return number
    }

    private func queryText(_ name: String) -> String? {
        query.flatMap { PercentCoding.lastValue(of: name, inForm: $0) }
    }
}
