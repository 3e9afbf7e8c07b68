internal import Bytes

// The contents of arrays and objects.
extension JSONDocument {
    /// The position of the value of a key, which must be ASCII; nil if there is none, or no object.
    public subscript(key: String, in object: Position = .root) -> Position? {
        let node = nodes[object.index]
        guard node.kind == .object else { return nil }
        let (name, text) = (key.utf8.span, bytes.span)
        var index = object.index + 1
        while index < node.end {
            let found = nodes[index]
            if found.kind == .plainString {
                if text.extracting(found.start..<found.end).isEqual(to: name) { return Position(index: index + 1) }
            } else if equals(key, at: Position(index: index)) {
                return Position(index: index + 1)
            }
            index = nodes.next(after: index + 1)
        }
        return nil
    }

    /// The elements of an array in order; nil for any other value.
    @inlinable
    public func elements(at position: Position) -> Elements? {
        let node = nodes[position.index]
        return node.kind == .array ? Elements(nodes: nodes, index: position.index + 1, end: node.end) : nil
    }

    /// The members of an object in order; nil for any other value.
    public func members(at position: Position) -> Members? {
        let node = nodes[position.index]
        return node.kind == .object ? Members(nodes: nodes, index: position.index + 1, end: node.end) : nil
    }

    /// The number of members of an object, or of elements of an array; 0 for anything else.
    public func memberCount(at position: Position) -> Int {
        let node = nodes[position.index]
        guard node.kind == .object || node.kind == .array else { return 0 }
        var (count, index) = (0, position.index + 1)
        while index < node.end {
            index = nodes.next(after: node.kind == .object ? index + 1 : index)
            count += 1
        }
        return count
    }

    /// Whether the value is an empty array.
    public func isEmptyArray(at position: Position) -> Bool {
        elements(at: position)?.isEmpty == true
    }

    /// Whether the value is an array of strings.
    public func isArrayOfStrings(at position: Position) -> Bool {
        guard let elements = elements(at: position) else { return false }
        for element in elements where !isString(at: element) { return false }
        return true
    }

    /// The positions of the elements of an array.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        @usableFromInline let nodes: [JSONNode]
        @usableFromInline var index: Int
        @usableFromInline let end: Int

        @inlinable
        init(nodes: [JSONNode], index: Int, end: Int) {
            (self.nodes, self.index, self.end) = (nodes, index, end)
        }

        /// Whether there are no more elements.
        @inlinable
        public var isEmpty: Bool { index == end }

        /// The position of the next element.
        @inlinable
        public mutating func next() -> Position? {
            guard index < end else { return nil }
            defer { index = nodes.next(after: index) }
            return Position(index: index)
        }
    }

    /// The positions of the members of an object.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        fileprivate let nodes: [JSONNode]
        fileprivate var index: Int
        fileprivate let end: Int

        /// The positions of the next key, which is a string, and of its value.
        public mutating func next() -> (key: Position, value: Position)? {
            guard index < end else { return nil }
            defer { index = nodes.next(after: index + 1) }
            return (Position(index: index), Position(index: index + 1))
        }
    }
}
