/// A universally unique identifier (RFC 9562) of a stub or a journal entry.
public struct UUID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// A random one (RFC 9562 §5.4, version 4).
    public init(using random: inout some RandomNumberGenerator) {
        high = random.next() & ~0xF000 | 0x4000
        low = random.next() & ~(0b11 << 62) | 0b10 << 62
    }
}

extension UUID: LosslessStringConvertible {
    /// Parses the form of 36 characters, in either case; nil for anything else.
    public init?(_ text: String) {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], !text.utf8.contains(UInt8(ascii: "+")) else { return nil }
        let digits = groups.map { String(decoding: $0, as: UTF8.self) }.joined()
        guard let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16) else {
            return nil
        }
        self.high = high
        self.low = low
    }

    /// The form of 36 lower-case characters.
    public var description: String {
        let bytes = self.bytes
        return String(decoding: bytes.indices.lazy.map { bytes[$0] }, as: UTF8.self)
    }

    /// The bytes of that form.
    public var bytes: InlineArray<36, UInt8> {
        var bytes = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
        Self.write(high >> 32, digits: 8, to: &bytes, at: 0)
        Self.write(high >> 16, digits: 4, to: &bytes, at: 9)
        Self.write(high, digits: 4, to: &bytes, at: 14)
        Self.write(low >> 48, digits: 4, to: &bytes, at: 19)
        Self.write(low >> 32, digits: 4, to: &bytes, at: 24)
        Self.write(low, digits: 8, to: &bytes, at: 28)
        return bytes
    }

    /// Writes the lowest hexadecimal digits of a number.
    @inline(__always) private static func write(
        _ number: UInt64,
        digits: Int,
        to bytes: inout InlineArray<36, UInt8>,
        at start: Int
    ) {
        for place in 0..<digits {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * (digits - 1 - place))) & 15
            bytes[start + place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
    }
}
