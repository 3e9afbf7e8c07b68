internal import JSON

/// A matcher of all values of one name: a header, a query parameter or a form field may come several times.
struct MultiValuePattern: Sendable {
    let operation: Operation
    /// The matcher as WireMock echoes it.
    let json: JSONValue

    /// What is asked of the values together.
    enum Operation: Sendable {
        /// One of the values matches.
        case any(ValuePattern)
        /// Each pattern has its value, and there are no values besides.
        case hasExactly([ValuePattern])
        /// Each pattern has its value.
        case includes([ValuePattern])
    }

    init(_ json: JSONValue, at pointer: JSONPointer) throws(AdminError) {
        let names = ["hasExactly", "includes"]
        guard let object = json.object, let name = names.first(where: { object[$0] != nil }) else {
            let pattern = try ValuePattern(json, at: pointer)
            operation = .any(pattern)
            self.json = pattern.json
            return
        }
        let fields = try Fields(json, at: pointer, "A matcher")
        try fields.allow([name])
        let patterns = try ValuePattern.list(fields, name)
        operation = name == "hasExactly" ? .hasExactly(patterns) : .includes(patterns)
        self.json = .object([name: .array(patterns.map(\.json))])
    }

    /// Whether the values are as asked, none where the name is absent.
    func matches(_ values: some Sequence<String>, now: Int) -> Bool {
        switch operation {
        case .any(let pattern):
            var isAbsent = true
            for value in values {
                if pattern.matches(.text(value), now: now) { return true }
                isAbsent = false
            }
            return isAbsent && pattern.matches(.absent, now: now)
        case .hasExactly(let patterns):
            let values = Array(values)
            return patterns.count == values.count && Self.includes(values, patterns, now: now)
        case .includes(let patterns):
            return Self.includes(Array(values), patterns, now: now)
        }
    }

    private static func includes(_ values: [String], _ patterns: [ValuePattern], now: Int) -> Bool {
        !values.isEmpty
            && patterns.allSatisfy { pattern in values.contains { pattern.matches(.text($0), now: now) } }
    }
}
