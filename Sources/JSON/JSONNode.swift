internal import Bytes

/// One value or key of a text, with its position: 16 bytes, so that the values of a text are one flat array.
///
/// The nodes of the contents of an array or object follow its own, each key before its value.
@usableFromInline
struct JSONNode: Sendable {
    @usableFromInline let place: Int
    /// The offset after a number or a string's content, or the node after the contents of an array or object.
    @usableFromInline var end: Int

    /// The kind of a node; not an enum, because creating one from a number takes a lookup.
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

    /// Creates a node; a string starts after its quote.
    init(_ kind: Kind, start: Int, end: Int) {
        place = start << 3 | kind.bits
        self.end = end
    }

    @inlinable var start: Int { place >> 3 }
    @inlinable var kind: Kind { Kind(bits: place & 7) }
    @inlinable var isString: Bool { kind.bits & 6 == Kind.plainString.bits }
    @inlinable var isContainer: Bool { kind.bits & 6 == Kind.array.bits }
}

/// The nodes of a text, from which values are created on demand.
extension [JSONNode] {
    /// The node after this one and its contents.
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

    /// The number of a node of that kind.
    func number(at index: Int, in text: Span<UInt8>) -> JSONNumber {
        JSONNumber(checked: text.string(self[index].start..<self[index].end))
    }

    /// The string of a node of that kind.
    func string(at index: Int, in text: Span<UInt8>) -> String {
        let range = self[index].start..<self[index].end
        return self[index].kind == .plainString ? text.string(range) : text.unescapedString(range)
    }

    /// Whether two strings are equal.
    func areEqual(_ left: Int, _ right: Int, in text: Span<UInt8>) -> Bool {
        let (one, other) = (self[left], self[right])
        guard one.kind == .plainString, other.kind == .plainString else {
            // By canonical equivalence; different ASCII strings are never equivalent.
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

    /// The number of elements of an array, or of keys and values of an object.
    private func count(at index: Int) -> Int {
        var (count, child) = (0, index + 1)
        while child < self[index].end { (count, child) = (count + 1, next(after: child)) }
        return count
    }
}
