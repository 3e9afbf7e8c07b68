internal import Bytes

// Numbers and strings.
extension JSONParser {
    /// Appends the number that starts here (RFC 8259 §6).
    mutating func number(in text: Span<UInt8>) throws(Failure) {
        let start = offset
        skip("-", in: text)
        let leading = offset
        try digits(in: text)
        let integerDigits = offset - leading
        guard integerDigits == 1 || text[leading] != UInt8(ascii: "0") else { throw Failure(.badNumber, at: leading) }
        if skip(".", in: text) { try digits(in: text) }
        let hasExponent = skip("e", "E", in: text)
        if hasExponent {
            skip("+", "-", in: text)
            try digits(in: text)
        }
        // Without an exponent it takes 309 digits to pass the largest double, 1.8e308.
        if hasExponent || integerDigits > 308 {
            guard let double = Double(text.string(start..<offset)), double.isFinite else {
                throw Failure(.numberOutOfRange, at: start)
            }
        }
        nodes.append(JSONNode(.number, start: start, end: offset))
    }

    /// Skips one of these characters.
    ///
    /// - Returns: Whether one of them was next.
    @discardableResult
    private mutating func skip(_ one: Unicode.Scalar, _ other: Unicode.Scalar? = nil, in text: Span<UInt8>) -> Bool {
        guard offset < text.count, one ~= text[offset] || other.map({ $0 ~= text[offset] }) ?? false else {
            return false
        }
        offset += 1
        return true
    }

    private mutating func digits(in text: Span<UInt8>) throws(Failure) {
        let start = offset
        while offset < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[offset] { offset += 1 }
        guard offset > start else { throw failure(offset < text.count ? .badNumber : .unexpectedEnd) }
    }

    /// Appends the string that starts with the quote here (RFC 8259 §7).
    mutating func string(in text: Span<UInt8>) throws(Failure) {
        let start = offset + 1
        var (end, isPlain) = (text.endOfPlainBytes(from: start), true)
        while end < text.count {
            let byte = text[end]
            if byte == .quote {
                if !isPlain { try checkString(start..<end, in: text) }
                nodes.append(JSONNode(isPlain ? .plainString : .string, start: start, end: end))
                offset = end + 1
                return
            }
            guard byte >= 0x20 else { throw Failure(.controlCharacter, at: end) }
            if byte == .backslash || byte >= 0x80 { isPlain = false }
            end += byte == .backslash ? 2 : 1
        }
        throw Failure(.unexpectedEnd, at: text.count)
    }

    /// Checks a string with escapes or bytes beyond ASCII.
    private func checkString(_ range: Range<Int>, in text: Span<UInt8>) throws(Failure) {
        do { _ = try UTF8Span(validating: text.extracting(range)) } catch {
            throw Failure(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
        var offset = range.lowerBound
        while offset < range.upperBound {
            if text[offset] == .backslash { _ = try text.escapedScalar(at: &offset) } else { offset += 1 }
        }
    }
}

extension Span<UInt8> {
    /// The offset after the bytes that stand for themselves in a string: ASCII other than control characters, quotes and
    /// backslashes.
    @inline(__always) fileprivate func endOfPlainBytes(from start: Int) -> Int {
        var offset = start
        while offset + 8 <= count {
            let marks = word(at: offset).marksOfSpecialBytes
            guard marks == 0 else { return offset + marks.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count, self[offset].isPlain { offset += 1 }
        return offset
    }
}

extension UInt8 {
    fileprivate var isPlain: Bool { (0x20..<0x80).contains(self) && self != .quote && self != .backslash }
}

extension UInt64 {
    /// Marks the bytes that do not stand for themselves in a string; other bytes only after one.
    fileprivate var marksOfSpecialBytes: UInt64 {
        marks(below: 0x20) | marks(.quote) | marks(.backslash) | self & Self.tops
    }
}
