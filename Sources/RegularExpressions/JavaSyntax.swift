/// Translates patterns of Java (java.util.regex.Pattern) to PCRE2 (pcre2syntax(3)), as far as the two differ.
struct JavaSyntax {
    var rest: Substring.UnicodeScalarView
    private let length: Int
    private var output = ""
    /// Where in the output the last piece starts that a quantifier would repeat alone; nil if it would repeat a group.
    private var atomStart: Int?
    private var scanStarts: [Int] = []
    /// Whether `(?x)` is on, which ignores white space and comments.
    private(set) var isExtended = false
    private var hasExtendedPart = false

    /// A pattern in PCRE2's syntax.
    struct Translation {
        let pattern: String
        /// Where the pieces start that may look at many bytes in one step of a match.
        fileprivate let scanStarts: [Int]
        /// Whether callouts between the pieces would change the meaning, because white space is ignored.
        let needsAutomaticCallouts: Bool

        /// The pattern with a callout before each piece that may look at many bytes.
        var patternWithCallouts: String {
            let bytes = Array(pattern.utf8)
            var (result, start): ([UInt8], Int) = ([], 0)
            for end in scanStarts {
                result += bytes[start..<end]
                result += "(?C)".utf8
                start = end
            }
            return String(decoding: result + bytes[start...], as: UTF8.self)
        }
    }

    /// Longer patterns are refused, since PCRE2 could not compile most of them.
    private static let maximumLength = 16_384

    static func translate(_ pattern: String) throws(RegularExpression.Failure) -> Translation {
        guard pattern.utf8.count <= maximumLength else {
            throw RegularExpression.Failure(message: "the pattern is longer than 16 KiB", offset: maximumLength)
        }
        var syntax = JavaSyntax(pattern)
        try syntax.translate()
        return Translation(
            pattern: syntax.output,
            scanStarts: syntax.scanStarts,
            needsAutomaticCallouts: syntax.hasExtendedPart
        )
    }

    private init(_ pattern: String) {
        rest = pattern.unicodeScalars[...]
        length = pattern.utf8.count
    }

    /// A failure at the current place.
    func failure(_ message: String) -> RegularExpression.Failure {
        RegularExpression.Failure(message: message, offset: length - String(rest).utf8.count)
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func translate() throws(RegularExpression.Failure) {
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\": try escape()
            case "[":
                var parser = JavaClass.Parser(self)
                let rendered = try parser.parse().rendered
                rest = parser.syntax.rest
                addAtom(rendered)
            case "(": try group()
            case "*", "+": quantifier(String(scalar), isLong: true)
            case "?": quantifier("?", isLong: false)
            case "{": repetition()
            case ")", "^", "$", "|":
                output.unicodeScalars.append(scalar)
                atomStart = nil
            default:
                atomStart = output.utf8.count
                output.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func addAtom(_ text: String) {
        atomStart = output.utf8.count
        output += text
    }

    private mutating func add(_ text: String) {
        atomStart = nil
        output += text
    }

    private mutating func quantifier(_ text: String, isLong: Bool) {
        if isLong, let atomStart { scanStarts.append(atomStart) }
        add(text)
        if rest.first == "?" || rest.first == "+" { output.unicodeScalars.append(rest.removeFirst()) }
    }

    /// `{2}`, `{2,}` or `{2,5}`; any other brace is itself.
    private mutating func repetition() {
        let content = rest.prefix { $0 == "," || ("0"..."9").contains($0) }
        guard content.first != ",", !content.isEmpty, rest[content.endIndex...].first == "}" else {
            return addAtom("{")
        }
        rest = rest[content.endIndex...].dropFirst()
        let maximum = content.split(separator: ",", omittingEmptySubsequences: false).last.flatMap { Int(String($0)) }
        quantifier("{\(String(content))}", isLong: maximum.map { $0 > 16 } ?? true)
    }
}

// Groups.
extension JavaSyntax {
    private mutating func group() throws(RegularExpression.Failure) {
        if rest.first == "*" { throw failure("a group cannot start with *") }
        guard take("?") else { return add("(") }
        switch rest.first {
        case ":", "=", "!", ">":
            add("(?\(rest.removeFirst())")
        case "<": try namedGroup()
        default: try flags()
        }
    }

    /// `(?<=`, `(?<!` or `(?<name>`.
    private mutating func namedGroup() throws(RegularExpression.Failure) {
        rest.removeFirst()
        let name = rest.prefix { $0 != ">" && $0 != ")" }
        let isLookBehind = rest.first == "=" || rest.first == "!"
        let isName = name.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) }
        guard isLookBehind || isName && !name.isEmpty else { throw failure("the name of the group is malformed") }
        add("(?<")
    }

    /// Flags such as `(?iu)`; Java's `u`, Unicode case folding, is what PCRE2 does in UTF mode anyway.
    private mutating func flags() throws(RegularExpression.Failure) {
        var (kept, isOn) = ("", true)
        while let scalar = rest.popFirst() {
            switch scalar {
            case "i", "m", "s": kept.unicodeScalars.append(scalar)
            case "x":
                kept += "x"
                isExtended = isOn
                hasExtendedPart = true
            case "-":
                kept += "-"
                isOn = false
            case "u": continue
            case ")", ":": return add("(?\(kept)\(scalar)")
            default: throw failure("the flag \(scalar) is not supported")
            }
        }
        throw failure("the group is not closed")
    }
}

// Escapes outside of character classes.
extension JavaSyntax {
    private mutating func escape() throws(RegularExpression.Failure) {
        guard let scalar = rest.first else { throw failure("the pattern ends with a backslash") }
        switch scalar {
        case "Q": quote().forEach { addAtom(Self.literal($0)) }
        case "b", "B", "A", "G", "z", "Z", "k":
            rest.removeFirst()
            add("\\\(scalar)")
        case "R", "X":
            rest.removeFirst()
            addAtom("\\\(scalar)")
        case "1"..."9":
            // A back reference compares as many bytes as the group has.
            scanStarts.append(output.utf8.count)
            add("\\\(rest.removeFirst())")
        default:
            switch try classEscape() {
            case .scalar(let value): addAtom(Self.literal(value))
            case .set(let text): addAtom(text.hasPrefix("[:") ? "[\(text)]" : text)
            }
        }
    }

    /// The content of `\Q…\E`.
    mutating func quote() -> [Unicode.Scalar] {
        rest.removeFirst()
        var quoted: [Unicode.Scalar] = []
        while let scalar = rest.popFirst() {
            if scalar == "\\", take("E") { return quoted }
            quoted.append(scalar)
        }
        return quoted
    }

    /// A scalar that stands for itself, inside and outside of classes.
    static func literal(_ scalar: Unicode.Scalar) -> String {
        let isLetterOrDigit = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        guard scalar.isASCII, !isLetterOrDigit else { return String(scalar) }
        return scalar.value > 0x20 && scalar.value < 0x7F ? "\\\(scalar)" : "\\x{\(String(scalar.value, radix: 16))}"
    }
}
