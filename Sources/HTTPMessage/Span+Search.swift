extension Span<UInt8> {
    /// Where this octet stands first, from an offset on; nil where it does not.
    package func offset(of octet: UInt8, from start: Int) -> Int? {
        var offset = start
        while offset < count {
            if self[offset] == octet { return offset }
            offset += 1
        }
        return nil
    }

    /// Whether these octets begin with others.
    package func starts(with other: Span<UInt8>) -> Bool {
        guard other.count <= count else { return false }
        for offset in other.indices where self[offset] != other[offset] { return false }
        return true
    }

    /// Whether these are the same octets as others.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        count == other.count && starts(with: other)
    }
}
