// Numbers and strings: the values without structure.
extension JSONParser {
    /// Adds the number that begins here (RFC 8259 §6).
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

    /// Skips one of these characters if it is next.
    ///
    /// - Returns: Whether it was.
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

    /// Adds the string that begins with the quote here (RFC 8259 §7).
    mutating func string(in text: Span<UInt8>) throws(Failure) {
        let start = offset + 1
        let plain = text.extracting(start...).plainPrefix
        var (end, isPlain) = (start + plain, true)
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

    /// Checks a string that is not ASCII or has escapes.
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
    /// The number of bytes at the start from `]` to U+007F, lowercase letters included: all of most names.
    ///
    /// One comparison a byte; accepting all bytes that need no escape would take twice as long.
    fileprivate var plainPrefix: Int {
        var offset = 0
        while offset < count, Int8(bitPattern: self[offset]) >= 0x5D { offset += 1 }
        return offset
    }
}
