/// The keys of an object while it is read, to find one that comes twice.
struct JSONKeys {
    private let first: Int
    private var count = 1
    /// Where each key stands, kept only while hashing it costs less than a look at every key.
    private var positions: [String: Int]?
    private static let mostScanned = 16

    /// The keys of an object of which this node is the first.
    init(first: Int) {
        self.first = first
    }

    /// Adds the key at this node, which stands behind the others; returns where it stands already, if it does.
    mutating func add(_ key: Int, of nodes: [JSONNode], in text: Span<UInt8>) -> Int? {
        if count == Self.mostScanned, positions == nil { positions = scanned(before: key, of: nodes, in: text) }
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
