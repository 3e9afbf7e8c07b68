/// A character class of Java, with classes nested in it and intersections: `[a-z&&[^aeiou]]`.
indirect enum JavaClass {
    /// Characters, ranges and sets, in the syntax of a PCRE2 class.
    case items(String)
    case union([JavaClass])
    case intersection([JavaClass])
    case negation(JavaClass)

    /// A PCRE2 pattern that matches one character.
    var rendered: String {
        switch self {
        case .items(let items): return "[\(items)]"
        case .negation(.items(let items)): return "[^\(items)]"
        case .union(let classes): return "(?:\(classes.map(\.rendered).joined(separator: "|")))"
        case .intersection(let classes):
            let conditions = classes.dropLast().map { "(?=\($0.rendered))" }.joined()
            return "(?:\(conditions)\(classes.last?.rendered ?? ""))"
        case .negation(let inner): return "(?:(?!\(inner.rendered))[\\d\\D])"
        }
    }

    /// The union of classes, as one PCRE2 class if possible.
    private static func union(of classes: [JavaClass]) -> JavaClass {
        var (items, others): (String, [JavaClass]) = ("", [])
        for part in classes {
            if case .items(let more) = part { items += more } else { others.append(part) }
        }
        if !items.isEmpty { others.insert(.items(items), at: 0) }
        return others.count == 1 ? others[0] : .union(others)
    }

    /// Parses a class after its opening bracket.
    struct Parser {
        private(set) var syntax: JavaSyntax
        private var depth = 0
        private static let maximumDepth = 32

        init(_ syntax: JavaSyntax) {
            self.syntax = syntax
        }

        mutating func parse() throws(RegularExpression.Failure) -> JavaClass {
            guard depth < Self.maximumDepth else { throw syntax.failure("the character class is nested too deeply") }
            depth += 1
            defer { depth -= 1 }
            let isNegated = syntax.take("^")
            var (operands, parts): ([JavaClass], [JavaClass]) = ([], [])
            var isEmpty = true
            while true {
                guard let scalar = syntax.rest.popFirst() else {
                    throw syntax.failure("the character class is not closed")
                }
                if scalar == "]", !isEmpty { break }
                isEmpty = false
                if syntax.isExtended, scalar.properties.isWhitespace { continue }
                if scalar == "[" {
                    parts.append(try parse())
                } else if scalar == "&", syntax.rest.first == "&" {
                    try intersect()
                    // An empty operand counts as none.
                    if !parts.isEmpty { operands.append(JavaClass.union(of: parts)) }
                    parts = []
                } else {
                    parts += try items(scalar)
                }
            }
            // Whether Java negates the whole or the first operand depends on what the operands are.
            if isNegated, !operands.isEmpty { throw syntax.failure("an intersection cannot be negated as a whole") }
            return isNegated ? .negation(Self.combined(operands, parts)) : Self.combined(operands, parts)
        }

        private static func combined(_ operands: [JavaClass], _ parts: [JavaClass]) -> JavaClass {
            let all = parts.isEmpty ? operands : operands + [JavaClass.union(of: parts)]
            return all.count == 1 ? all[0] : .intersection(all)
        }

        private mutating func intersect() throws(RegularExpression.Failure) {
            syntax.rest.removeFirst()
            // Java reads it as neither an intersection nor an ampersand.
            if syntax.rest.first == "&" { throw syntax.failure("&&& is ambiguous") }
        }

        /// A character, a range of them, or a set.
        private mutating func items(_ scalar: Unicode.Scalar) throws(RegularExpression.Failure) -> [JavaClass] {
            var first = scalar
            if scalar == "\\" {
                if syntax.rest.first == "Q" { return syntax.quote().map { .items(JavaSyntax.literal($0)) } }
                switch try syntax.classEscape() {
                case .set(let set): return [.items(set)]
                case .scalar(let value): first = value
                }
            }
            guard let last = try rangeEnd() else { return [.items(JavaSyntax.literal(first))] }
            guard first <= last else { throw syntax.failure("the range of characters is in reverse order") }
            return [.items("\(JavaSyntax.literal(first))-\(JavaSyntax.literal(last))")]
        }

        /// The last character of a range, if a hyphen and one follow.
        private mutating func rangeEnd() throws(RegularExpression.Failure) -> Unicode.Scalar? {
            let next = syntax.rest.dropFirst().first
            guard syntax.rest.first == "-", let next, next != "]", next != "[" else { return nil }
            syntax.rest.removeFirst(2)
            guard next == "\\" else { return next }
            guard case .scalar(let value) = try syntax.classEscape() else {
                throw syntax.failure("a range cannot end with a set of characters")
            }
            return value
        }
    }
}
