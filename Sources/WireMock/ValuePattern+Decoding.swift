internal import HTTPMessage
internal import JSON
internal import RegularExpressions

extension ValuePattern {
    /// What WireMock matches with and this emulator does not.
    private static let unsupported = ["equalToXml", "matchesXPath", "matchesJsonSchema"]

    /// The matcher's own name, which stands first, and then the fields that modify it.
    private static let fieldNames: [String: Set<String>] = [
        "equalTo": ["caseInsensitive"], "binaryEqualTo": [], "contains": [], "doesNotContain": [], "matches": [],
        "doesNotMatch": [], "absent": [], "anything": [], "equalToJson": ["ignoreArrayOrder", "ignoreExtraElements"],
        "matchesJsonPath": [], "matchesPathTemplate": [], "and": [], "or": [], "not": [],
        "before": DateTimePattern.modifiers, "after": DateTimePattern.modifiers,
        "equalToDateTime": DateTimePattern.modifiers,
    ]

    /// The matcher that stands at this place of a document.
    init(_ json: JSONValue, at pointer: JSONPointer) throws(AdminError) {
        guard json.object != nil else { throw .invalid("\(json) is not a valid match operation", at: pointer) }
        try self.init(try Fields(json, at: pointer, "A matcher"))
    }

    init(_ fields: Fields) throws(AdminError) {
        try fields.refuse(Self.unsupported)
        guard let name = fields.object.keys.first(where: { Self.fieldNames[$0] != nil }),
            let modifiers = Self.fieldNames[name]
        else {
            throw .invalid("\(JSONValue.object(fields.object)) is not a valid match operation", at: fields.pointer)
        }
        try fields.allow(modifiers.union([name]))
        switch name {
        case "absent": self.init(.absent, ["absent": true])
        case "anything": self.init(.anything, ["anything": "anything"])
        case "equalToJson": try self.init(equalToJSON: fields)
        case "matchesJsonPath": try self.init(jsonPath: fields)
        case "before", "after", "equalToDateTime":
            let pattern = try DateTimePattern(fields, name)
            self.init(.dateTime(pattern), pattern.json)
        case "and", "or":
            let patterns = try Self.list(fields, name)
            self.init(name == "and" ? .and(patterns) : .or(patterns), [name: .array(patterns.map(\.json))])
        case "not":
            let pattern = try ValuePattern(try fields.required(name, fields[name]), at: fields.pointer(name))
            self.init(.not(pattern), ["not": pattern.json])
        default: try self.init(text: fields, name)
        }
    }

    /// The matchers of an array, at least one.
    static func list(_ fields: Fields, _ name: String) throws(AdminError) -> [ValuePattern] {
        guard let elements = fields[name]?.array else {
            throw .invalid("\(name) field must be an array of matchers", at: fields.pointer(name))
        }
        var patterns: [ValuePattern] = []
        for (index, element) in elements.enumerated() {
            patterns.append(try ValuePattern(element, at: fields.pointer(name).appending(index)))
        }
        return patterns
    }

    private init(_ operation: Operation, _ json: JSONObject) {
        self.operation = operation
        self.json = .object(json)
    }

    /// A matcher whose operand is a text.
    private init(text fields: Fields, _ name: String) throws(AdminError) {
        guard let operand = fields[name]?.string else {
            throw .invalid("\(name) operand must be a non-null string", at: fields.pointer)
        }
        var json: JSONObject = [name: .string(operand)]
        let place = fields.pointer(name)
        switch name {
        case "equalTo":
            let ignoringCase = try fields.bool("caseInsensitive")
            json["caseInsensitive"] = ignoringCase.map { .bool($0) }
            operation = .equalTo(operand, ignoringCase: ignoringCase ?? false)
        case "binaryEqualTo":
            guard let bytes = Base64.decode(operand) else { throw .invalid("\(name) must be base64", at: place) }
            operation = .binaryEqualTo(bytes)
        case "contains": operation = .contains(operand)
        case "doesNotContain": operation = .doesNotContain(operand)
        case "matches": operation = .matches(try RegularExpression(operand, at: place))
        case "doesNotMatch": operation = .doesNotMatch(try RegularExpression(operand, at: place))
        case "matchesPathTemplate": operation = .matchesPathTemplate(try PathTemplate(operand, at: place))
        default: preconditionFailure("Every matcher of a text has its case")
        }
        self.json = .object(json)
    }

    /// `equalToJson`, whose operand is any JSON value, or a text that holds one.
    private init(equalToJSON fields: Fields) throws(AdminError) {
        let operand = try fields.required("equalToJson", fields.object["equalToJson"])
        let ignoresOrder = try fields.bool("ignoreArrayOrder")
        let ignoresExtra = try fields.bool("ignoreExtraElements")
        var expected = operand
        if let text = operand.string {
            do throws(JSONParser.Failure) {
                expected = try JSONParser.parse(Array(text.utf8))
            } catch { throw .invalid(error.description, at: fields.pointer("equalToJson")) }
        }
        var json: JSONObject = ["equalToJson": operand]
        json["ignoreArrayOrder"] = ignoresOrder.map { .bool($0) }
        json["ignoreExtraElements"] = ignoresExtra.map { .bool($0) }
        self.json = .object(json)
        operation = .equalToJSON(
            try JSONEquality(
                expected,
                ignoresArrayOrder: ignoresOrder ?? false,
                ignoresExtraElements: ignoresExtra ?? false,
                at: fields.pointer("equalToJson")
            )
        )
    }

    /// `matchesJsonPath`: a path alone, or `{"expression": path}` and a matcher for what it finds.
    private init(jsonPath fields: Fields) throws(AdminError) {
        let place = fields.pointer("matchesJsonPath")
        let operand = try fields.required("matchesJsonPath", fields["matchesJsonPath"])
        if let text = operand.string {
            self.init(.matchesJSONPath(try JSONPath(text, at: place), nil), ["matchesJsonPath": operand])
            return
        }
        var inner = try Fields(operand, at: place, "matchesJsonPath")
        let text = try inner.required("expression", try inner.string("expression"))
        inner.object["expression"] = nil
        let path = try JSONPath(text, at: inner.pointer("expression"))
        let pattern = try ValuePattern(inner)
        var json: JSONObject = ["expression": .string(text)]
        for member in pattern.json.object?.members ?? [] { json[member.key] = member.value }
        self.init(.matchesJSONPath(path, pattern), ["matchesJsonPath": .object(json)])
    }
}
