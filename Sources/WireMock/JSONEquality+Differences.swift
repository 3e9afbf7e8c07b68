internal import JSON

extension JSONEquality {
    /// The number of nodes that differ; where the order of arrays is ignored, those without an equal.
    func differences(_ actual: JSONValue, _ work: inout WorkBudget) -> Int {
        differences(expected, actual, &work)
    }

    private func differences(_ expected: Expected, _ actual: JSONValue, _ work: inout WorkBudget) -> Int {
        if matches(expected, actual, &work) { return 0 }
        guard work.spend(4) else { return 1 }
        switch (expected, actual) {
        case (.object(let members, _), .object(let other)): return differences(members, other, &work)
        case (.array(let elements, _), .array(let others)):
            return ignoresArrayOrder
                ? unorderedDifferences(elements, others, &work) : orderedDifferences(elements, others, &work)
        case (.scalar, _), (.placeholder, _), (.array, _), (.object, _): return max(expected.size, actual.size)
        }
    }

    private func differences(
        _ members: [(key: String, value: Expected)],
        _ other: JSONObject,
        _ work: inout WorkBudget
    ) -> Int {
        let known = members.reduce(0) { sum, member in
            sum + (other[member.key].map { differences(member.value, $0, &work) } ?? member.value.size)
        }
        guard !ignoresExtraElements else { return known }
        let names = Set(members.map(\.key))
        return other.members.reduce(known) { names.contains($1.key) ? $0 : $0 + $1.value.size }
    }

    private func orderedDifferences(_ elements: [Expected], _ others: [JSONValue], _ work: inout WorkBudget) -> Int {
        let common = zip(elements, others).reduce(0) { $0 + differences($1.0, $1.1, &work) }
        let missing = elements.dropFirst(others.count).reduce(0) { $0 + $1.size }
        return common + missing + extraSize(others.dropFirst(elements.count))
    }

    /// Counts elements without an equal; if one remains on each side, the two are compared.
    private func unorderedDifferences(_ elements: [Expected], _ others: [JSONValue], _ work: inout WorkBudget) -> Int {
        let (missing, extra) = pairing(elements, others, &work)
        if missing.count == 1, extra.count == 1 { return differences(elements[missing[0]], others[extra[0]], &work) }
        return missing.reduce(0) { $0 + elements[$1].size } + extraSize(extra.map { others[$0] })
    }

    private func extraSize(_ extra: some Sequence<JSONValue>) -> Int {
        ignoresExtraElements ? 0 : extra.reduce(0) { $0 + $1.size }
    }
}

extension JSONEquality.Expected {
    /// The number of nodes; an array or object within another counts twice, as in WireMock.
    var size: Int {
        switch self {
        case .scalar(let value): value.size
        case .placeholder: 1
        case .array(let elements, _): elements.reduce(1) { $0 + $1.sizeWithin }
        case .object(let members, _): members.reduce(1) { $0 + $1.value.sizeWithin }
        }
    }

    private var sizeWithin: Int {
        switch self {
        case .scalar, .placeholder: size
        case .array, .object: size + 1
        }
    }
}

extension JSONValue {
    /// The number of nodes; an array or object within another counts twice, as in WireMock.
    var size: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.sizeWithin }
        case .object(let object): object.members.reduce(1) { $0 + $1.value.sizeWithin }
        case .null, .bool, .number, .string: 1
        }
    }

    private var sizeWithin: Int {
        switch self {
        case .array, .object: size + 1
        case .null, .bool, .number, .string: 1
        }
    }
}
