internal import HTTPMessage

/// Reads bytes from front to back by their kinds.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    /// Starts at the first of the bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether all bytes were read.
    var isAtEnd: Bool { position == bytes.count }

    /// Skips the text if it comes next.
    @discardableResult
    mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// Skips bytes of a kind.
    ///
    /// - Returns: their number.
    @discardableResult
    mutating func skip(while isOfKind: (UInt8) -> Bool) -> Int {
        let start = position
        while position < bytes.count, isOfKind(bytes[position]) { position += 1 }
        return position - start
    }

    /// Skips a quoted string (RFC 9110 §5.6.4) if one comes next.
    mutating func skipQuotedString() -> Bool {
        guard skip("\"") else { return false }
        while !isAtEnd {
            if skip("\"") { return true }
            skip("\\")
            guard !isAtEnd, !bytes[position].isControlByte else { return false }
            position += 1
        }
        return false
    }
}

extension UInt8 {
    /// Whether it is a space or a tab.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// Whether it is an ASCII digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is a hexadecimal digit.
    var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
