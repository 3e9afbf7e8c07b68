internal import JSON

/// `equalToJson`: the same JSON value, except for placeholders and what is ignored.
struct JSONEquality: Sendable {
    /// The value to compare with, its placeholders parsed.
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

    /// Creates the comparison with the value at this place of a document; nil if the value is invalid.
    init?(
        _ expected: JSONValue,
        ignoresArrayOrder: Bool,
        ignoresExtraElements: Bool,
        at pointer: JSONPointer,
        _ faults: Faults
    ) {
        do throws(Expected.InvalidPlaceholder) { self.expected = try Expected(expected) } catch {
            let place = error.reversedTokens.reversed().reduce(pointer) { $0.appending($1) }
            faults.add(error.message, at: place)
            return nil
        }
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
        return unequal(elements, actual).missing.isEmpty
    }

    /// The elements that remain when as many as possible are paired with an equal one, in any order.
    func unequal(_ elements: [Expected], _ actual: [JSONValue]) -> (missing: [Expected], extra: [JSONValue]) {
        let assignment = Assignment(
            candidates: elements.map { element in
                actual.indices.filter { matches(element, actual[$0]) }
            }
        )
        let extra = actual.indices.filter { assignment.owners[$0] == nil }
        return (assignment.unplaced.map { elements[$0] }, extra.map { actual[$0] })
    }
}

extension JSONEquality.Expected {
    /// An invalid placeholder; its place is collected on the way out, since most documents have none.
    struct InvalidPlaceholder: Error {
        let message: String
        var reversedTokens: [String] = []
    }

    init(_ json: JSONValue) throws(InvalidPlaceholder) {
        switch json {
        case .array(let elements):
            var list: [Self] = []
            list.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() { list.append(try Self(element, at: String(index))) }
            self = .array(list)
        case .object(let object):
            var members: [(key: String, value: Self)] = []
            members.reserveCapacity(object.count)
            for member in object.members { members.append((member.key, try Self(member.value, at: member.key))) }
            self = .object(members)
        case .string(let text): self = try JSONPlaceholder(text).map { .placeholder($0) } ?? .value(json)
        case .null, .bool, .number: self = .value(json)
        }
    }

    private init(_ json: JSONValue, at token: @autoclosure () -> String) throws(InvalidPlaceholder) {
        do throws(InvalidPlaceholder) { try self.init(json) } catch {
            var error = error
            error.reversedTokens.append(token())
            throw error
        }
    }

    fileprivate var mayBeMissing: Bool {
        guard case .placeholder(.ignoreElement) = self else { return false }
        return true
    }
}

/// Pairs as many expected elements as possible with actual ones that they match.
private struct Assignment {
    let candidates: [[Int]]
    private(set) var owners: [Int: Int] = [:]
    /// The expected elements without a partner.
    private(set) var unplaced: [Int] = []

    init(candidates: [[Int]]) {
        self.candidates = candidates
        for element in candidates.indices {
            var tried: Set<Int> = []
            if !place(element, &tried) { unplaced.append(element) }
        }
    }

    /// Kuhn's algorithm: an owner moves if it has another candidate.
    private mutating func place(_ element: Int, _ tried: inout Set<Int>) -> Bool {
        for candidate in candidates[element] where tried.insert(candidate).inserted {
            if let owner = owners[candidate], !place(owner, &tried) { continue }
            owners[candidate] = element
            return true
        }
        return false
    }
}
