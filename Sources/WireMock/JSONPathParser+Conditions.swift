internal import JSON
internal import RegularExpressions

extension JSONPathParser {
    /// `a || b`, where `&&` binds closer.
    mutating func condition() throws(Failure) -> JSONPathFilter {
        var alternatives = [try conjunction()]
        skipSpaces()
        while take("||") {
            alternatives.append(try conjunction())
            skipSpaces()
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
    }

    private mutating func conjunction() throws(Failure) -> JSONPathFilter {
        var terms = [try term()]
        skipSpaces()
        while take("&&") {
            terms.append(try term())
            skipSpaces()
        }
        return terms.count == 1 ? terms[0] : .all(terms)
    }

    private mutating func term() throws(Failure) -> JSONPathFilter {
        try descend()
        defer { depth -= 1 }
        skipSpaces()
        if take("!") { return .not(try term()) }
        guard take("(") else { return try comparison() }
        let inner = try condition()
        guard take(")") else { throw failure("a ) is missing") }
        return inner
    }

    private mutating func comparison() throws(Failure) -> JSONPathFilter {
        if rest.first == UInt8(ascii: "/") { return try reversedMatch() }
        let left = try operand()
        skipSpaces()
        if take("=~") {
            skipSpaces()
            return .matches(left, try regularExpression())
        }
        guard let comparison = comparisonSign() else {
            if case .literal = left { throw failure("expected a comparison") }
            return .exists(left)
        }
        skipSpaces()
        return .comparison(left, comparison, try operand())
    }

    /// A match with the expression first: `/x/ =~ @.a`.
    private mutating func reversedMatch() throws(Failure) -> JSONPathFilter {
        let expression = try regularExpression()
        skipSpaces()
        guard take("=~") else { throw failure("expected =~") }
        skipSpaces()
        return .matches(try operand(), expression)
    }

    /// The comparison that is next.
    private mutating func comparisonSign() -> JSONPathFilter.Comparison? {
        guard let first = rest.first, "=!<>insaec".utf8.contains(first) else { return nil }
        let found = JSONPathFilter.Comparison.allCases.first { rest.starts(with: $0.rawValue.utf8) }
        if let found { rest = rest.dropFirst(found.rawValue.utf8.count) }
        return found
    }

    private mutating func operand() throws(Failure) -> JSONPathFilter.Operand {
        skipSpaces()
        switch rest.first {
        case UInt8(ascii: "@"):
            rest.removeFirst()
            return .relative(JSONPath(steps: try steps()))
        case UInt8(ascii: "$"):
            rest.removeFirst()
            return .absolute(JSONPath(steps: try steps()))
        default: return .literal(try literal())
        }
    }

    private mutating func literal() throws(Failure) -> JSONValue {
        switch rest.first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try quotedText())
        case UInt8(ascii: "["):
            rest.removeFirst()
            return .array(try literals())
        default:
            let word = rest.prefix { !" ),]&|=<>!".utf8.contains($0) }
            guard let value = try? JSONParser.parse(Array(word)) else {
                throw failure("expected a path, a string in quotes, a number, true, false, null or [")
            }
            rest = rest[word.endIndex...]
            return value
        }
    }

    private mutating func literals() throws(Failure) -> [JSONValue] {
        try descend()
        var elements: [JSONValue] = []
        skipSpaces()
        while !take("]") {
            if !elements.isEmpty, !take(",") { throw failure("expected a comma or ]") }
            skipSpaces()
            elements.append(try literal())
            skipSpaces()
        }
        depth -= 1
        return elements
    }

    /// `/pattern/`, followed by flags such as `i`.
    private mutating func regularExpression() throws(Failure) -> RegularExpression {
        guard take("/") else { throw failure("expected a regular expression between slashes") }
        var pattern: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "/") {
            if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                if escaped != UInt8(ascii: "/") { pattern.append(byte) }
                pattern.append(escaped)
            } else {
                pattern.append(byte)
            }
        }
        let flags = rest.prefix { "imsxu".utf8.contains($0) }
        rest = rest[flags.endIndex...]
        let prefix = flags.isEmpty ? "" : "(?\(String(Substring(flags))))"
        do throws(RegularExpression.Failure) {
            return try RegularExpression(prefix + String(decoding: pattern, as: UTF8.self))
        } catch { throw failure(error.message) }
    }
}
