/// What Java's patterns (java.util.regex.Pattern) write otherwise than PCRE2's (pcre2syntax(3)).
struct JavaSyntax {
    private var rest: Substring.UnicodeScalarView
    private var translated = String.UnicodeScalarView()
    private var isInClass = false
    private let length: Int

    /// The pattern in PCRE2's syntax, the same wherever both languages agree.
    static func translate(_ pattern: String) throws(RegularExpression.Failure) -> String {
        let mayDiffer = Set("[\\(".utf8)
        guard pattern.utf8.contains(where: mayDiffer.contains) else { return pattern }
        var syntax = JavaSyntax(pattern)
        try syntax.translate()
        return String(syntax.translated)
    }

    private init(_ pattern: String) {
        rest = pattern.unicodeScalars[...]
        length = pattern.utf8.count
    }

    private mutating func translate() throws(RegularExpression.Failure) {
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\": try escape()
            case "[" where isInClass: throw failure("a character class within another is not supported")
            case "[": openClass()
            case "(" where !isInClass && rest.first == "?": flags()
            case "]": closeClass()
            case "&" where isInClass && rest.first == "&":
                throw failure("an intersection of character classes is not supported")
            default: translated.append(scalar)
            }
        }
    }

    /// Flags such as `(?iu)`: Java's `u`, letters of any script in any case, is what PCRE2 does in UTF mode anyway.
    private mutating func flags() {
        translated.append("(")
        translated.append(rest.removeFirst())
        while let scalar = rest.first, scalar == "-" || ("a"..."z").contains(scalar) {
            rest.removeFirst()
            if scalar != "u" { translated.append(scalar) }
        }
    }

    private mutating func openClass() {
        isInClass = true
        translated.append("[")
        if rest.first == "^" { translated.append(rest.removeFirst()) }
    }

    private mutating func closeClass() {
        isInClass = false
        translated.append("]")
    }

    private mutating func escape() throws(RegularExpression.Failure) {
        switch rest.first {
        case "u": try unicodeEscape()
        case "p", "P": try property()
        case "Q": quote()
        default:
            translated.append("\\")
            if let scalar = rest.popFirst() { translated.append(scalar) }
        }
    }

    /// `\Q…\E`, in which nothing is special to either.
    private mutating func quote() {
        translated.append("\\")
        while let scalar = rest.popFirst() {
            translated.append(scalar)
            if scalar == "\\", rest.first == "E" {
                translated.append(rest.removeFirst())
                return
            }
        }
    }

    /// `\uXXXX` is `\x{XXXX}` to PCRE2.
    private mutating func unicodeEscape() throws(RegularExpression.Failure) {
        rest.removeFirst()
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else {
            throw failure("four hexadecimal digits must follow \\u")
        }
        rest.removeFirst(4)
        translated.append(contentsOf: "\\x{\(String(digits))}".unicodeScalars)
    }

    /// The POSIX classes that Java writes `\p{Alpha}` are `[:alpha:]` to PCRE2, and its `\p{IsLatin}` is `\p{Latin}`;
    /// other properties are the same in both.
    private mutating func property() throws(RegularExpression.Failure) {
        let isNegated = rest.removeFirst() == "P"
        let names = [
            "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph", "Print", "XDigit", "Space",
        ]
        guard let name = names.first(where: { rest.starts(with: "{\($0)}".unicodeScalars) }) else {
            translated.append(contentsOf: (isNegated ? "\\P" : "\\p").unicodeScalars)
            if rest.starts(with: "{Is".unicodeScalars) {
                translated.append("{")
                rest.removeFirst(3)
            }
            return
        }
        rest.removeFirst(name.unicodeScalars.count + 2)
        let posix = "[:\(isNegated ? "^" : "")\(name.lowercased()):]"
        translated.append(contentsOf: (isInClass ? posix : "[\(posix)]").unicodeScalars)
    }

    private func failure(_ message: String) -> RegularExpression.Failure {
        RegularExpression.Failure(message: message, offset: length - String(rest).utf8.count - 1)
    }
}
