/// One value of a text, or a key, and where it stands in it: 16 bytes, so that a text's values are one flat array.
///
/// The nodes of what an array or object holds follow its own, each key before its value.
@usableFromInline
struct JSONNode: Sendable {
    @usableFromInline let place: Int
    /// The byte behind a number or a string's content, or the node behind all that an array or object holds.
    @usableFromInline var end: Int

    /// What a node is; no enum, since to make one of a number takes a look-up.
    @usableFromInline
    struct Kind: Equatable {
        @usableFromInline let bits: Int

        @inlinable
        init(bits: Int) {
            self.bits = bits
        }

        @inlinable static var null: Kind { Kind(bits: 0) }
        @inlinable static var `false`: Kind { Kind(bits: 1) }
        @inlinable static var `true`: Kind { Kind(bits: 2) }
        @inlinable static var number: Kind { Kind(bits: 3) }
        /// A string whose bytes are its characters, all of them ASCII.
        @inlinable static var plainString: Kind { Kind(bits: 4) }
        /// Any other string; the bytes are valid UTF-8 and the escapes RFC 8259's.
        @inlinable static var string: Kind { Kind(bits: 5) }
        @inlinable static var array: Kind { Kind(bits: 6) }
        @inlinable static var object: Kind { Kind(bits: 7) }
    }

    /// The value that begins at this byte, a string's content without its quotes.
    init(_ kind: Kind, start: Int, end: Int) {
        place = start << 3 | kind.bits
        self.end = end
    }

    @inlinable var start: Int { place >> 3 }
    @inlinable var kind: Kind { Kind(bits: place & 7) }
    @inlinable var isString: Bool { kind.bits & 6 == Kind.plainString.bits }
    @inlinable var isContainer: Bool { kind.bits & 6 == Kind.array.bits }
}

/// The nodes of a text, from which its values are made when they are asked for.
extension [JSONNode] {
    /// The node behind this one and all that it holds.
    @inlinable
    func next(after index: Int) -> Int {
        self[index].isContainer ? self[index].end : index + 1
    }

    /// The value of a node.
    func value(at index: Int, in text: Span<UInt8>) -> JSONValue {
        switch self[index].kind {
        case .null: .null
        case .false: .bool(false)
        case .true: .bool(true)
        case .number: .number(number(at: index, in: text))
        case .array: .array(elements(at: index, in: text))
        case .object: .object(JSONObject(unique: members(at: index, in: text)))
        default: .string(string(at: index, in: text))
        }
    }

    /// The number of a node that is one.
    func number(at index: Int, in text: Span<UInt8>) -> JSONNumber {
        JSONNumber(checked: text.string(self[index].start..<self[index].end))
    }

    /// The text of a node that is a string.
    func string(at index: Int, in text: Span<UInt8>) -> String {
        let range = self[index].start..<self[index].end
        return self[index].kind == .plainString ? text.string(range) : text.unescapedString(range)
    }

    /// Whether two strings are the same text.
    func areEqual(_ left: Int, _ right: Int, in text: Span<UInt8>) -> Bool {
        let (one, other) = (self[left], self[right])
        guard one.kind == .plainString, other.kind == .plainString else {
            // By canonical equivalence, which is none between different ASCII texts.
            return string(at: left, in: text) == string(at: right, in: text)
        }
        guard one.end - one.start == other.end - other.start else { return false }
        return text.extracting(one.start..<one.end).isEqual(to: text.extracting(other.start..<other.end))
    }

    private func elements(at index: Int, in text: Span<UInt8>) -> [JSONValue] {
        var elements: [JSONValue] = []
        elements.reserveCapacity(count(at: index))
        var element = index + 1
        while element < self[index].end {
            elements.append(value(at: element, in: text))
            element = next(after: element)
        }
        return elements
    }

    private func members(at index: Int, in text: Span<UInt8>) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(count(at: index) / 2)
        var key = index + 1
        while key < self[index].end {
            members.append(.init(key: string(at: key, in: text), value: value(at: key + 1, in: text)))
            key = next(after: key + 1)
        }
        return members
    }

    /// How many elements an array has, or keys and values an object.
    private func count(at index: Int) -> Int {
        var (count, child) = (0, index + 1)
        while child < self[index].end { (count, child) = (count + 1, next(after: child)) }
        return count
    }
}
