internal import Bytes

/// One header field (RFC 9110 §5).
public struct HTTPHeader: Hashable, Sendable {
    /// The name as sent; names are compared case-insensitively.
    public var name: String
    /// The value as sent.
    public var value: String

    /// Creates a field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Header fields in the order received; names can repeat and differ in case.
///
/// All fields share one array of bytes, so a message costs two allocations however many fields it has.
public struct HTTPHeaders: Sendable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    /// Names and values in turn, each followed by a NUL so that C can read it in place.
    package private(set) var bytes: [UInt8]
    /// The range of each field in `bytes`.
    package private(set) var places: [Place]
    /// Whether all fields are known to be valid as they are: names that are tokens, values without control characters.
    package private(set) var isPlain: Bool

    /// The range of a field: the name up to the NUL before the value, the value up to the NUL at its end.
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

    /// Creates an empty collection.
    public init() {
        bytes = []
        places = []
        isPlain = true
    }

    /// Creates fields from storage in the form of ``bytes``.
    package init(bytes: [UInt8], places: [Place]) {
        self.bytes = bytes
        self.places = places
        isPlain = false
    }

    /// Creates fields in this order.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        if !elements.isEmpty { reserveCapacity(elements.count) }
        for (name, value) in elements { append(name, value) }
    }

    /// The position of the first field, always 0.
    public var startIndex: Int { 0 }
    /// The number of fields.
    public var endIndex: Int { places.count }

    /// The field at a position.
    public subscript(position: Int) -> HTTPHeader {
        let place = places[position]
        return HTTPHeader(String(decoding: bytes[place.nameStart..<place.nameEnd], as: UTF8.self), value(at: place))
    }

    /// The value of the first field of a name, compared case-insensitively; nil if there is none.
    public subscript(name: String) -> String? {
        place(of: name).map(value(at:))
    }

    /// Whether the name of a field starts with a prefix, which must be lowercase.
    package func hasName(withPrefix prefix: String) -> Bool {
        let prefix = prefix.utf8.span
        return places.contains { place in
            // Few names begin with the same letter.
            bytes[place.nameStart] | 0x20 == prefix[0] && place.nameEnd - place.nameStart >= prefix.count
                && bytes.span.extracting(place.nameStart..<place.nameStart + prefix.count)
                    .equalsIgnoringASCIICase(prefix)
        }
    }

    /// Whether there is a field of a name whose first value satisfies a condition.
    package func hasValue(of name: String, where isAsAsked: (Span<UInt8>) -> Bool) -> Bool {
        guard let place = place(of: name) else { return false }
        return isAsAsked(bytes.span.extracting(place.valueStart..<place.valueEnd))
    }

    /// The values of all fields of a name, in order.
    public func values(of name: String) -> [String] {
        places.filter { isName(name.utf8.span, at: $0) }.map(value(at:))
    }

    /// Appends a field; others of the same name stay.
    public mutating func append(_ name: String, _ value: String) {
        append(name, plain: value)
        isPlain = isPlain && name.utf8.span.isToken && value.utf8.span.isPlainText
    }

    /// Appends a field that is known to be valid: the name is a token, and the value has no control character.
    package mutating func append(_ name: String, plain value: String) {
        let nameStart = bytes.count
        bytes.append(copying: name.utf8.span)
        bytes.append(0)
        let valueStart = bytes.count
        bytes.append(copying: value.utf8.span)
        places.append(Place(nameStart: nameStart, valueStart: valueStart, valueEnd: bytes.count))
        bytes.append(0)
    }

    /// Appends the fields of another collection, from a position on.
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

    /// Replaces the value of a field by one of the same length.
    package mutating func replaceValue(at position: Int, with value: Span<UInt8>) {
        let place = places[position]
        precondition(value.count == place.valueEnd - place.valueStart, "the value takes the place of the one before")
        unsafe bytes.withUnsafeMutableBytes { bytes in
            let old = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[place.valueStart..<place.valueEnd])
            unsafe value.withUnsafeBytes { unsafe old.copyMemory(from: $0) }
        }
        isPlain = isPlain && value.isPlainText
    }

    /// Reserves space for a number of fields.
    public mutating func reserveCapacity(_ count: Int) {
        // About what a field takes, NULs included; growing again would cost more than the space.
        bytes.reserveCapacity(count * 48)
        places.reserveCapacity(count)
    }

    /// Swaps the storage without a copy; it has the form of ``init(bytes:places:)``.
    package mutating func swapStorage(_ bytes: inout [UInt8], _ places: inout [Place]) {
        swap(&self.bytes, &bytes)
        swap(&self.places, &places)
        isPlain = false
    }

    /// A value that is not UTF-8 is read as ISO-8859-1, as historically allowed (RFC 9110 §5.5).
    private func value(at place: Place) -> String {
        let range = place.valueStart..<place.valueEnd
        // As fast as a repairing decoder, and half the time of String(validating:as:).
        if let text = try? UTF8Span(validating: bytes.span.extracting(range)) { return String(copying: text) }
        return String(String.UnicodeScalarView(bytes[range].map(Unicode.Scalar.init)))
    }

    private func place(of name: String) -> Place? {
        let name = name.utf8.span
        for position in places.indices where isName(name, at: places[position]) { return places[position] }
        return nil
    }

    private func isName(_ name: Span<UInt8>, at place: Place) -> Bool {
        name.equalsIgnoringASCIICase(bytes.span.extracting(place.nameStart..<place.nameEnd))
    }
}

extension HTTPHeaders: Hashable {
    /// Whether both have the same fields in the same order, byte for byte.
    public static func == (left: Self, right: Self) -> Bool {
        left.bytes == right.bytes && left.places == right.places
    }

    /// Feeds the fields to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension String {
    /// Whether both are equal except for the case of ASCII letters, as header names and media types are compared.
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
