/// A universally unique identifier (RFC 9562), as stubs and journal entries bear them.
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
    /// Reads the form of 36 characters, in either case; nil for anything else.
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
        let digits = [high, low].map { number in
            let hex = String(number, radix: 16)
            return String(repeating: "0", count: 16 - hex.utf8.count) + hex
        }
        .joined().utf8
        var groups: [String] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            groups.append(String(decoding: rest.prefix(length), as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }
}
