internal import JSON
internal import RegularExpressions

/// A text of an expected JSON value that stands for many: JsonUnit's `${json-unit.…}`, with `#` as well as `$`.
enum JSONPlaceholder: Sendable {
    case ignore
    /// As ``ignore``, and the member need not be there.
    case ignoreElement
    case anyString
    case anyNumber
    case anyBoolean
    case regex(RegularExpression)

    /// The placeholder that a text is; nil where it is only a text.
    ///
    /// - Throws: ``AdminError`` where a matcher of the caller's own would be needed.
    init?(_ text: String, at pointer: JSONPointer) throws(AdminError) {
        guard text.hasPrefix("${json-unit.") || text.hasPrefix("#{json-unit."), let end = text.firstIndex(of: "}")
        else {
            return nil
        }
        let name = text[..<end].dropFirst("${json-unit.".count)
        let rest = text[text.index(after: end)...]
        switch name {
        case "regex": self = .regex(try RegularExpression(String(rest), at: pointer))
        case "ignore" where rest.isEmpty: self = .ignore
        case "ignore-element" where rest.isEmpty: self = .ignoreElement
        case "any-string" where rest.isEmpty: self = .anyString
        case "any-number" where rest.isEmpty: self = .anyNumber
        case "any-boolean" where rest.isEmpty: self = .anyBoolean
        case _ where name.hasPrefix("matches:"):
            throw .invalid("The placeholder \(text) is not supported by this emulator", at: pointer)
        default: return nil
        }
    }

    func matches(_ value: JSONValue) -> Bool {
        switch self {
        case .ignore, .ignoreElement: true
        case .anyString: value.string != nil
        case .anyNumber: value.number != nil
        case .anyBoolean: value.bool != nil
        case .regex(let expression): value.string.map(expression.matchesWhole) ?? false
        }
    }
}
