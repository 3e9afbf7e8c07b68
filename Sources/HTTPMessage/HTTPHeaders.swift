/// One header field (RFC 9110 §5).
public struct HTTPHeader: Hashable, Sendable {
    /// The name as it was sent; compared without regard to case.
    public var name: String
    /// The value as it was sent.
    public var value: String

    /// A field of this name and value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Header fields in the order in which they came; names repeat and differ in case freely.
///
/// All stand in one array of bytes, so that a message costs two allocations however many fields it has.
public struct HTTPHeaders: Sendable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    /// Names and values in turn, a NUL after each, so that C can read them in place.
    package private(set) var bytes: [UInt8]
    /// Where each field stands in `bytes`.
    package private(set) var places: [Place]
    /// Whether all fields are known to be fit to be sent as they are: names that are tokens, values of plain text.
    package private(set) var isPlain: Bool

    /// Where a field stands: its name up to the NUL before its value, its value up to the NUL at its end.
    package struct Place: Hashable, Sendable {
        package let nameStart: Int
        package let valueStart: Int
        package let valueEnd: Int

        package var nameEnd: Int { valueStart - 1 }

        package init(nameStart: Int, valueStart: Int, valueEnd: Int) {
            self.nameStart = nameStart
            self.valueStart = valueStart
            self.valueEnd = valueEnd
        }
    }

    /// No fields.
    public init() {
        bytes = []
        places = []
        isPlain = true
    }

    /// Fields that stand in these bytes as `bytes` says.
    package init(bytes: [UInt8], places: [Place]) {
        self.bytes = bytes
        self.places = places
        isPlain = false
    }

    /// Fields in this order.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        if !elements.isEmpty { reserveCapacity(elements.count) }
        for (name, value) in elements { append(name, value) }
    }

    /// The position of the first field, always 0.
    public var startIndex: Int { 0 }
    /// The number of fields.
    public var endIndex: Int { places.count }

    /// The field at this position.
    public subscript(position: Int) -> HTTPHeader {
        let place = places[position]
        return HTTPHeader(String(decoding: bytes[place.nameStart..<place.nameEnd], as: UTF8.self), value(at: place))
    }

    /// The value of the first field of this name, whatever its case.
    public subscript(name: String) -> String? {
        places.first { isName(name, at: $0) }.map(value(at:))
    }

    /// Whether the name of a field starts with these letters, given in lower case.
    package func hasName(withPrefix prefix: String) -> Bool {
        let prefix = prefix.utf8.span
        return places.contains { place in
            // Few names begin with the same letter.
            bytes[place.nameStart] | 0x20 == prefix[0] && place.nameEnd - place.nameStart >= prefix.count
                && bytes.span.extracting(place.nameStart..<place.nameStart + prefix.count)
                    .equalsIgnoringASCIICase(prefix)
        }
    }

    /// Whether there is a field of this name, and the bytes of the first one's value are as asked.
    package func hasValue(of name: String, where isAsAsked: (Span<UInt8>) -> Bool) -> Bool {
        guard let place = places.first(where: { isName(name, at: $0) }) else { return false }
        return isAsAsked(bytes.span.extracting(place.valueStart..<place.valueEnd))
    }

    /// The values of all fields of this name, in their order.
    public func values(of name: String) -> [String] {
        places.filter { isName(name, at: $0) }.map(value(at:))
    }

    /// Adds a field after the others, beside any of the same name.
    public mutating func append(_ name: String, _ value: String) {
        let nameStart = bytes.count
        bytes.append(contentsOf: name.utf8)
        bytes.append(0)
        let valueStart = bytes.count
        bytes.append(contentsOf: value.utf8)
        places.append(Place(nameStart: nameStart, valueStart: valueStart, valueEnd: bytes.count))
        bytes.append(0)
        isPlain = isPlain && name.utf8.span.isToken && value.utf8.span.isPlainText
    }

    /// Adds the fields of others after these, in their order, from one of them on.
    public mutating func append(contentsOf other: HTTPHeaders, from first: Int = 0) {
        guard first < other.count else { return }
        let start = other.places[first].nameStart
        let shift = bytes.count - start
        bytes.append(contentsOf: other.bytes[start...])
        places.reserveCapacity(places.count + other.places.count - first)
        for place in other.places[first...] {
            places.append(
                Place(
                    nameStart: place.nameStart + shift,
                    valueStart: place.valueStart + shift,
                    valueEnd: place.valueEnd + shift
                )
            )
        }
        isPlain = isPlain && other.isPlain
    }

    /// Puts another value of the same length into a field.
    package mutating func replaceValue(at position: Int, with value: Span<UInt8>) {
        let place = places[position]
        precondition(value.count == place.valueEnd - place.valueStart, "the value takes the place of the one before")
        var bytes = bytes.mutableSpan
        for offset in value.indices { bytes[place.valueStart + offset] = value[offset] }
        isPlain = isPlain && value.isPlainText
    }

    /// Makes room for so many fields at once.
    public mutating func reserveCapacity(_ count: Int) {
        // About what a field takes, NULs and all; another growth would cost more than the room.
        bytes.reserveCapacity(count * 48)
        places.reserveCapacity(count)
    }

    /// Swaps what the fields stand in, without a copy: `bytes` says where as for ``init(bytes:places:)``.
    package mutating func swapStorage(_ bytes: inout [UInt8], _ places: inout [Place]) {
        swap(&self.bytes, &bytes)
        swap(&self.places, &places)
        isPlain = false
    }

    /// What is no UTF-8 is ISO-8859-1, as it was once meant to be (RFC 9110 §5.5).
    private func value(at place: Place) -> String {
        let range = place.valueStart..<place.valueEnd
        // As fast as a repairing decoder, and half the time of String(validating:as:).
        if let text = try? UTF8Span(validating: bytes.span.extracting(range)) { return String(copying: text) }
        return String(String.UnicodeScalarView(bytes[range].map(Unicode.Scalar.init)))
    }

    private func isName(_ name: String, at place: Place) -> Bool {
        name.utf8.span.equalsIgnoringASCIICase(bytes.span.extracting(place.nameStart..<place.nameEnd))
    }
}

extension HTTPHeaders: Hashable {
    /// Whether both have the same fields in the same order, to the byte.
    public static func == (left: Self, right: Self) -> Bool {
        left.bytes == right.bytes && left.places == right.places
    }

    /// Feeds the fields to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension String {
    /// Whether both are the same but for the case of ASCII letters, as header names and media types are compared.
    public func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.span.equalsIgnoringASCIICase(other.utf8.span)
    }
}

extension Span<UInt8> {
    package func equalsIgnoringASCIICase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for position in indices {
            let (a, b) = (self[position], other[position])
            guard a == b || (a ^ b == 0x20 && (0x61...0x7A).contains(a | 0x20)) else { return false }
        }
        return true
    }
}
