extension JSONParser {
    /// What a text may have beyond RFC 8259.
    public enum Dialect: Sendable {
        /// Nothing.
        case standard
        /// What Jackson accepts as WireMock configures it: comments, strings in single quotes, `\'`, anything after the
        /// value, and a key twice, of which the last one counts.
        case jackson
    }

    /// The value of a whole text in a dialect.
    ///
    /// - Throws: The first failure found.
    public static func parse(_ bytes: [UInt8], as dialect: Dialect) throws(Failure) -> JSONValue {
        guard dialect == .jackson else { return try parse(bytes) }
        if let value = try? parse(bytes) { return value }
        var text = JacksonText(bytes)
        try text.convert()
        do throws(Failure) { return try parse(text.converted) } catch {
            throw Failure(error.reason, at: text.originalOffset(error.offset))
        }
    }
}

/// Converts a text that Jackson accepts to one by RFC 8259; what neither accepts stays as it is.
private struct JacksonText {
    private(set) var converted: [UInt8] = []
    private let bytes: [UInt8]
    private var offset = 0
    /// The arrays and objects around.
    private var containers: [Container] = []
    /// Where, in the converted text, a byte was left out or added, and how far the two texts are apart from there on.
    private var shifts: [(offset: Int, distance: Int)] = []

    private struct Container {
        let isObject: Bool
        /// The key whose value comes next or now; nil before it.
        var key: (bytes: [UInt8], start: Int)?
        /// Where the members are that have ended with a comma.
        var members: [[UInt8]: Range<Int>] = [:]
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        converted.reserveCapacity(bytes.count + 16)
    }

    /// The offset in the original text.
    func originalOffset(_ offset: Int) -> Int {
        offset - (shifts.last { $0.offset <= offset }?.distance ?? 0)
    }

    /// Converts up to the end of the value.
    mutating func convert() throws(JSONParser.Failure) {
        while offset < bytes.count {
            switch bytes[offset] {
            case "/": try comment()
            case "\"", "'":
                let start = converted.count
                string(quote: bytes[offset])
                guard let last = containers.indices.last else { return }
                if containers[last].isObject, containers[last].key == nil { key(Array(converted[start...]), at: start) }
            case "{", "[":
                // The parser refuses what is deeper.
                guard containers.count <= JSONParser.maximumDepth else { return }
                containers.append(Container(isObject: bytes[offset] == UInt8(ascii: "{")))
                copy()
            case "}", "]":
                copy()
                _ = containers.popLast()
                if containers.isEmpty { return }
            case ",":
                copy()
                endMember()
            case " ", "\n", "\r", "\t": copy()
            default:
                copy()
                let isOver = offset == bytes.count || " \n\r\t/,".utf8.contains(bytes[offset])
                if containers.isEmpty, isOver { return }
            }
        }
    }

    private mutating func copy() {
        converted.append(bytes[offset])
        offset += 1
    }

    private mutating func append(_ byte: UInt8, inPlaceOf count: Int) {
        converted.append(byte)
        offset += count
        let distance = converted.count - offset
        if distance != shifts.last?.distance ?? 0 { shifts.append((converted.count, distance)) }
    }

    /// Replaces a comment by white space.
    private mutating func comment() throws(JSONParser.Failure) {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        let isLine = next == UInt8(ascii: "/")
        guard isLine || next == UInt8(ascii: "*") else { return copy() }
        let start = offset
        while offset < bytes.count {
            let isEnd =
                isLine
                ? bytes[offset] == UInt8(ascii: "\n")
                : offset > start + 2 && bytes[offset] == UInt8(ascii: "/") && bytes[offset - 1] == UInt8(ascii: "*")
            converted.append(UInt8(ascii: " "))
            offset += 1
            if isEnd { return }
        }
        if !isLine { throw JSONParser.Failure(.unexpectedEnd, at: offset) }
    }

    private mutating func string(quote: UInt8) {
        append(.quote, inPlaceOf: 1)
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == quote { return append(.quote, inPlaceOf: 1) }
            if byte == .backslash, offset + 1 < bytes.count {
                if bytes[offset + 1] == UInt8(ascii: "'") {
                    append(UInt8(ascii: "'"), inPlaceOf: 2)
                } else {
                    copy()
                    copy()
                }
            } else if byte == .quote {
                converted.append(.backslash)
                append(.quote, inPlaceOf: 1)
            } else {
                copy()
            }
        }
    }

    /// Starts a member; one with the same key is blanked out.
    private mutating func key(_ key: [UInt8], at start: Int) {
        let last = containers.count - 1
        containers[last].key = (key, start)
        guard let other = containers[last].members[key] else { return }
        for position in other { converted[position] = UInt8(ascii: " ") }
    }

    private mutating func endMember() {
        guard let last = containers.indices.last, let key = containers[last].key else { return }
        containers[last].members[key.bytes] = key.start..<converted.count
        containers[last].key = nil
    }
}
