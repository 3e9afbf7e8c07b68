/// A JSON text that has been checked and is read where it stands: no value is made of it before it is asked for.
public struct JSONDocument: Sendable {
    /// The text.
    public let bytes: [UInt8]
    @usableFromInline let nodes: [JSONNode]

    /// Where a value stands in the document that gave the position.
    ///
    /// Not the value with its document, which would be held and let go for each value that is looked at.
    public struct Position: Sendable, Hashable {
        @usableFromInline let index: Int

        @inlinable
        init(index: Int) {
            self.index = index
        }

        /// Where the value stands that the whole text is.
        @inlinable public static var root: Position { Position(index: 0) }
    }

    /// Checks a whole text, by the rules of ``JSONParser``.
    ///
    /// - Throws: the first failure found.
    public init(_ bytes: [UInt8]) throws(JSONParser.Failure) {
        nodes = try JSONParser.nodes(of: bytes.span)
        self.bytes = bytes
    }

    /// A value as a document.
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

    /// The value that stands there, with all that it holds.
    public func value(at position: Position) -> JSONValue {
        nodes.value(at: position.index, in: bytes.span)
    }

    /// Whether it is `null`.
    @inlinable
    public func isNull(at position: Position) -> Bool {
        nodes[position.index].kind == .null
    }

    /// Whether it is an object.
    @inlinable
    public func isObject(at position: Position) -> Bool {
        nodes[position.index].kind == .object
    }

    /// Whether it is a text.
    @inlinable
    public func isString(at position: Position) -> Bool {
        nodes[position.index].isString
    }

    /// The truth value, or nil if it is something else; `1` and `"true"` are something else.
    public func bool(at position: Position) -> Bool? {
        switch nodes[position.index].kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The number, or nil if it is something else.
    public func number(at position: Position) -> JSONNumber? {
        guard nodes[position.index].kind == .number else { return nil }
        return nodes.number(at: position.index, in: bytes.span)
    }

    /// The text, or nil if it is something else.
    public func string(at position: Position) -> String? {
        guard isString(at: position) else { return nil }
        return nodes.string(at: position.index, in: bytes.span)
    }

    /// Where the bytes stand that are a text as it is, ASCII without an escape; nil if it is something else.
    @inlinable
    public func plainString(at position: Position) -> Range<Int>? {
        let node = nodes[position.index]
        return node.kind == .plainString ? node.start..<node.end : nil
    }

    /// Whether it is this text, which must be ASCII.
    public func equals(_ text: String, at position: Position) -> Bool {
        let node = nodes[position.index]
        switch node.kind {
        case .plainString: return bytes.span.extracting(node.start..<node.end).isEqual(to: text.utf8.span)
        case .string: return nodes.string(at: position.index, in: bytes.span) == text
        default: return false
        }
    }
}
