/// What an escape stands for that is possible in a character class.
enum JavaEscape {
    case scalar(Unicode.Scalar)
    /// A set of characters, in the syntax of a PCRE2 class.
    case set(String)
}

extension JavaSyntax {
    /// The escape after a backslash.
    mutating func classEscape() throws(RegularExpression.Failure) -> JavaEscape {
        guard let scalar = rest.popFirst() else { throw failure("the pattern ends with a backslash") }
        switch scalar {
        case "d", "D", "s", "S", "w", "W", "h", "H", "v", "V": return .set("\\\(scalar)")
        case "p": return .set(try property(isNegated: false))
        case "P": return .set(try property(isNegated: true))
        case "t": return .scalar("\t")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "f": return .scalar("\u{C}")
        case "a": return .scalar("\u{7}")
        case "e": return .scalar("\u{1B}")
        case "0": return .scalar(try octal())
        case "x": return .scalar(try hexadecimal())
        case "u": return .scalar(try unicode())
        case "c":
            guard let control = rest.popFirst(), let scalar = Unicode.Scalar(control.value ^ 0x40) else {
                throw failure("a control character must follow \\c")
            }
            return .scalar(scalar)
        case "a"..."z", "A"..."Z", "0"..."9": throw failure("\\\(scalar) is not supported")
        default: return .scalar(scalar)
        }
    }

    /// One to three octal digits, up to 377.
    private mutating func octal() throws(RegularExpression.Failure) -> Unicode.Scalar {
        let digits = rest.prefix(rest.first.map { $0 <= "3" } == true ? 3 : 2).prefix { ("0"..."7").contains($0) }
        guard let value = UInt8(String(digits), radix: 8) else { throw failure("an octal digit must follow \\0") }
        rest = rest.dropFirst(digits.count)
        return Unicode.Scalar(value)
    }

    /// Two digits, or any number of them in braces.
    private mutating func hexadecimal() throws(RegularExpression.Failure) -> Unicode.Scalar {
        guard take("{") else { return try scalar(digits: 2) }
        let digits = rest.prefix { $0 != "}" }
        guard digits.count <= 8, let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
        else {
            throw failure("a code point must follow \\x{")
        }
        rest = rest.dropFirst(digits.count)
        guard take("}") else { throw failure("a } is missing") }
        return scalar
    }

    /// `\uXXXX`, or two of them that are a surrogate pair.
    private mutating func unicode() throws(RegularExpression.Failure) -> Unicode.Scalar {
        let first = try number(digits: 4)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if rest.starts(with: "\\u".unicodeScalars) {
            rest.removeFirst(2)
            let second = try number(digits: 4)
            if 0xD800...0xDBFF ~= first, 0xDC00...0xDFFF ~= second,
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw failure("a surrogate must be one of a pair")
    }

    private mutating func scalar(digits count: Int) throws(RegularExpression.Failure) -> Unicode.Scalar {
        let value = try number(digits: count)
        guard let scalar = Unicode.Scalar(value) else { throw failure("the code point does not exist") }
        return scalar
    }

    private mutating func number(digits count: Int) throws(RegularExpression.Failure) -> UInt32 {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit),
            let value = UInt32(String(digits), radix: 16)
        else { throw failure("\(count) hexadecimal digits were expected") }
        rest.removeFirst(count)
        return value
    }

    /// `\p{Alpha}` is `[:alpha:]` in PCRE2, `\p{IsLatin}` is `\p{Latin}`; others are the same.
    private mutating func property(isNegated: Bool) throws(RegularExpression.Failure) -> String {
        let escape = isNegated ? "\\P" : "\\p"
        guard take("{") else {
            guard let letter = rest.popFirst() else { throw failure("a property must follow \(escape)") }
            return "\(escape)\(letter)"
        }
        let name = String(rest.prefix { $0 != "}" })
        rest = rest.dropFirst(name.unicodeScalars.count)
        guard take("}") else { throw failure("a } is missing") }
        if let property = Self.javaProperties[name] { return "\(escape){\(property)}" }
        if Self.posixClasses.contains(name) { return "[:\(isNegated ? "^" : "")\(name.lowercased()):]" }
        return "\(escape){\(name.hasPrefix("Is") ? String(name.dropFirst(2)) : name)}"
    }

    private static let posixClasses: Set = [
        "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph", "Print", "Blank", "Cntrl", "XDigit",
        "Space",
    ]

    /// Methods of java.lang.Character that Java has as properties.
    private static let javaProperties = [
        "javaLowerCase": "Lowercase", "javaUpperCase": "Uppercase", "javaAlphabetic": "Alphabetic", "javaLetter": "L",
        "javaDigit": "Nd",
    ]
}
