internal import HTTPMessage
internal import JSON
internal import RegularExpressions

extension ValuePattern {
    /// The matchers, by the name of the member that holds their operand.
    enum Name: String, CaseIterable {
        case equalTo, binaryEqualTo, contains, doesNotContain, matches, doesNotMatch, absent, anything
        case equalToJson, matchesJsonPath, matchesPathTemplate
        case before, after, equalToDateTime
        case and, or, not

        /// The members that may stand beside the operand.
        var modifiers: [String] {
            switch self {
            case .equalTo: ["caseInsensitive"]
            case .equalToJson: ["ignoreArrayOrder", "ignoreExtraElements"]
            case .before, .after, .equalToDateTime: DateTimePattern.modifiers
            case .binaryEqualTo, .contains, .doesNotContain, .matches, .doesNotMatch, .absent, .anything,
                .matchesJsonPath, .matchesPathTemplate, .and, .or, .not:
                []
            }
        }
    }

    /// The matcher at this place of a document; nil if it is invalid.
    init?(_ json: JSONValue, at pointer: JSONPointer, _ faults: Faults) {
        guard json.object != nil, let fields = Fields(json, at: pointer, "A matcher", faults) else {
            faults.add("\(json) is not a valid match operation", at: pointer)
            return nil
        }
        self.init(fields)
    }

    init?(_ fields: Fields) {
        guard let name = fields.object.keys.lazy.compactMap(Name.init).first else {
            if let feature = fields.object.keys.lazy.compactMap(UnsupportedFeature.init(name:)).first {
                fields.add(feature.refusal, at: feature.rawValue)
            } else {
                let json = JSONValue.object(fields.object)
                fields.faults.add("\(json) is not a valid match operation", at: fields.pointer)
            }
            return nil
        }
        fields.allow(name.modifiers + [name.rawValue])
        switch name {
        case .absent: self.init(.absent, ["absent": true])
        case .anything: self.init(.anything, ["anything": "anything"])
        case .equalTo: self.init(equalTo: fields)
        case .binaryEqualTo: self.init(fields, name) { Base64.decode($0).map(Operation.binaryEqualTo) }
        case .contains: self.init(fields, name, Operation.contains)
        case .doesNotContain: self.init(fields, name, Operation.doesNotContain)
        case .matches: self.init(fields, name, expression: Operation.matches)
        case .doesNotMatch: self.init(fields, name, expression: Operation.doesNotMatch)
        case .matchesPathTemplate: self.init(pathTemplate: fields)
        case .equalToJson: self.init(equalToJSON: fields)
        case .matchesJsonPath: self.init(jsonPath: fields)
        case .before: self.init(.before, fields, name)
        case .after: self.init(.after, fields, name)
        case .equalToDateTime: self.init(.same, fields, name)
        case .and: self.init(list: fields, name, Operation.and)
        case .or: self.init(list: fields, name, Operation.or)
        case .not:
            guard let operand = fields.required(name.rawValue, fields[name.rawValue]),
                let pattern = ValuePattern(operand, at: fields.pointer(name.rawValue), fields.faults)
            else { return nil }
            self.init(.not(pattern), ["not": pattern.json])
        }
    }

    private init(_ operation: Operation, _ json: JSONObject) {
        self.operation = operation
        self.json = .object(json)
    }

    /// The matchers of an array.
    static func list(_ fields: Fields, _ name: String) -> [ValuePattern] {
        guard let elements = fields[name]?.array else {
            fields.add("\(name) must be an array of matchers", at: name)
            return []
        }
        return elements.enumerated().compactMap { index, element in
            ValuePattern(element, at: fields.pointer(name).appending(index), fields.faults)
        }
    }
}

// One initializer for each kind of operand.
extension ValuePattern {
    private static func text(_ fields: Fields, _ name: Name) -> String? {
        guard let operand = fields[name.rawValue]?.string else {
            fields.faults.add("\(name.rawValue) operand must be a non-null string", at: fields.pointer)
            return nil
        }
        return operand
    }

    private init?(_ fields: Fields, _ name: Name, _ operation: (String) -> Operation?) {
        guard let operand = Self.text(fields, name) else { return nil }
        guard let operation = operation(operand) else {
            fields.add("\(name.rawValue) must be base64", at: name.rawValue)
            return nil
        }
        self.init(operation, [name.rawValue: .string(operand)])
    }

    private init?(_ fields: Fields, _ name: Name, expression operation: (RegularExpression) -> Operation) {
        guard let operand = Self.text(fields, name),
            let expression = RegularExpression(operand, at: fields.pointer(name.rawValue), fields.faults)
        else { return nil }
        self.init(operation(expression), [name.rawValue: .string(operand)])
    }

    private init?(pathTemplate fields: Fields) {
        let name = Name.matchesPathTemplate
        guard let operand = Self.text(fields, name),
            let template = PathTemplate(operand, at: fields.pointer(name.rawValue), fields.faults)
        else { return nil }
        self.init(.matchesPathTemplate(template), [name.rawValue: .string(operand)])
    }

    private init?(list fields: Fields, _ name: Name, _ operation: ([ValuePattern]) -> Operation) {
        let patterns = Self.list(fields, name.rawValue)
        self.init(operation(patterns), [name.rawValue: .array(patterns.map(\.json))])
    }

    private init?(_ comparison: DateTimePattern.Comparison, _ fields: Fields, _ name: Name) {
        guard let pattern = DateTimePattern(comparison, fields, name.rawValue) else { return nil }
        self.init(.dateTime(pattern), pattern.json)
    }

    private init?(equalTo fields: Fields) {
        guard let operand = Self.text(fields, .equalTo) else { return nil }
        let ignoringCase = fields.bool("caseInsensitive")
        var json: JSONObject = ["equalTo": .string(operand)]
        json["caseInsensitive"] = ignoringCase.map { .bool($0) }
        let isIgnoringCase = ignoringCase ?? false
        self.init(
            isIgnoringCase ? .equalToIgnoringCase(operand, lowercased: operand.lowercased()) : .equalTo(operand),
            json
        )
    }

    /// `equalToJson`, whose operand is any JSON value, or a string that contains one.
    private init?(equalToJSON fields: Fields) {
        guard let operand = fields.object["equalToJson"] else { return nil }
        let pointer = fields.pointer("equalToJson")
        let ignoresOrder = fields.bool("ignoreArrayOrder")
        let ignoresExtra = fields.bool("ignoreExtraElements")
        var expected = operand
        if let text = operand.string {
            do throws(JSONParser.Failure) { expected = try JSONParser.parse(Array(text.utf8), as: .jackson) } catch {
                fields.faults.add(error.description, at: pointer)
                return nil
            }
        }
        guard
            let equality = JSONEquality(
                expected,
                ignoresArrayOrder: ignoresOrder ?? false,
                ignoresExtraElements: ignoresExtra ?? false,
                at: pointer,
                fields.faults
            )
        else { return nil }
        var json: JSONObject = ["equalToJson": operand]
        json["ignoreArrayOrder"] = ignoresOrder.map { .bool($0) }
        json["ignoreExtraElements"] = ignoresExtra.map { .bool($0) }
        self.init(.equalToJSON(equality), json)
    }

    /// `matchesJsonPath`: a path alone, or `{"expression": path}` and a matcher for what it finds.
    private init?(jsonPath fields: Fields) {
        let (name, faults) = ("matchesJsonPath", fields.faults)
        guard let operand = fields.required(name, fields[name]) else { return nil }
        if let text = operand.string {
            guard let path = JSONPath(text, at: fields.pointer(name), faults) else { return nil }
            self.init(.matchesJSONPath(path, nil), [name: operand])
            return
        }
        guard let inner = Fields(operand, at: fields.pointer(name), name, faults) else { return nil }
        let text = inner.required("expression", inner.string("expression"))
        let path = text.flatMap { JSONPath($0, at: inner.pointer("expression"), faults) }
        guard let pattern = ValuePattern(inner.without("expression")), let text, let path else { return nil }
        var json: JSONObject = ["expression": .string(text)]
        for member in pattern.json.object?.members ?? [] { json[member.key] = member.value }
        self.init(.matchesJSONPath(path, pattern), [name: .object(json)])
    }
}
