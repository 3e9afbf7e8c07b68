internal import JSON
internal import RegularExpressions

/// A string of an expected JSON value that matches many: JsonUnit's `${json-unit.…}`, with `#` as well as `$`.
enum JSONPlaceholder: Sendable {
    case ignore
    /// As ``ignore``, and the member may be absent.
    case ignoreElement
    case anyString
    case anyNumber
    case anyBoolean
    case regex(RegularExpression)

    private enum Name: String {
        case ignore
        case ignoreElement = "ignore-element"
        case anyString = "any-string"
        case anyNumber = "any-number"
        case anyBoolean = "any-boolean"
        case regex
    }

    /// The placeholder in a string; nil if it is an ordinary string.
    ///
    /// - Throws: If the placeholder needs a matcher written in Java, or its expression is invalid.
    init?(_ text: String) throws(JSONEquality.Expected.InvalidPlaceholder) {
        guard text.hasPrefix("${json-unit.") || text.hasPrefix("#{json-unit."), let end = text.firstIndex(of: "}")
        else { return nil }
        let name = text[..<end].dropFirst("${json-unit.".count)
        let operand = text[text.index(after: end)...]
        guard !name.hasPrefix("matches:") else {
            throw .init(message: "The placeholder \(text) needs a matcher written in Java")
        }
        guard let name = Name(rawValue: String(name)), name == .regex || operand.isEmpty else { return nil }
        switch name {
        case .ignore: self = .ignore
        case .ignoreElement: self = .ignoreElement
        case .anyString: self = .anyString
        case .anyNumber: self = .anyNumber
        case .anyBoolean: self = .anyBoolean
        case .regex: self = .regex(try Self.expression(String(operand)))
        }
    }

    private static func expression(
        _ pattern: String
    ) throws(JSONEquality.Expected.InvalidPlaceholder) -> RegularExpression {
        do throws(RegularExpression.Failure) { return try RegularExpression(pattern) } catch {
            throw .init(message: "\(error.message), at byte \(error.offset) of the pattern \(pattern)")
        }
    }

    func matches(_ value: JSONValue, _ work: inout WorkBudget) -> Bool {
        switch self {
        case .ignore, .ignoreElement: true
        case .anyString: value.string != nil
        case .anyNumber: value.number != nil
        case .anyBoolean: value.bool != nil
        case .regex(let expression): value.string.map { expression.matches($0, &work) } ?? false
        }
    }
}
