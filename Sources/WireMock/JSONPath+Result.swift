internal import JSON

extension JSONPath {
    /// What a path finds: at most one value, or a list if it can lead to several places.
    enum Result {
        case nothing
        case one(JSONValue)
        case list([JSONValue])
    }
}

extension JSONPath.Result {
    /// The values found.
    var values: [JSONValue] {
        switch self {
        case .nothing: []
        case .one(let value): [value]
        case .list(let values): values
        }
    }

    /// The result as one value.
    var value: JSONValue? {
        switch self {
        case .nothing: nil
        case .one(let value): value
        case .list(let values): .array(values)
        }
    }

    /// Whether the path alone matches: not if it finds nothing, `null` or `[]`.
    ///
    /// An empty object counts since WireMock 4, unless it is the whole document.
    func isMatch(of path: JSONPath) -> Bool {
        switch value {
        case nil, .null: false
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty || !path.steps.isEmpty
        case .string, .number, .bool: true
        }
    }

    /// What a matcher is applied to: `equalToJson` to the whole result, others to each value.
    func subjects(for pattern: ValuePattern) -> [Subject] {
        let subjects: [Subject]
        switch (pattern.operation, value) {
        case (_, nil), (_, .null): subjects = []
        case (.equalToJSON, let value?): subjects = [.json(value)]
        case (_, .array(let elements)): subjects = elements.map(Self.subject)
        case (_, let value?): subjects = [Self.subject(value)]
        }
        if subjects.isEmpty, case .absent = pattern.operation { return [.absent] }
        return subjects
    }

    private static func subject(_ value: JSONValue) -> Subject {
        value.string.map { .text($0) } ?? .json(value)
    }
}
