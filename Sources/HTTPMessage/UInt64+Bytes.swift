/// Eight bytes in one number, looked at together.
extension UInt64 {
    /// Whether one of them is this one.
    @inlinable package func hasByte(_ byte: UInt8) -> Bool {
        let difference = self ^ Self.ones &* UInt64(byte)
        return (difference &- Self.ones) & ~difference & Self.tops != 0
    }

    /// Whether one of them is below this one, which is 0x80 at most; bytes from 0x80 on are not.
    @inlinable package func hasByte(below byte: UInt8) -> Bool {
        // A borrow reaches the top bit of an byte below it, and of others only beside such a one.
        (self &- Self.ones &* UInt64(byte)) & ~self & Self.tops != 0
    }

    /// Whether all of them are below 0x80.
    @inlinable package var isASCII: Bool { self & Self.tops == 0 }

    @inlinable package static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable package static var tops: UInt64 { 0x8080_8080_8080_8080 }
}
