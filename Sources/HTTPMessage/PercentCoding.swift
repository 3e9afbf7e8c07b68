internal import Bytes

/// Percent coding (RFC 3986 §2.1) and the form coding of query strings (WHATWG URL §5.1).
public enum PercentCoding {
    /// Decodes each `%XX` once; a `+` stays a plus.
    ///
    /// A `%` without two hexadecimal digits stays as it is.
    ///
    /// - Returns: nil if the result is not UTF-8 or contains a NUL.
    public static func decode(_ text: Substring) -> String? {
        decode(text.utf8.span)
    }

    /// Decodes text that is a part of another.
    package static func decode(_ text: Span<UInt8>) -> String? {
        guard text.offset(of: UInt8(ascii: "%"), from: 0) != nil else { return self.text(text) }
        return self.text(decodedBytes(of: text, plusIsSpace: false).span)
    }

    /// Returns the bytes as text; nil if they are not UTF-8 or contain a NUL.
    package static func text(_ bytes: Span<UInt8>) -> String? {
        guard bytes.offset(of: 0, from: 0) == nil, let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    }

    /// Decodes `application/x-www-form-urlencoded` text into its pairs, in order; bytes that are not UTF-8 are repaired.
    public static func decodeForm(_ text: Substring) -> [(name: String, value: String)] {
        // By bytes, because a combining mark after a separator would form one character with it.
        text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (decodeFormPart(Substring(halves[0])), halves.count > 1 ? decodeFormPart(Substring(halves[1])) : "")
        }
    }

    /// The value of the last pair of a name, since the last of a repeated parameter counts; nil if there is none.
    public static func lastValue(of name: String, inForm text: Substring) -> String? {
        decodeForm(text).last { $0.name == name }?.value
    }

    /// Encodes text as one path segment: everything but the unreserved characters of RFC 3986.
    public static func encodeSegment(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }

    /// Decodes one name or value of a form.
    public static func decodeFormPart(_ text: Substring) -> String {
        String(decoding: decodedBytes(of: text.utf8.span, plusIsSpace: true), as: UTF8.self)
    }

    private static func decodedBytes(of text: Span<UInt8>, plusIsSpace: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "%"), offset + 2 < text.count,
                let high = text[offset + 1].hexDigitValue, let low = text[offset + 2].hexDigitValue
            {
                bytes.append(high << 4 | low)
                offset += 3
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                offset += 1
            }
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
