/// The keys of an object while it is read, to find duplicates.
struct JSONKeys {
    private let first: Int
    private var count = 1
    /// The position of each key; nil while comparing all keys costs less than hashing.
    private var positions: [String: Int]?
    private static let mostScanned = 16

    /// Starts with the first key of an object.
    ///
    /// - Parameter first: The node of the key.
    init(first: Int) {
        self.first = first
    }

    /// Adds the key at a node after the others.
    ///
    /// - Returns: The node of the same key if there is one already.
    mutating func add(_ key: Int, of nodes: [JSONNode], in text: Span<UInt8>) -> Int? {
        if positions == nil, count == Self.mostScanned || isCostly(key, of: nodes) {
            positions = scanned(before: key, of: nodes, in: text)
        }
        if positions != nil {
            let name = nodes.string(at: key, in: text)
            if let known = positions?[name] { return known }
            positions?[name] = key
        } else {
            var other = first
            while other < key {
                if nodes.areEqual(other, key, in: text) { return other }
                other = nodes.next(after: other + 1)
            }
        }
        count += 1
        return nil
    }

    /// Whether the key, or the only one before it, would have to be unescaped for each comparison.
    private func isCostly(_ key: Int, of nodes: [JSONNode]) -> Bool {
        nodes[key].kind != .plainString || count == 1 && nodes[first].kind != .plainString
    }

    private func scanned(before end: Int, of nodes: [JSONNode], in text: Span<UInt8>) -> [String: Int] {
        var positions: [String: Int] = [:]
        var key = first
        while key < end {
            positions[nodes.string(at: key, in: text)] = key
            key = nodes.next(after: key + 1)
        }
        return positions
    }
}
