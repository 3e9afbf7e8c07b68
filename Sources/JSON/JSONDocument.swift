internal import Bytes

/// A JSON text that has been validated and is read in place: a value is created only when it is asked for.
public struct JSONDocument: Sendable {
    /// The text.
    public let bytes: [UInt8]
    @usableFromInline let nodes: [JSONNode]

    /// The position of a value in its document.
    ///
    /// It does not contain the document, which would have to be retained and released for each value.
    public struct Position: Sendable, Hashable {
        @usableFromInline let index: Int

        @inlinable
        init(index: Int) {
            self.index = index
        }

        /// The position of the document's outermost value.
        @inlinable public static var root: Position { Position(index: 0) }
    }

    /// Validates a text by the rules of ``JSONParser``.
    ///
    /// - Throws: The first failure found.
    public init(_ bytes: [UInt8]) throws(JSONParser.Failure) {
        nodes = try JSONParser.nodes(of: bytes.span)
        self.bytes = bytes
    }

    /// Creates a document from a value.
    public init(_ value: JSONValue) {
        let bytes = value.encoded()
        guard let nodes = try? JSONParser.nodes(of: bytes.span) else { preconditionFailure("a JSON value is JSON") }
        (self.bytes, self.nodes) = (bytes, nodes)
    }

    private init(_ text: StaticString, nodes: [JSONNode]) {
        (bytes, self.nodes) = (Array(text.description.utf8), nodes)
    }

    /// `{}`.
    public static let emptyObject = JSONDocument("{}", nodes: [JSONNode(.object, start: 0, end: 1)])

    /// The number of objects in the document.
    public var objectCount: Int { nodes.count { $0.kind == .object } }

    /// The value at a position, with everything it contains.
    public func value(at position: Position) -> JSONValue {
        nodes.value(at: position.index, in: bytes.span)
    }

    /// Whether the value is `null`.
    @inlinable
    public func isNull(at position: Position) -> Bool {
        nodes[position.index].kind == .null
    }

    /// Whether the value is an object.
    @inlinable
    public func isObject(at position: Position) -> Bool {
        nodes[position.index].kind == .object
    }

    /// Whether the value is a string.
    @inlinable
    public func isString(at position: Position) -> Bool {
        nodes[position.index].isString
    }

    /// The Boolean; nil for any other value, `1` and `"true"` included.
    public func bool(at position: Position) -> Bool? {
        switch nodes[position.index].kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The number; nil for any other value.
    public func number(at position: Position) -> JSONNumber? {
        guard nodes[position.index].kind == .number else { return nil }
        return nodes.number(at: position.index, in: bytes.span)
    }

    /// The string; nil for any other value.
    public func string(at position: Position) -> String? {
        guard isString(at: position) else { return nil }
        return nodes.string(at: position.index, in: bytes.span)
    }

    /// The range of the bytes of an ASCII string without escapes; nil for any other value.
    @inlinable
    public func plainString(at position: Position) -> Range<Int>? {
        let node = nodes[position.index]
        return node.kind == .plainString ? node.start..<node.end : nil
    }

    /// Whether the value is a given string, which must be ASCII.
    public func equals(_ text: String, at position: Position) -> Bool {
        let node = nodes[position.index]
        switch node.kind {
        case .plainString: return bytes.span.extracting(node.start..<node.end).isEqual(to: text.utf8.span)
        case .string: return nodes.string(at: position.index, in: bytes.span) == text
        default: return false
        }
    }
}

extension JSONDocument: ExpressibleByDictionaryLiteral {
    /// Creates an object of these members, whose names must differ.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(.object(JSONObject(elements)))
    }
}
