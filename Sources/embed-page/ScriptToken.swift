/// A token of JavaScript, as far as shortening a script asks for it.
struct ScriptToken: Equatable {
    enum Kind {
        /// An identifier or a keyword.
        case word
        /// `#name`.
        case privateName
        /// A number, a string or a regular expression.
        case literal
        /// A part of a template literal, with its delimiters: `` `a${ ``, `}b${`, ``}c` ``.
        case template
        case punctuator
    }

    let kind: Kind
    let text: String

    /// Splits a script into its tokens, without white space and comments.
    static func all(of script: String, in file: String) throws(Failure) -> [ScriptToken] {
        var scanner = Scanner(bytes: Array(script.utf8), file: file)
        return try scanner.tokens()
    }
}

private struct Scanner {
    let bytes: [UInt8]
    let file: String
    private var position = 0
    private var found: [ScriptToken] = []
    /// For each open brace, whether it is a template's.
    private var braces: [Bool] = []

    init(bytes: [UInt8], file: String) { (self.bytes, self.file) = (bytes, file) }

    private static let punctuators = [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=",
        "&&",
        "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
    ].map { Array($0.utf8) }

    mutating func tokens() throws(Failure) -> [ScriptToken] {
        while let byte = peek(0) {
            if byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
                position += 1
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
                while let next = peek(0), next != 0x0a { _ = next; position += 1 }
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                try skipComment()
            } else {
                try scanToken(byte)
            }
        }
        return found
    }

    private mutating func scanToken(_ byte: UInt8) throws(Failure) {
        let start = position
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            try skipText(until: byte)
            add(.literal, from: start)
        case UInt8(ascii: "`"): try scanTemplate()
        case UInt8(ascii: "}") where braces.last == true:
            braces.removeLast()
            try scanTemplate()
        case UInt8(ascii: "/") where mayBeRegularExpression:
            try skipRegularExpression()
            add(.literal, from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            skipWord(dots: true)
            add(.literal, from: start)
        case UInt8(ascii: "#"):
            position += 1
            skipWord(dots: false)
            add(.privateName, from: start)
        case _ where isWord(byte):
            skipWord(dots: false)
            add(.word, from: start)
        default:
            if byte == UInt8(ascii: "{") { braces.append(false) }
            if byte == UInt8(ascii: "}") { _ = braces.popLast() }
            position += Self.punctuators.first { bytes[start...].starts(with: $0) }?.count ?? 1
            add(.punctuator, from: start)
        }
    }

    private func peek(_ offset: Int) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    /// After a value a slash divides.
    private var mayBeRegularExpression: Bool {
        guard let last = found.last else { return true }
        switch last.kind {
        case .word: return ["return", "typeof", "case", "in", "of"].contains(last.text)
        case .privateName, .literal: return false
        case .template: return !last.text.hasSuffix("`")
        case .punctuator: return ![")", "]", "}"].contains(last.text)
        }
    }

    private mutating func add(_ kind: ScriptToken.Kind, from start: Int) {
        found.append(ScriptToken(kind: kind, text: String(decoding: bytes[start..<position], as: UTF8.self)))
    }

    private mutating func skipWord(dots: Bool) {
        while let byte = peek(0), isWord(byte) || dots && byte == UInt8(ascii: ".") { position += 1 }
    }

    private mutating func skipComment() throws(Failure) {
        position += 2
        while peek(0) != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/") {
            guard peek(0) != nil else { throw Failure("\(file): a comment without its end") }
            position += 1
        }
        position += 2
    }

    private mutating func skipText(until delimiter: UInt8) throws(Failure) {
        position += 1
        while let byte = peek(0), byte != delimiter {
            guard byte != 0x0a else { break }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard peek(0) == delimiter else { throw Failure("\(file): a string without its end") }
        position += 1
    }

    private mutating func skipRegularExpression() throws(Failure) {
        var isInClass = false
        position += 1
        while let byte = peek(0), byte != UInt8(ascii: "/") || isInClass {
            guard byte != 0x0a else { break }
            if byte == UInt8(ascii: "[") { isInClass = true }
            if byte == UInt8(ascii: "]") { isInClass = false }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard peek(0) == UInt8(ascii: "/") else { throw Failure("\(file): a regular expression without its end") }
        position += 1
        skipWord(dots: false)
    }

    /// Scans from a back quote, or from the brace that ends a substitution, to the next of either.
    private mutating func scanTemplate() throws(Failure) {
        let start = position
        position += 1
        while let byte = peek(0) {
            if byte == UInt8(ascii: "`") {
                position += 1
                return add(.template, from: start)
            }
            if byte == UInt8(ascii: "$"), peek(1) == UInt8(ascii: "{") {
                position += 2
                braces.append(true)
                return add(.template, from: start)
            }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        throw Failure("\(file): a template without its end")
    }
}
