internal import JSON

/// What `equalToJson` asks: the same JSON value, but for the placeholders and the freedoms that it grants.
struct JSONEquality: Sendable {
    /// The value to compare with, placeholders read.
    let expected: Expected
    let ignoresArrayOrder: Bool
    let ignoresExtraElements: Bool

    /// A value to compare with.
    indirect enum Expected: Sendable {
        case value(JSONValue)
        case placeholder(JSONPlaceholder)
        case array([Expected])
        case object([(key: String, value: Expected)])
    }

    init(
        _ expected: JSONValue,
        ignoresArrayOrder: Bool,
        ignoresExtraElements: Bool,
        at pointer: JSONPointer
    ) throws(AdminError) {
        self.expected = try Expected(expected, at: pointer)
        self.ignoresArrayOrder = ignoresArrayOrder
        self.ignoresExtraElements = ignoresExtraElements
    }

    func matches(_ actual: JSONValue) -> Bool {
        matches(expected, actual)
    }

    func matches(_ expected: Expected, _ actual: JSONValue) -> Bool {
        switch (expected, actual) {
        case (.value(.string(let left)), .string(let right)): left.isIdentical(to: right)
        case (.value(let value), _): value == actual
        case (.placeholder(let placeholder), _): placeholder.matches(actual)
        case (.array(let elements), .array(let others)): matches(elements, others)
        case (.object(let members), .object(let other)): matches(members, other)
        case (.array, _), (.object, _): false
        }
    }

    private func matches(_ members: [(key: String, value: Expected)], _ actual: JSONObject) -> Bool {
        var found = 0
        for (key, value) in members {
            guard let other = actual[key] else {
                guard value.mayBeMissing else { return false }
                continue
            }
            guard matches(value, other) else { return false }
            found += 1
        }
        return ignoresExtraElements || found == actual.count
    }

    private func matches(_ elements: [Expected], _ actual: [JSONValue]) -> Bool {
        guard ignoresExtraElements ? elements.count <= actual.count : elements.count == actual.count else {
            return false
        }
        if zip(elements, actual).allSatisfy({ matches($0, $1) }) { return true }
        guard ignoresArrayOrder else { return false }
        var assignment = Assignment(
            candidates: elements.map { element in
                actual.indices.filter { matches(element, actual[$0]) }
            }
        )
        return assignment.isComplete()
    }
}

extension JSONEquality.Expected {
    init(_ json: JSONValue, at pointer: JSONPointer) throws(AdminError) {
        switch json {
        case .array(let elements):
            var list: [Self] = []
            for (index, element) in elements.enumerated() {
                list.append(try Self(element, at: pointer.appending(index)))
            }
            self = .array(list)
        case .object(let object):
            var members: [(key: String, value: Self)] = []
            for member in object.members {
                members.append((member.key, try Self(member.value, at: pointer.appending(member.key))))
            }
            self = .object(members)
        case .string(let text):
            self = try JSONPlaceholder(text, at: pointer).map { .placeholder($0) } ?? .value(json)
        default: self = .value(json)
        }
    }

    fileprivate var mayBeMissing: Bool {
        guard case .placeholder(.ignoreElement) = self else { return false }
        return true
    }
}

/// Gives each expected element an actual one of its own among those it is equal to, if that can be done.
private struct Assignment {
    let candidates: [[Int]]
    private var owners: [Int: Int] = [:]

    init(candidates: [[Int]]) {
        self.candidates = candidates
    }

    mutating func isComplete() -> Bool {
        for element in candidates.indices {
            var tried: Set<Int> = []
            guard place(element, &tried) else { return false }
        }
        return true
    }

    /// Kuhn's way: an owner makes room where it has another candidate.
    private mutating func place(_ element: Int, _ tried: inout Set<Int>) -> Bool {
        for candidate in candidates[element] where tried.insert(candidate).inserted {
            if let owner = owners[candidate], !place(owner, &tried) { continue }
            owners[candidate] = element
            return true
        }
        return false
    }
}
