internal import Bytes

extension UInt8 {
    /// Whether it is allowed in a token, such as a field name or a method (RFC 9110 §5.6.2).
    @inlinable package var isTokenByte: Bool {
        // Most are letters.
        if (self | 0x20) &- UInt8(ascii: "a") < 26 { return true }
        return self < 128 && ((self < 64 ? Self.lowTokens : Self.highTokens) &>> UInt64(self)) & 1 == 1
    }

    /// Whether it is a control character other than the tab, which a field value must not contain (RFC 9110 §5.5).
    package var isControlByte: Bool {
        self < 0x20 && self != UInt8(ascii: "\t") || self == 0x7F
    }

    /// A bit for each token byte below 64: the digits and !#$%&'*+-.
    @inlinable package static var lowTokens: UInt64 { 0x03FF_6CFA_0000_0000 }
    /// A bit for each token byte from 64 on: the letters and ^_`|~.
    @inlinable package static var highTokens: UInt64 { 0x57FF_FFFF_C7FF_FFFE }
}

extension Span<UInt8> {
    /// Whether these bytes are a token (RFC 9110 §5.6.2).
    package var isToken: Bool {
        for position in indices where !self[position].isTokenByte { return false }
        return !isEmpty
    }

    /// Whether all bytes are visible ASCII characters.
    package var isVisibleASCII: Bool { isASCII(from: 0x21) }

    /// Whether all bytes are visible ASCII characters or spaces.
    package var isPlainASCII: Bool { isASCII(from: 0x20) }

    @inline(__always) private func isASCII(from first: UInt8) -> Bool {
        var position = 0
        while position + 8 <= count {
            let bytes = word(at: position)
            guard bytes.isASCII, !bytes.hasByte(below: first), !bytes.hasByte(0x7F) else { return false }
            position += 8
        }
        while position < count {
            guard self[position] >= first, self[position] < 0x7F else { return false }
            position += 1
        }
        return true
    }

    /// Whether these bytes are not empty and have no control character, not even a tab.
    package var isPlainText: Bool {
        var position = 0
        while position + 8 <= count {
            let bytes = word(at: position)
            guard !bytes.hasByte(below: 0x20), !bytes.hasByte(0x7F) else { return false }
            position += 8
        }
        while position < count {
            guard self[position] >= 0x20, self[position] != 0x7F else { return false }
            position += 1
        }
        return !isEmpty
    }
}
