extension Span<UInt8> {
    /// The offset of the first occurrence of a byte, from an offset on; nil if there is none.
    package func offset(of byte: UInt8, from start: Int) -> Int? {
        var offset = start
        while offset + 8 <= count, !word(at: offset).hasByte(byte) { offset += 8 }
        while offset < count {
            if self[offset] == byte { return offset }
            offset += 1
        }
        return nil
    }

    /// Whether these bytes begin with other bytes.
    package func starts(with other: Span<UInt8>) -> Bool {
        guard other.count <= count else { return false }
        var offset = 0
        while offset + 8 <= other.count {
            guard word(at: offset) == other.word(at: offset) else { return false }
            offset += 8
        }
        while offset < other.count {
            guard self[offset] == other[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// Eight bytes as a number; written out, because this form compiles to one load.
    @inlinable @inline(__always) package func word(at start: Int) -> UInt64 {
        let part = extracting(start..<(start + 8))
        let low = UInt64(part[0]) | UInt64(part[1]) << 8 | UInt64(part[2]) << 16 | UInt64(part[3]) << 24
        let high = UInt64(part[4]) | UInt64(part[5]) << 8 | UInt64(part[6]) << 16 | UInt64(part[7]) << 24
        return low | high << 32
    }

    /// Whether both have the same bytes.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        count == other.count && starts(with: other)
    }
}
