internal import JSON

extension JSONPathFilter.Comparison {
    /// Whether the comparison holds; a path that finds nothing is equal to nothing, not even `null`.
    func holds(_ left: JSONValue?, _ right: JSONValue?, _ work: inout WorkBudget) -> Bool {
        guard let left, let right else {
            switch self {
            case .unequal: return (left != nil) != (right != nil)
            case .isNotIn: return right?.array != nil
            case .equal, .lessOrEqual, .greaterOrEqual, .less, .greater, .isIn, .isSubsetOf, .hasAnyOf, .hasNoneOf,
                .contains, .hasSize, .isEmpty:
                return false
            }
        }
        return switch self {
        case .equal: Self.areEqual(left, right, &work)
        case .unequal: !Self.areEqual(left, right, &work)
        case .lessOrEqual: Self.order(left, right, &work).map { $0 <= 0 } ?? false
        case .greaterOrEqual: Self.order(left, right, &work).map { $0 >= 0 } ?? false
        case .less: Self.order(left, right, &work).map { $0 < 0 } ?? false
        case .greater: Self.order(left, right, &work).map { $0 > 0 } ?? false
        case .isIn: right.array.map { Self.contains($0, left, &work) } ?? false
        case .isNotIn: right.array.map { !Self.contains($0, left, &work) } ?? false
        case .isSubsetOf: Self.sets(left, right) { a, b in a.allSatisfy { Self.contains(b, $0, &work) } }
        case .hasAnyOf: Self.sets(left, right) { a, b in a.contains { Self.contains(b, $0, &work) } }
        case .hasNoneOf: Self.sets(left, right) { a, b in !a.contains { Self.contains(b, $0, &work) } }
        case .contains: Self.contains(left, right, &work)
        case .hasSize: Self.size(left, &work) == right.number?.int
        case .isEmpty: Self.size(left, &work).map { ($0 == 0) == right.bool } ?? false
        }
    }

    /// A number equals a string that contains the same number, as in Jayway's JsonPath.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue, _ work: inout WorkBudget) -> Bool {
        guard work.spend(4) else { return false }
        switch (left, right) {
        case (.number(let number), .string(let text)), (.string(let text), .number(let number)):
            return work.spend(20 + text.utf8.count + number.literal.utf8.count) && Double(text) == number.double
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { areEqualWithin($0, $1, &work) }
        case (.object, .object): return areEqualWithin(left, right, &work)
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            return left.isSameScalar(as: right, &work)
        }
    }

    /// Equality of values within arrays and objects, where a number does not equal a string.
    private static func areEqualWithin(_ left: JSONValue, _ right: JSONValue, _ work: inout WorkBudget) -> Bool {
        guard work.spend(4) else { return false }
        switch (left, right) {
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { areEqualWithin($0, $1, &work) }
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && left.members.allSatisfy { member in
                    right[member.key].map { areEqualWithin(member.value, $0, &work) } ?? false
                }
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            return left.isSameScalar(as: right, &work)
        }
    }

    /// Negative if the left is less; only two numbers or two strings have an order.
    private static func order(_ left: JSONValue, _ right: JSONValue, _ work: inout WorkBudget) -> Int? {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            guard work.spend(10 + left.literal.utf8.count + right.literal.utf8.count) else { return nil }
            return left.double < right.double ? -1 : left.double > right.double ? 1 : 0
        case (.string(let left), .string(let right)):
            guard work.spend(4 + min(left.utf8.count, right.utf8.count)) else { return nil }
            if left.isIdentical(to: right) { return 0 }
            return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): return nil
        }
    }

    private static func contains(_ elements: [JSONValue], _ value: JSONValue, _ work: inout WorkBudget) -> Bool {
        elements.contains { areEqual($0, value, &work) }
    }

    private static func contains(_ whole: JSONValue, _ part: JSONValue, _ work: inout WorkBudget) -> Bool {
        if let elements = whole.array { return contains(elements, part, &work) }
        guard let text = whole.string, let part = part.string else { return false }
        return text.contains(bytesOf: part, &work)
    }

    private static func sets(
        _ left: JSONValue,
        _ right: JSONValue,
        _ holds: ([JSONValue], [JSONValue]) -> Bool
    ) -> Bool {
        guard let left = left.array, let right = right.array else { return false }
        return holds(left, right)
    }

    private static func size(_ value: JSONValue, _ work: inout WorkBudget) -> Int? {
        if let text = value.string { return work.spend(text.utf8.count / 4) ? text.utf16.count : nil }
        return value.array?.count
    }
}
