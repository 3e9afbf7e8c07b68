internal import JSON

/// `equalToJson`: the same JSON value, except for placeholders and what is ignored.
struct JSONEquality: Sendable {
    /// The value to compare with.
    let expected: Expected
    let ignoresArrayOrder: Bool
    let ignoresExtraElements: Bool

    /// A value to compare with, its placeholders parsed.
    indirect enum Expected: Sendable {
        case scalar(JSONValue)
        case placeholder(JSONPlaceholder)
        case array([Expected], hasPlaceholders: Bool)
        case object([(key: String, value: Expected)], hasPlaceholders: Bool)
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

    func matches(_ actual: JSONValue, _ work: inout WorkBudget) -> Bool {
        matches(expected, actual, &work)
    }

    func matches(_ expected: Expected, _ actual: JSONValue, _ work: inout WorkBudget) -> Bool {
        guard work.spend(4) else { return false }
        return switch (expected, actual) {
        case (.scalar(let value), _): value.isSameScalar(as: actual, &work)
        case (.placeholder(let placeholder), _): placeholder.matches(actual, &work)
        case (.array(let elements, _), .array(let others)): matches(elements, others, &work)
        case (.object(let members, _), .object(let other)): matches(members, other, &work)
        case (.array, _), (.object, _): false
        }
    }

    private func matches(
        _ members: [(key: String, value: Expected)],
        _ actual: JSONObject,
        _ work: inout WorkBudget
    ) -> Bool {
        var found = 0
        for (key, value) in members {
            guard work.spend(4) else { return false }
            guard let other = actual[key] else {
                guard value.mayBeMissing else { return false }
                continue
            }
            guard matches(value, other, &work) else { return false }
            found += 1
        }
        return ignoresExtraElements || found == actual.count
    }

    private func matches(_ elements: [Expected], _ actual: [JSONValue], _ work: inout WorkBudget) -> Bool {
        guard ignoresExtraElements ? elements.count <= actual.count : elements.count == actual.count else {
            return false
        }
        if zip(elements, actual).allSatisfy({ matches($0, $1, &work) }) { return true }
        return ignoresArrayOrder && pairing(elements, actual, &work).missing.isEmpty
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
            self = .array(list, hasPlaceholders: list.contains(where: \.hasPlaceholders))
        case .object(let object):
            var members: [(key: String, value: Self)] = []
            members.reserveCapacity(object.count)
            for member in object.members { members.append((member.key, try Self(member.value, at: member.key))) }
            self = .object(members, hasPlaceholders: members.contains { $0.value.hasPlaceholders })
        case .string(let text): self = try JSONPlaceholder(text).map { .placeholder($0) } ?? .scalar(json)
        case .null, .bool, .number: self = .scalar(json)
        }
    }

    private init(_ json: JSONValue, at token: @autoclosure () -> String) throws(InvalidPlaceholder) {
        do throws(InvalidPlaceholder) { try self.init(json) } catch {
            var error = error
            error.reversedTokens.append(token())
            throw error
        }
    }

    var hasPlaceholders: Bool {
        switch self {
        case .scalar: false
        case .placeholder: true
        case .array(_, let hasPlaceholders), .object(_, let hasPlaceholders): hasPlaceholders
        }
    }

    var isScalar: Bool {
        if case .scalar = self { true } else { false }
    }

    fileprivate var mayBeMissing: Bool {
        if case .placeholder(.ignoreElement) = self { true } else { false }
    }
}

extension JSONValue {
    /// Whether both are the same scalar: strings by their bytes, numbers by their value.
    func isSameScalar(as other: JSONValue, _ work: inout WorkBudget) -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.string(let left), .string(let right)):
            return work.spend(left.utf8.count / 16) && left.isIdentical(to: right)
        case (.number(let left), .number(let right)):
            return work.spend((left.literal.utf8.count + right.literal.utf8.count) * 2) && left == right
        case (.null, _), (.bool, _), (.string, _), (.number, _), (.array, _), (.object, _): return false
        }
    }
}
