internal import Bytes

/// A table of a few ASCII names, looked up without making a string or a hash.
///
/// Names of an invitation are compared where they are in the body; see docs/performance.md for what this buys.
struct NameTable<Value: Sendable>: Sendable {
    private var names: [[UInt8]] = []
    private var values: [Value] = []
    /// The first eight bytes of each name, which are compared at once.
    private var heads: [UInt64] = []

    /// The value of a name.
    subscript(name: Span<UInt8>) -> Value? {
        position(of: name).map { values[$0] }
    }

    /// The value of a name.
    subscript(name: String) -> Value? { self[name.utf8.span] }

    /// Sets the value of a name.
    mutating func set(_ name: String, to value: Value) {
        if let position = position(of: name.utf8.span) {
            values[position] = value
        } else {
            heads.append(Self.head(of: name.utf8.span))
            names.append(Array(name.utf8))
            values.append(value)
        }
    }

    private func position(of name: Span<UInt8>) -> Int? {
        let head = Self.head(of: name)
        for position in heads.indices where heads[position] == head {
            if hasSameTail(names[position], name) { return position }
        }
        return nil
    }

    private func hasSameTail(_ known: [UInt8], _ name: Span<UInt8>) -> Bool {
        guard known.count == name.count else { return false }
        var start = 8
        while start < name.count {
            // The last eight bytes may overlap those before.
            let place = min(start, name.count - 8)
            guard known.span.word(at: place) == name.word(at: place) else { return false }
            start += 8
        }
        return true
    }

    private static func head(of name: Span<UInt8>) -> UInt64 {
        guard name.count < 8 else { return name.word(at: 0) }
        var head: UInt64 = 0
        for offset in name.indices { head |= UInt64(name[offset]) &<< (8 * UInt64(offset)) }
        return head
    }
}
