internal import JSON

extension JSONEquality {
    /// The number of nodes that differ; where the order of arrays is ignored, those without an equal.
    func differences(_ actual: JSONValue) -> Int {
        differences(expected, actual)
    }

    private func differences(_ expected: Expected, _ actual: JSONValue) -> Int {
        if matches(expected, actual) { return 0 }
        switch (expected, actual) {
        case (.object(let members), .object(let other)):
            let known = members.reduce(0) { sum, member in
                sum + (other[member.key].map { differences(member.value, $0) } ?? member.value.size)
            }
            guard !ignoresExtraElements else { return known }
            let strangers = other.members.filter { member in !members.contains { $0.key == member.key } }
            return known + strangers.reduce(0) { $0 + $1.value.size }
        case (.array(let elements), .array(let others)) where !ignoresArrayOrder:
            let common = zip(elements, others).reduce(0) { $0 + differences($1.0, $1.1) }
            return common + elements.dropFirst(others.count).reduce(0) { $0 + $1.size }
                + (ignoresExtraElements ? 0 : others.dropFirst(elements.count).reduce(0) { $0 + $1.size })
        case (.array(let elements), .array(let others)): return differences(elements, others)
        default: return max(expected.size, actual.size)
        }
    }

    /// Counts elements without an equal; if one remains on each side, the two are compared.
    private func differences(_ elements: [Expected], _ actual: [JSONValue]) -> Int {
        let (missing, extra) = unequal(elements, actual)
        if missing.count == 1, extra.count == 1 { return differences(missing[0], extra[0]) }
        return missing.reduce(0) { $0 + $1.size } + (ignoresExtraElements ? 0 : extra.reduce(0) { $0 + $1.size })
    }
}

extension JSONEquality.Expected {
    /// The number of nodes; an array or object within another counts once more, as WireMock counts.
    var size: Int {
        switch self {
        case .value(let value): value.size
        case .placeholder: 1
        case .array(let elements): elements.reduce(1) { $0 + $1.sizeWithin }
        case .object(let members): members.reduce(1) { $0 + $1.value.sizeWithin }
        }
    }

    private var sizeWithin: Int {
        switch self {
        case .value, .placeholder: size
        case .array, .object: size + 1
        }
    }
}

extension JSONValue {
    /// The number of nodes; an array or object within another counts once more, as WireMock counts.
    var size: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.sizeWithin }
        case .object(let object): object.members.reduce(1) { $0 + $1.value.sizeWithin }
        default: 1
        }
    }

    private var sizeWithin: Int {
        switch self {
        case .array, .object: size + 1
        default: size
        }
    }
}
