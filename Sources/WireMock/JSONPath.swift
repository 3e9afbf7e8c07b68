internal import JSON

struct JSONPath: Sendable {
    let steps: [String]
    init(_ text: String, at pointer: JSONPointer) throws(AdminError) {
        guard text.hasPrefix("$") else { throw .invalid("A path begins with $", at: pointer) }
        steps = text.dropFirst().split(separator: ".").map(String.init)
    }
    func evaluate(_ value: JSONValue) -> Result {
        var value = value
        for step in steps {
            guard let next = value.object?[step] else { return Result(values: []) }
            value = next
        }
        return Result(values: [value])
    }
    struct Result {
        let values: [JSONValue]
        var isSomething: Bool { !values.isEmpty }
        func subjects(for pattern: ValuePattern) -> [Subject] { values.map { .json($0) } }
    }
}
