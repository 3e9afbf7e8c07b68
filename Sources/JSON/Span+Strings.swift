/// The strings of a text that the parser has checked.
extension Span<UInt8> {
    /// The string in a range.
    func string(_ range: Range<Int>) -> String {
        do { return String(copying: try UTF8Span(validating: extracting(range))) } catch {
            preconditionFailure("A string is checked before it is made")
        }
    }

    /// The string in a range between quotes, unescaped.
    func unescapedString(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard self[offset] == .backslash else {
                bytes.append(self[offset])
                offset += 1
                continue
            }
            do throws(JSONParser.Failure) {
                bytes.append(contentsOf: try escapedScalar(at: &offset).utf8)
            } catch { preconditionFailure("An escape is checked before it is replaced") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The scalar of the escape at an offset, or of two `\uXXXX` that are a surrogate pair (RFC 8259 §7).
    func escapedScalar(at offset: inout Int) throws(JSONParser.Failure) -> Unicode.Scalar {
        let scalar: Unicode.Scalar
        switch self[offset + 1] {
        case "u": return try numberedScalar(at: &offset)
        case "\"", "\\", "/": scalar = Unicode.Scalar(self[offset + 1])
        case "b": scalar = "\u{8}"
        case "f": scalar = "\u{C}"
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "t": scalar = "\t"
        default: throw JSONParser.Failure(.badEscape, at: offset)
        }
        offset += 2
        return scalar
    }

    private func numberedScalar(at offset: inout Int) throws(JSONParser.Failure) -> Unicode.Scalar {
        let start = offset
        let first = try escapedUnit(at: &offset)
        if let scalar = Unicode.Scalar(first) { return scalar }
        // The closing quote is still ahead, so there is a byte here, and another one after a backslash.
        guard UTF16.isLeadSurrogate(first), self[offset] == .backslash, self[offset + 1] == UInt8(ascii: "u") else {
            throw JSONParser.Failure(.loneSurrogate, at: start)
        }
        let second = try escapedUnit(at: &offset)
        guard UTF16.isTrailSurrogate(second) else { throw JSONParser.Failure(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private func escapedUnit(at offset: inout Int) throws(JSONParser.Failure) -> UInt16 {
        var unit: UInt16 = 0
        // The closing quote is not a digit, so it ends the loop in time.
        for position in offset + 2..<offset + 6 {
            guard let digit = self[position].hexDigitValue else { throw JSONParser.Failure(.badEscape, at: offset) }
            unit = unit << 4 | digit
        }
        offset += 6
        return unit
    }
}
