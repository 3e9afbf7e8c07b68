internal import HTTPMessage

/// The syntax of the header field `Host` (RFC 9110 §7.2): a host, perhaps with a port.
enum HostField {
    /// Whether the bytes are a host, perhaps with a port: no user, no path, no second host.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        // The common case without a copy.
        var position = 0
        while position < bytes.count, bytes[position].isNameByte { position += 1 }
        let nameEnd = position
        if position < bytes.count, bytes[position] == UInt8(ascii: ":") { position += 1 }
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        if nameEnd > 0, position == bytes.count, position - nameEnd <= 6 { return true }
        return isValid(ByteReader(bytes.indices.map { bytes[$0] }))
    }

    private static func isValid(_ reader: ByteReader) -> Bool {
        var reader = reader
        if reader.skip("[") {
            guard reader.skip(while: { $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) > 0,
                reader.skip("]")
            else { return false }
        } else {
            guard reader.skip(while: \.isHostByte) > 0 else { return false }
        }
        if reader.skip(":"), reader.skip(while: \.isDigit) > 5 { return false }
        return reader.isAtEnd
    }
}

extension UInt8 {
    /// Whether it is a letter, a digit, a dot, or a hyphen.
    fileprivate var isNameByte: Bool {
        let (low, high): (UInt64, UInt64) = (0x03FF_6000_0000_0000, 0x07FF_FFFE_07FF_FFFE)
        return self < 128 && (self < 64 ? low : high) &>> UInt64(self & 63) & 1 == 1
    }

    /// Whether it may be in a registered name (RFC 3986 §3.2.2); a comma may not, which would join two field values.
    fileprivate var isHostByte: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self >= 0x80
            || "-._~%!$&'()*+;=".utf8.contains(self)
    }
}
