/// Eight bytes in one number, which are compared at once.
extension UInt64 {
    /// Whether one of the bytes equals a byte.
    @inlinable package func hasByte(_ byte: UInt8) -> Bool { marks(byte) != 0 }

    /// Whether one of the bytes is less than a byte, which is 0x80 at most; bytes from 0x80 on are not.
    @inlinable package func hasByte(below byte: UInt8) -> Bool { marks(below: byte) != 0 }

    /// The top bit of each byte that equals a byte; higher bytes than the first such can be marked too.
    @inlinable package func marks(_ byte: UInt8) -> UInt64 {
        let difference = self ^ Self.ones &* UInt64(byte)
        return (difference &- Self.ones) & ~difference & Self.tops
    }

    /// The top bit of each byte that is less than a byte, which is 0x80 at most; higher bytes can be marked too.
    @inlinable package func marks(below byte: UInt8) -> UInt64 {
        // A borrow sets the top bit of a lesser byte, and can pass on to those above it.
        (self &- Self.ones &* UInt64(byte)) & ~self & Self.tops
    }

    /// Whether all bytes are less than 0x80.
    @inlinable package var isASCII: Bool { self & Self.tops == 0 }

    @inlinable package static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable package static var tops: UInt64 { 0x8080_8080_8080_8080 }
}
