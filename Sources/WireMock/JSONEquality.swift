internal import JSON

struct JSONEquality: Sendable {
    let expected: JSONValue
    init(
        _ expected: JSONValue,
        ignoresArrayOrder: Bool,
        ignoresExtraElements: Bool,
        at pointer: JSONPointer
    ) throws(AdminError) {
        self.expected = expected
    }
    func matches(_ actual: JSONValue) -> Bool { actual == expected }
}
