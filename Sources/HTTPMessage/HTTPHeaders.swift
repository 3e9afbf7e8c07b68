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
public struct HTTPHeaders: Hashable, Sendable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    /// The fields in the order in which they came.
    public private(set) var fields: [HTTPHeader]

    /// No fields.
    public init() {
        fields = []
    }

    /// Fields in this order.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { HTTPHeader($0.0, $0.1) }
    }

    /// The position of the first field, always 0.
    public var startIndex: Int { 0 }
    /// The number of fields.
    public var endIndex: Int { fields.count }

    /// The field at this position.
    public subscript(position: Int) -> HTTPHeader { fields[position] }

    /// The value of the first field of this name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value
    }

    /// The values of all fields of this name, in their order.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a field after the others, beside any of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(HTTPHeader(name, value))
    }

    /// Makes room for so many fields at once.
    public mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }
}

extension String {
    /// Whether both are the same but for the case of ASCII letters, as header names and media types are compared.
    public func equalsIgnoringASCIICase(_ other: String) -> Bool {
        let (left, right) = (utf8, other.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { a, b in
            a == b || (a ^ b == 0x20 && (0x61...0x7A).contains(a | 0x20))
        }
    }
}
