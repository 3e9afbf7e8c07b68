// Numbers and strings: the values without structure.
extension JSONParser {
    /// The number that begins here (RFC 8259 §6).
    mutating func number(in text: Span<UInt8>) throws(Failure) -> JSONNumber {
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
        let number = JSONNumber(checked: try utf8(start..<offset, in: text))
        // Without an exponent it takes 309 digits to pass the largest double, 1.8e308.
        if hasExponent || integerDigits > 308 {
            guard let double = Double(number.literal), double.isFinite else {
                throw Failure(.numberOutOfRange, at: start)
            }
        }
        return number
    }

    /// Steps over one of these characters if one stands here, and tells whether.
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

    /// The string that begins with the quote here (RFC 8259 §7).
    mutating func string(in text: Span<UInt8>) throws(Failure) -> String {
        let start = offset + 1
        var hasEscape = false
        // Counted here and not in the parser, which is in memory: strings are most of what there is to read.
        var end = start
        while end < text.count {
            let octet = text[end]
            if octet == .quote {
                let raw = try utf8(start..<end, in: text)
                let string = hasEscape ? try unescaped(start..<end, in: text) : raw
                offset = end + 1
                return string
            }
            guard octet >= 0x20 else { throw Failure(.controlCharacter, at: end) }
            if octet == .backslash { hasEscape = true }
            end += octet == .backslash ? 2 : 1
        }
        throw Failure(.unexpectedEnd, at: text.count)
    }

    /// These octets as text, checked; escapes are ASCII and so change nothing about that.
    private func utf8(_ range: Range<Int>, in text: Span<UInt8>) throws(Failure) -> String {
        do {
            return String(copying: try UTF8Span(validating: text.extracting(range)))
        } catch {
            throw Failure(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    /// What stands between the quotes, with its escapes replaced.
    private mutating func unescaped(_ range: Range<Int>, in text: Span<UInt8>) throws(Failure) -> String {
        var octets: [UInt8] = []
        octets.reserveCapacity(range.count)
        offset = range.lowerBound
        while offset < range.upperBound {
            guard text[offset] == .backslash else {
                octets.append(text[offset])
                offset += 1
                continue
            }
            switch text[offset + 1] {
            case "u":
                octets.append(contentsOf: try escapedScalar(in: text).utf8)
                continue
            case "\"", "\\", "/": octets.append(text[offset + 1])
            case "b": octets.append(0x08)
            case "f": octets.append(0x0C)
            case "n": octets.append(0x0A)
            case "r": octets.append(0x0D)
            case "t": octets.append(0x09)
            default: throw failure(.badEscape)
            }
            offset += 2
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The scalar of a `\uXXXX`, or of two that are a surrogate pair.
    private mutating func escapedScalar(in text: Span<UInt8>) throws(Failure) -> Unicode.Scalar {
        let start = offset
        let first = try escapedUnit(in: text)
        if let scalar = Unicode.Scalar(first) { return scalar }
        // The closing quote is still to come: an octet stands here, and another one behind a backslash.
        guard UTF16.isLeadSurrogate(first), text[offset] == .backslash, text[offset + 1] == UInt8(ascii: "u") else {
            throw Failure(.loneSurrogate, at: start)
        }
        let second = try escapedUnit(in: text)
        guard UTF16.isTrailSurrogate(second) else { throw Failure(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func escapedUnit(in text: Span<UInt8>) throws(Failure) -> UInt16 {
        var unit: UInt16 = 0
        // The closing quote is no digit and so ends the loop in time.
        for position in offset + 2..<offset + 6 {
            guard let digit = text[position].hexDigitValue else { throw failure(.badEscape) }
            unit = unit << 4 | digit
        }
        offset += 6
        return unit
    }
}
