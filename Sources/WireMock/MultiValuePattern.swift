internal import JSON

/// A matcher of all values of one name; headers, query parameters and form fields may be repeated.
struct MultiValuePattern: Sendable {
    let operation: Operation
    /// The matcher as WireMock echoes it.
    let json: JSONValue

    private enum Form: String, CaseIterable {
        case hasExactly, includes
    }

    /// How the values are matched together.
    enum Operation: Sendable {
        /// One of the values matches.
        case any(ValuePattern)
        /// Each pattern matches a value, and there are as many values as patterns.
        case hasExactly([ValuePattern])
        /// Each pattern matches a value.
        case includes([ValuePattern])
    }

    /// The matcher at this place of a document; nil if it is invalid.
    init?(_ json: JSONValue, at pointer: JSONPointer, _ faults: Faults) {
        guard let object = json.object, let form = Form.allCases.first(where: { object[$0.rawValue] != nil }) else {
            guard let pattern = ValuePattern(json, at: pointer, faults) else { return nil }
            (operation, self.json) = (.any(pattern), pattern.json)
            return
        }
        guard let fields = Fields(json, at: pointer, "A matcher", faults) else { return nil }
        fields.allow([form.rawValue])
        let patterns = ValuePattern.list(fields, form.rawValue)
        switch form {
        case .hasExactly: operation = .hasExactly(patterns)
        case .includes: operation = .includes(patterns)
        }
        self.json = .object([form.rawValue: .array(patterns.map(\.json))])
    }

    /// Whether the values match; none if the name is absent.
    func matches(_ values: [String], now: Int, _ work: inout WorkBudget) -> Bool {
        switch operation {
        case .any(let pattern):
            if values.isEmpty { return pattern.matches(.absent, now: now, &work) }
            return values.contains { pattern.matches(.text($0), now: now, &work) }
        case .hasExactly(let patterns):
            return patterns.count == values.count && Self.includes(values, patterns, now: now, &work)
        case .includes(let patterns):
            return Self.includes(values, patterns, now: now, &work)
        }
    }

    private static func includes(
        _ values: [String],
        _ patterns: [ValuePattern],
        now: Int,
        _ work: inout WorkBudget
    ) -> Bool {
        !values.isEmpty
            && patterns.allSatisfy { pattern in
                values.contains { pattern.matches(.text($0), now: now, &work) }
            }
    }
}
