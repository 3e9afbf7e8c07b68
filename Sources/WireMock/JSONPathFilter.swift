internal import JSON
internal import RegularExpressions

/// The condition in `[?(…)]`.
indirect enum JSONPathFilter: Sendable {
    // Lists, because conditions nested in each other would be evaluated by recursion along the length of the path.
    case all([JSONPathFilter])
    case any([JSONPathFilter])
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
    func matches(_ value: JSONValue, root: JSONValue, _ work: inout WorkBudget) -> Bool {
        guard work.spend(8) else { return false }
        switch self {
        case .all(let filters): return filters.allSatisfy { $0.matches(value, root: root, &work) }
        case .any(let filters): return filters.contains { $0.matches(value, root: root, &work) }
        case .not(let filter): return !filter.matches(value, root: root, &work)
        case .exists(let operand): return operand.value(at: value, root: root, &work) != nil
        case .comparison(let left, let comparison, let right):
            let (left, right) = (left.value(at: value, root: root, &work), right.value(at: value, root: root, &work))
            return comparison.holds(left, right, &work)
        case .matches(let operand, let expression):
            let text = operand.value(at: value, root: root, &work).map(Self.text) ?? ""
            return expression.matches(text, &work)
        }
    }

    /// The text that a regular expression is matched with; nothing for `null`, arrays and objects, as in Jayway's.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let number): number.javaText
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: ""
        }
    }
}

extension JSONPathFilter.Operand {
    fileprivate func value(at current: JSONValue, root: JSONValue, _ work: inout WorkBudget) -> JSONValue? {
        switch self {
        case .literal(let value): value
        case .relative(let path): path.evaluate(current, root: root, &work).value
        case .absolute(let path): path.evaluate(root, &work).value
        }
    }
}
