internal import JSON

/// Parses a path in the language of Jayway's JsonPath.
struct JSONPathParser {
    /// Why a path is invalid, and at which byte.
    struct Failure: Error {
        let message: String
        let offset: Int
    }

    var rest: Substring.UTF8View
    private let length: Int
    /// The nesting depth of brackets and parentheses here.
    var depth = 0
    static let maximumDepth = 32
    /// Whether the path is part of a condition.
    private var isInCondition = false
    /// The number of `..` so far; each may find a value once for each level above it.
    private var descents = 0
    private static let maximumDescents = 3

    /// Longer paths are refused.
    private static let maximumLength = 10_000

    /// The path of a whole string; `$.` is prepended if it does not start with `$`.
    static func parse(_ text: String) throws(Failure) -> JSONPath {
        guard text.utf8.count <= maximumLength else {
            throw Failure(message: "the path is longer than \(maximumLength) bytes", offset: maximumLength)
        }
        var parser = JSONPathParser(text)
        if parser.rest.first == UInt8(ascii: "$") || parser.rest.first == UInt8(ascii: "@") {
            parser.rest.removeFirst()
        } else {
            parser = JSONPathParser("." + text)
        }
        let path = JSONPath(steps: try parser.steps())
        guard parser.rest.isEmpty else { throw parser.failure("a step starts with . or [") }
        return path
    }

    private init(_ text: String) {
        rest = text[...].utf8
        length = text.utf8.count
    }

    func failure(_ message: String) -> Failure {
        Failure(message: message, offset: length - rest.count)
    }

    /// All steps up to something that is not one.
    mutating func steps() throws(Failure) -> [JSONPath.Step] {
        var steps: [JSONPath.Step] = []
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "."):
                rest.removeFirst()
                if take(".") { steps.append(try descendants()) }
                steps.append(rest.first == UInt8(ascii: "[") ? try bracket() : try name())
            case UInt8(ascii: "["): steps.append(try bracket())
            default: return steps
            }
        }
        return steps
    }

    private mutating func descendants() throws(Failure) -> JSONPath.Step {
        descents += 1
        guard descents <= Self.maximumDescents else {
            throw failure("a path can have .. at most \(Self.maximumDescents) times")
        }
        return .descendants
    }

    /// A name without quotes, `*`, or a function.
    private mutating func name() throws(Failure) -> JSONPath.Step {
        if take("*") { return .wildcard }
        let name = rest.prefix { !endsName($0) }
        guard !name.isEmpty else { throw failure("a name is missing") }
        rest = rest[name.endIndex...]
        let text = String(Substring(name))
        guard take("(") else { return .member(text) }
        guard take(")"), let function = JSONPathFunction(rawValue: text) else {
            let names = JSONPathFunction.allCases.map { "\($0.rawValue)()" }.joined(separator: ", ")
            throw failure("the function must be one of \(names)")
        }
        return .function(function)
    }

    /// In a condition a comparison may follow the name.
    private func endsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "("): true
        case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "'"),
            UInt8(ascii: "\""), UInt8(ascii: "~"):
            isInCondition
        default: false
        }
    }

    private mutating func bracket() throws(Failure) -> JSONPath.Step {
        try descend()
        rest.removeFirst()
        skipSpaces()
        let step: JSONPath.Step
        switch rest.first {
        case UInt8(ascii: "*"):
            rest.removeFirst()
            step = .wildcard
        case UInt8(ascii: "?"): step = try filterStep()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): step = try quotedNames()
        default: step = try positions()
        }
        skipSpaces()
        guard take("]") else { throw failure("a ] is missing") }
        depth -= 1
        return step
    }

    private mutating func filterStep() throws(Failure) -> JSONPath.Step {
        rest.removeFirst()
        skipSpaces()
        guard take("(") else { throw failure("a condition must be in parentheses") }
        let wasInCondition = isInCondition
        isInCondition = true
        defer { isInCondition = wasInCondition }
        let filter = try condition()
        guard take(")") else { throw failure("a ) is missing") }
        return .filter(filter)
    }

    private mutating func quotedNames() throws(Failure) -> JSONPath.Step {
        var names: [String] = []
        repeat {
            skipSpaces()
            names.append(try quotedText())
            skipSpaces()
        } while take(",")
        return names.count == 1 ? .member(names[0]) : .members(names)
    }

    private mutating func positions() throws(Failure) -> JSONPath.Step {
        let from = try integer()
        skipSpaces()
        if take(":") {
            skipSpaces()
            let to = try integer()
            skipSpaces()
            guard from != nil || to != nil else { throw failure("a slice needs a start or an end") }
            guard rest.first != UInt8(ascii: ":") else { throw failure("a slice with a step is not supported") }
            return .slice(from, to)
        }
        guard let from else { throw failure("expected an index, a name in quotes, * or ?(") }
        var indices = [from]
        while take(",") {
            skipSpaces()
            guard let index = try integer() else { throw failure("expected an index") }
            indices.append(index)
            skipSpaces()
        }
        return .elements(indices)
    }

    private mutating func integer() throws(Failure) -> Int? {
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") }
        guard !digits.isEmpty else { return nil }
        guard let number = Int(Substring(digits)) else { throw failure("the index is not a number") }
        rest = rest[digits.endIndex...]
        return number
    }

    /// A string in single or double quotes; a backslash escapes the next byte.
    mutating func quotedText() throws(Failure) -> String {
        guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw failure("expected a string in quotes")
        }
        rest.removeFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                bytes.append(escaped)
            } else {
                bytes.append(byte)
            }
        }
        throw failure("the closing quote is missing")
    }

    mutating func descend() throws(Failure) {
        guard depth < Self.maximumDepth else { throw failure("the path is nested too deeply") }
        depth += 1
    }

    mutating func skipSpaces() {
        rest = rest.drop { $0 == UInt8(ascii: " ") }
    }

    /// Skips this text if it is next.
    mutating func take(_ text: StaticString) -> Bool {
        let bytes = text.description.utf8
        guard rest.starts(with: bytes) else { return false }
        rest = rest.dropFirst(bytes.count)
        return true
    }
}
