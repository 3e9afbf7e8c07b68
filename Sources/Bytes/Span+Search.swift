public import Glibc

extension Span<UInt8> {
    /// The offset of the first occurrence of a byte, from an offset on; nil if there is none.
    @inlinable package func offset(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        return unsafe withUnsafeBytes { bytes in
            let rest = unsafe bytes.baseAddress! + start
            guard let found = unsafe memchr(rest, Int32(byte), count - start) else { return nil }
            return unsafe start + (UnsafeRawPointer(found) - rest)
        }
    }

    /// Whether these bytes begin with other bytes.
    @inlinable package func starts(with other: Span<UInt8>) -> Bool {
        guard other.count <= count else { return false }
        guard !other.isEmpty else { return true }
        // The C library compares 32 bytes at a time.
        return unsafe withUnsafeBytes { bytes in
            unsafe other.withUnsafeBytes { unsafe memcmp(bytes.baseAddress!, $0.baseAddress!, $0.count) } == 0
        }
    }

    /// Eight bytes as a number; written out, because this form compiles to one load.
    @inlinable @inline(__always) package func word(at start: Int) -> UInt64 {
        let part = extracting(start..<(start + 8))
        let low = UInt64(part[0]) | UInt64(part[1]) << 8 | UInt64(part[2]) << 16 | UInt64(part[3]) << 24
        let high = UInt64(part[4]) | UInt64(part[5]) << 8 | UInt64(part[6]) << 16 | UInt64(part[7]) << 24
        return low | high << 32
    }

    /// Whether both have the same bytes.
    @inlinable package func isEqual(to other: Span<UInt8>) -> Bool {
        count == other.count && starts(with: other)
    }
}
