internal import JSON
internal import RegularExpressions

/// The condition in `[?(…)]`.
indirect enum JSONPathFilter: Sendable {
    case and(JSONPathFilter, JSONPathFilter)
    case or(JSONPathFilter, JSONPathFilter)
    case not(JSONPathFilter)
    /// `@.a` alone: the path finds something.
    case exists(Operand)
    case comparison(Operand, Comparison, Operand)
    /// `@.a =~ /x/`
    case matches(Operand, RegularExpression)

    /// One side of a comparison.
    enum Operand: Sendable {
        case literal(JSONValue)
        /// `@`
        case relative(JSONPath)
        /// `$`
        case absolute(JSONPath)
    }

    /// How two values are compared.
    enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case unequal = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case isIn = "in"
        case isNotIn = "nin"
        case isSubsetOf = "subsetof"
        case hasAnyOf = "anyof"
        case hasNoneOf = "noneof"
        case contains
        case hasSize = "size"
        case isEmpty = "empty"
    }

    /// Whether a value meets the condition; the value is `@`, and the document `$`.
    func matches(_ value: JSONValue, root: JSONValue) -> Bool {
        switch self {
        case .and(let left, let right): left.matches(value, root: root) && right.matches(value, root: root)
        case .or(let left, let right): left.matches(value, root: root) || right.matches(value, root: root)
        case .not(let filter): !filter.matches(value, root: root)
        case .exists(let operand): operand.value(at: value, root: root) != nil
        case .comparison(let left, let comparison, let right):
            comparison.holds(left.value(at: value, root: root), right.value(at: value, root: root))
        case .matches(let operand, let expression):
            operand.value(at: value, root: root)?.string.map(expression.matchesWhole) ?? false
        }
    }
}

extension JSONPathFilter.Operand {
    fileprivate func value(at current: JSONValue, root: JSONValue) -> JSONValue? {
        switch self {
        case .literal(let value): value
        case .relative(let path): path.evaluate(current, root: root).value
        case .absolute(let path): path.evaluate(root).value
        }
    }
}

extension JSONPathFilter.Comparison {
    /// A path that finds nothing is equal to nothing, not even `null`.
    fileprivate func holds(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else {
            return switch self {
            case .unequal: (left != nil) != (right != nil)
            case .isNotIn: right?.array != nil
            default: false
            }
        }
        return switch self {
        case .equal: Self.areEqual(left, right)
        case .unequal: !Self.areEqual(left, right)
        case .lessOrEqual: Self.order(left, right).map { $0 <= 0 } ?? false
        case .greaterOrEqual: Self.order(left, right).map { $0 >= 0 } ?? false
        case .less: Self.order(left, right).map { $0 < 0 } ?? false
        case .greater: Self.order(left, right).map { $0 > 0 } ?? false
        case .isIn: right.array.map { Self.contains($0, left) } ?? false
        case .isNotIn: right.array.map { !Self.contains($0, left) } ?? false
        case .isSubsetOf: Self.sets(left, right).map { a, b in a.allSatisfy { Self.contains(b, $0) } } ?? false
        case .hasAnyOf: Self.sets(left, right).map { a, b in a.contains { Self.contains(b, $0) } } ?? false
        case .hasNoneOf: Self.sets(left, right).map { a, b in !a.contains { Self.contains(b, $0) } } ?? false
        case .contains: Self.contains(left, right)
        case .hasSize: Self.size(left) == right.number?.int
        case .isEmpty: Self.size(left).map { ($0 == 0) == right.bool } ?? false
        }
    }

    /// A number equals a string that contains the same number, as in Jayway's JsonPath.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.number(let number), .string(let text)), (.string(let text), .number(let number)):
            Double(text) == number.double
        case (.string(let left), .string(let right)): left.isIdentical(to: right)
        default: left == right
        }
    }

    /// Negative if the left is less; only two numbers or two strings have an order.
    private static func order(_ left: JSONValue, _ right: JSONValue) -> Int? {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return left.double < right.double ? -1 : left.double > right.double ? 1 : 0
        case (.string(let left), .string(let right)):
            if left.isIdentical(to: right) { return 0 }
            return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
        default: return nil
        }
    }

    private static func contains(_ elements: [JSONValue], _ value: JSONValue) -> Bool {
        elements.contains { areEqual($0, value) }
    }

    private static func contains(_ whole: JSONValue, _ part: JSONValue) -> Bool {
        if let elements = whole.array { return contains(elements, part) }
        guard let text = whole.string, let part = part.string else { return false }
        return text.contains(bytesOf: part)
    }

    private static func sets(_ left: JSONValue, _ right: JSONValue) -> ([JSONValue], [JSONValue])? {
        guard let left = left.array, let right = right.array else { return nil }
        return (left, right)
    }

    private static func size(_ value: JSONValue) -> Int? {
        value.array?.count ?? value.string?.utf16.count
    }
}
