internal import JSON

// What is between braces.
extension TemplateParser {
    /// The content of a tag that renders something.
    mutating func output() throws(TemplateFailure) -> Template.Expression {
        guard let first = peek, first != UInt8(ascii: "}") else { throw failure("An expression is missing") }
        if first == UInt8(ascii: "(") { return try expression() }
        let start = offset
        let path = try path()
        skipSpace()
        let isAlone = peek == UInt8(ascii: "}") || peek == UInt8(ascii: "~")
        if isAlone, !(path.isName && TemplateHelper(rawValue: path.text) != nil) {
            offset = start
            return try checkedPath()
        }
        return try call(path)
    }

    /// A literal, a path, or a call in parentheses.
    mutating func expression() throws(TemplateFailure) -> Template.Expression {
        skipSpace()
        switch peek {
        case UInt8(ascii: "("):
            offset += 1
            try nest()
            skipSpace()
            let call = try call(path())
            skipSpace()
            guard take(")") else { throw failure("Expected )") }
            nesting -= 1
            return call
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.string(try string()))
        case let byte? where byte == UInt8(ascii: "-") || byte.isDigit: return try number()
        default:
            if isWord("true") || isWord("false") {
                let isTrue = isWord("true")
                offset += isTrue ? 4 : 5
                return .literal(.bool(isTrue))
            }
            if isWord("null") || isWord("undefined") {
                offset += isWord("null") ? 4 : 9
                return .literal(.null)
            }
            return try checkedPath()
        }
    }

    private mutating func call(_ path: Template.Path) throws(TemplateFailure) -> Template.Expression {
        guard path.isName, let helper = TemplateHelper(rawValue: path.text) else {
            throw failure("The helper \(path.text) is not supported")
        }
        return .call(try helper.call(arguments(), self))
    }

    /// The arguments and options of a helper, up to the end of the tag, of the parentheses, or `as`.
    mutating func arguments() throws(TemplateFailure) -> TemplateArguments {
        var arguments = TemplateArguments()
        while true {
            skipSpace()
            guard let next = peek, next != UInt8(ascii: "}"), next != UInt8(ascii: ")"), next != UInt8(ascii: "~"),
                next != UInt8(ascii: "|"), !isWord("as")
            else { return arguments }
            if let name = optionName() {
                arguments.options[name] = try expression()
            } else {
                guard arguments.options.isEmpty else { throw failure("An argument cannot follow an option") }
                arguments.values.append(try expression())
            }
        }
    }

    /// The name before `=`, if there is one.
    private mutating func optionName() -> String? {
        let start = offset
        let name = identifier()
        guard !name.isEmpty, peek == UInt8(ascii: "=") else {
            offset = start
            return nil
        }
        offset += 1
        return name
    }

    /// `as |item index|`, if it follows.
    mutating func blockParameters() throws(TemplateFailure) -> [String] {
        skipSpace()
        guard isWord("as") else { return [] }
        offset += 2
        skipSpace()
        guard take("|") else { throw failure("Expected | after as") }
        var names: [String] = []
        while true {
            skipSpace()
            if !names.isEmpty, take("|") { return names }
            let name = identifier()
            guard !name.isEmpty else { throw failure("Expected a name") }
            guard names.count < 10 else { throw failure("There are too many block parameters") }
            names.append(name)
        }
    }

    private mutating func string() throws(TemplateFailure) -> String {
        let quote = bytes[offset]
        offset += 1
        var content: [UInt8] = []
        while let byte = peek {
            offset += 1
            if byte == quote { return String(decoding: content, as: UTF8.self) }
            // Only the quote can be escaped.
            if byte == UInt8(ascii: "\\"), peek == quote {
                offset += 1
                content.append(quote)
            } else {
                content.append(byte)
            }
        }
        throw failure("The string is not closed")
    }

    private mutating func number() throws(TemplateFailure) -> Template.Expression {
        let start = offset
        while let byte = peek, byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte.isDigit { offset += 1 }
        let text = Array(bytes[start..<offset])
        guard let number = (try? JSONParser.parse(text))?.number else { throw failure("The number is malformed") }
        return .literal(.number(number))
    }

    mutating func nest() throws(TemplateFailure) {
        guard nesting < 16 else { throw failure("The expression is nested too deeply") }
        nesting += 1
    }
}

// Names.
extension TemplateParser {
    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Whether this word is next, and nothing that would continue it.
    func isWord(_ word: StaticString) -> Bool {
        let expected = word.description.utf8
        let end = offset + expected.count
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(expected) else { return false }
        return end == bytes.count || !(bytes[end].isIdentifier || "./=[".utf8.contains(bytes[end]))
    }

    mutating func identifier() -> String {
        let start = offset
        while let byte = peek, byte.isIdentifier { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    mutating func path() throws(TemplateFailure) -> Template.Path {
        var path = Template.Path()
        path.isData = take("@")
        while take("../") { path.parents += 1 }
        if take("..") {
            path.parents += 1
            path.isThis = true
            return path
        }
        if take("./") || isThisNext {
            path.isThis = true
        } else if peek == UInt8(ascii: "."), offset + 1 < bytes.count, !bytes[offset + 1].isIdentifier {
            offset += 1
            path.isThis = true
            return path
        }
        if path.isThis, !isSegmentNext { return path }
        repeat { path.segments.append(try segment()) } while takeSeparator()
        // `a.this` is `a`.
        path.segments.removeAll { $0 == "this" }
        return path
    }

    /// Takes `this`, and the separator after it.
    private var isThisNext: Bool {
        mutating get {
            guard
                isWord("this") || bytes[offset...].starts(with: "this.".utf8)
                    || bytes[offset...].starts(with: "this/".utf8)
            else { return false }
            offset += 4
            _ = takeSeparator()
            return true
        }
    }

    private var isSegmentNext: Bool { peek.map { $0.isIdentifier || $0 == UInt8(ascii: "[") } ?? false }

    private mutating func takeSeparator() -> Bool {
        guard peek == UInt8(ascii: ".") || peek == UInt8(ascii: "/") else { return false }
        offset += 1
        return true
    }

    private mutating func segment() throws(TemplateFailure) -> String {
        guard take("[") else {
            let name = identifier()
            guard !name.isEmpty else { throw failure("Expected a name") }
            return name
        }
        let start = offset
        while let byte = peek, byte != UInt8(ascii: "]") { offset += 1 }
        let name = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard take("]") else { throw failure("Expected ]") }
        return name
    }

    /// A path that leads somewhere, as far as that is known before there is a request.
    private mutating func checkedPath() throws(TemplateFailure) -> Template.Expression {
        let path = try path()
        if let problem = path.problem(parameters: parameters, isInLoop: loops > 0, variables: variables) {
            throw failure(problem)
        }
        return .path(path)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

    /// Whether it can be part of a name.
    var isIdentifier: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"),
            UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }
}

extension Template.Path {
    /// Whether it is a single name, as a helper has.
    var isName: Bool { segments.count == 1 && parents == 0 && !isData && !isThis }
}
