extension JSONSchema {
    /// Writes the schema as JSON Schema 2020-12.
    ///
    /// - Parameters:
    ///   - summary: The `description`; left out if empty.
    ///   - example: An encoded value for `examples`.
    public func write(to json: inout JSONWriter, summary: String = "", example: [UInt8]? = nil) {
        json.object { json in
            if let type { json.member("type", type) }
            if !summary.isEmpty { json.member("description", summary) }
            writeConstraints(to: &json)
            if let example {
                json.array("examples") { $0.raw(example) }
            }
        }
    }

    private var type: String? {
        switch self {
        case .string, .choice: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .array: "array"
        case .object, .map: "object"
        case .null: "null"
        case .anyOf, .any: nil
        }
    }

    private func writeConstraints(to json: inout JSONWriter) {
        switch self {
        case .boolean, .any, .null, .string(nil): break
        case .string("object-id"): json.member("pattern", "^[0-9a-f]{24}$")
        case .string(let format?): json.member("format", format)
        case .choice(let words): json.array("enum") { json in words.forEach { json.string($0) } }
        case .integer(let range):
            if range.lowerBound != .min { json.member("minimum", range.lowerBound) }
            if range.upperBound != .max { json.member("maximum", range.upperBound) }
        case .number(let range):
            for (name, bound) in [("minimum", range.lowerBound), ("maximum", range.upperBound)] {
                json.key(name)
                json.raw(Array(Self.text(bound).utf8))
            }
        case .array(let element, let minimumCount):
            if minimumCount > 0 { json.member("minItems", minimumCount) }
            json.key("items")
            element.write(to: &json)
        case .object(let properties, let condition): Self.write(properties, condition, to: &json)
        case .map(let value):
            json.key("additionalProperties")
            value.write(to: &json)
        case .anyOf(let schemas):
            json.array("anyOf") { json in
                for schema in schemas { schema.write(to: &json) }
            }
        }
    }

    private static func write(_ properties: [Property], _ condition: Condition?, to json: inout JSONWriter) {
        json.object("properties") { json in
            for property in properties {
                json.key(property.name)
                // While the flag has another value, the property is not looked at.
                let schema = property.name == condition?.property ? JSONSchema.any : property.schema
                schema.write(to: &json, summary: property.summary, example: property.example)
            }
        }
        let required = properties.filter(\.isRequired)
        if !required.isEmpty {
            json.array("required") { json in
                for property in required { json.string(property.name) }
            }
        }
        guard let condition else { return }
        json.object("if") { json in
            json.object("properties") { $0.object(condition.flag) { $0.member("const", condition.value) } }
            json.array("required") { $0.string(condition.flag) }
        }
        json.object("then") { json in
            json.object("properties") { json in
                json.key(condition.property)
                properties.first { $0.name == condition.property }?.schema.write(to: &json)
            }
            json.array("required") { $0.string(condition.property) }
        }
    }
}
