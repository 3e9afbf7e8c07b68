/// A few names, all ASCII, and what they stand for; with some dozen of them, found sooner than a name is hashed.
struct NameTable<Value: Sendable>: Sendable {
    private var names: [[UInt8]] = []
    private var values: [Value] = []
    /// What a look at a few octets tells of each name, so that hardly another than the right one is compared.
    private var prints: [UInt32] = []

    /// What a name stands for.
    subscript(name: Span<UInt8>) -> Value? {
        position(of: name).map { values[$0] }
    }

    /// What a name stands for.
    subscript(name: String) -> Value? { self[name.utf8.span] }

    /// Gives a name its meaning, in the place of the one that it has.
    mutating func set(_ name: String, to value: Value) {
        if let position = position(of: name.utf8.span) {
            values[position] = value
        } else {
            prints.append(Self.print(of: name.utf8.span))
            names.append(Array(name.utf8))
            values.append(value)
        }
    }

    private func position(of name: Span<UInt8>) -> Int? {
        let print = Self.print(of: name)
        for position in prints.indices where prints[position] == print {
            if isEqual(names[position], name) { return position }
        }
        return nil
    }

    private func isEqual(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for offset in left.indices where left[offset] != right[offset] { return false }
        return true
    }

    private static func print(of name: Span<UInt8>) -> UInt32 {
        guard let last = name.indices.last else { return 0 }
        let octets = (UInt32(name[0]), UInt32(name[last / 2]), UInt32(name[last]))
        return UInt32(truncatingIfNeeded: name.count) << 24 | octets.0 << 16 | octets.1 << 8 | octets.2
    }
}
