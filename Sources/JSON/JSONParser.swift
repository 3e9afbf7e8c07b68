/// A strict parser for JSON text (RFC 8259) in UTF-8, which records the positions of the values in one pass.
///
/// A duplicate key is accepted only if the values are equal; the first is kept.
public struct JSONParser {
    /// The maximum nesting of arrays and objects.
    public static let maximumDepth = 64

    var nodes: [JSONNode] = []
    var offset = 0
    private var depth = 0

    /// Parses a text.
    ///
    /// - Throws: The first failure found.
    public static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        let text = bytes.span
        return try nodes(of: text).value(at: 0, in: text)
    }

    /// Parses a text into nodes, of which the first is its value.
    static func nodes(of text: Span<UInt8>) throws(Failure) -> [JSONNode] {
        var parser = JSONParser()
        // What an object of strings has; more is rare, and unused capacity costs little.
        parser.nodes.reserveCapacity(text.count / 8 + 2)
        try parser.value(in: text)
        parser.skipWhitespace(in: text)
        guard parser.offset == text.count else { throw parser.failure(.trailingBytes) }
        return parser.nodes
    }

    func failure(_ reason: Reason) -> Failure {
        Failure(reason, at: offset)
    }

    private mutating func value(in text: Span<UInt8>) throws(Failure) {
        switch try nextByte(in: text) {
        case "\"": try string(in: text)
        case "{": try object(in: text)
        case "[": try array(in: text)
        case "-", UInt8(ascii: "0")...UInt8(ascii: "9"): try number(in: text)
        case "t": try word("true", .true, in: text)
        case "f": try word("false", .false, in: text)
        case "n": try word("null", .null, in: text)
        default: throw failure(.valueExpected)
        }
    }

    private mutating func array(in text: Span<UInt8>) throws(Failure) {
        let index = nodes.count
        try descend(into: .array)
        if try nextByte(in: text) == UInt8(ascii: "]") {
            ascend(from: index)
            return
        }
        repeat {
            try value(in: text)
        } while try goesOn(in: index, until: UInt8(ascii: "]"), or: .commaOrBracketExpected, in: text)
    }

    private mutating func object(in text: Span<UInt8>) throws(Failure) {
        let index = nodes.count
        try descend(into: .object)
        if try nextByte(in: text) == UInt8(ascii: "}") {
            ascend(from: index)
            return
        }
        var keys = JSONKeys(first: index + 1)
        repeat {
            guard try nextByte(in: text) == .quote else { throw failure(.keyExpected) }
            let (start, key) = (offset, nodes.count)
            try string(in: text)
            guard try nextByte(in: text) == .colon else { throw failure(.colonExpected) }
            offset += 1
            try value(in: text)
            if key > index + 1, let first = keys.add(key, of: nodes, in: text) {
                guard nodes.value(at: first + 1, in: text) == nodes.value(at: key + 1, in: text) else {
                    throw Failure(.duplicateKey, at: start)
                }
                nodes.removeSubrange(key...)
            }
        } while try goesOn(in: index, until: UInt8(ascii: "}"), or: .commaOrBraceExpected, in: text)
    }

    private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind, in text: Span<UInt8>) throws(Failure) {
        let start = offset
        for byte in word.description.utf8 {
            guard offset < text.count else { throw failure(.unexpectedEnd) }
            guard text[offset] == byte else { throw Failure(.valueExpected, at: start) }
            offset += 1
        }
        nodes.append(JSONNode(kind, start: start, end: offset))
    }
}

// The structure around the values.
extension JSONParser {
    private mutating func descend(into kind: JSONNode.Kind) throws(Failure) {
        guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
        nodes.append(JSONNode(kind, start: offset, end: 0))
        depth += 1
        offset += 1
    }

    private mutating func ascend(from index: Int) {
        nodes[index].end = nodes.count
        depth -= 1
        offset += 1
    }

    /// Whether a comma follows, and so another element, or else the end of the array or object.
    private mutating func goesOn(
        in index: Int,
        until end: UInt8,
        or reason: Reason,
        in text: Span<UInt8>
    ) throws(Failure) -> Bool {
        switch try nextByte(in: text) {
        case ",":
            offset += 1
            return true
        case end:
            ascend(from: index)
            return false
        default: throw failure(reason)
        }
    }

    /// The next byte that is not white space; it is not consumed.
    private mutating func nextByte(in text: Span<UInt8>) throws(Failure) -> UInt8 {
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
