/// Reads a JSON text (RFC 8259) in UTF-8, strictly and in one pass.
///
/// A key may stand twice only with equal values, of which the first is kept.
public struct JSONParser {
    /// How many arrays and objects may stand within each other.
    public static let maximumDepth = 64

    var offset = 0
    private var depth = 0

    /// The value of a whole text.
    ///
    /// - Throws: the first failure found.
    public static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        let text = bytes.span
        var parser = JSONParser()
        let value = try parser.value(in: text)
        parser.skipWhitespace(in: text)
        guard parser.offset == text.count else { throw parser.failure(.trailingOctets) }
        return value
    }

    func failure(_ reason: Reason) -> Failure {
        Failure(reason, at: offset)
    }

    private mutating func value(in text: Span<UInt8>) throws(Failure) -> JSONValue {
        switch try nextOctet(in: text) {
        case "\"": .string(try string(in: text))
        case "{": .object(try object(in: text))
        case "[": .array(try array(in: text))
        case "-", UInt8(ascii: "0")...UInt8(ascii: "9"): .number(try number(in: text))
        case "t": try word("true", .bool(true), in: text)
        case "f": try word("false", .bool(false), in: text)
        case "n": try word("null", .null, in: text)
        default: throw failure(.valueExpected)
        }
    }

    private mutating func array(in text: Span<UInt8>) throws(Failure) -> [JSONValue] {
        try descend()
        var elements: [JSONValue] = []
        guard try nextOctet(in: text) != UInt8(ascii: "]") else {
            ascend()
            return elements
        }
        elements.reserveCapacity(4)
        repeat {
            elements.append(try value(in: text))
        } while try goesOn(until: UInt8(ascii: "]"), or: .commaOrBracketExpected, in: text)
        return elements
    }

    private mutating func object(in text: Span<UInt8>) throws(Failure) -> JSONObject {
        try descend()
        var object = JSONObject()
        guard try nextOctet(in: text) != UInt8(ascii: "}") else {
            ascend()
            return object
        }
        repeat {
            guard try nextOctet(in: text) == .quote else { throw failure(.keyExpected) }
            let start = offset
            let key = try string(in: text)
            guard try nextOctet(in: text) == .colon else { throw failure(.colonExpected) }
            offset += 1
            let value = try value(in: text)
            if let position = object.position(of: key) {
                guard object.members[position].value == value else { throw Failure(.duplicateKey, at: start) }
            } else {
                object.appendNew(key, value)
            }
        } while try goesOn(until: UInt8(ascii: "}"), or: .commaOrBraceExpected, in: text)
        return object
    }

    private mutating func word(
        _ word: StaticString,
        _ value: JSONValue,
        in text: Span<UInt8>
    ) throws(Failure) -> JSONValue {
        let start = offset
        for octet in word.description.utf8 {
            guard offset < text.count else { throw failure(.unexpectedEnd) }
            guard text[offset] == octet else { throw Failure(.valueExpected, at: start) }
            offset += 1
        }
        return value
    }
}

// What stands between the values.
extension JSONParser {
    private mutating func descend() throws(Failure) {
        guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
        depth += 1
        offset += 1
    }

    private mutating func ascend() {
        depth -= 1
        offset += 1
    }

    /// Whether a comma follows, and so another element, or else the end of the array or object.
    private mutating func goesOn(
        until end: UInt8,
        or reason: Reason,
        in text: Span<UInt8>
    ) throws(Failure) -> Bool {
        switch try nextOctet(in: text) {
        case ",":
            offset += 1
            return true
        case end:
            ascend()
            return false
        default: throw failure(reason)
        }
    }

    /// The next octet that is not white space; it is not consumed.
    private mutating func nextOctet(in text: Span<UInt8>) throws(Failure) -> UInt8 {
        skipWhitespace(in: text)
        guard offset < text.count else { throw failure(.unexpectedEnd) }
        return text[offset]
    }

    private mutating func skipWhitespace(in text: Span<UInt8>) {
        while offset < text.count {
            switch text[offset] {
            case " ", "\n", "\r", "\t": offset += 1
            default: return
            }
        }
    }
}
