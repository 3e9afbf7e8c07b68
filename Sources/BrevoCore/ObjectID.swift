/// A 24-digit hexadecimal id, as the service gives users, groups and invitations (seen in its live user list).
public struct ObjectID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt32

    init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }

    /// Reads an id; nil unless the text is 24 lowercase hexadecimal digits.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 24, text.utf8.allSatisfy(\.isLowercaseHexDigit),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt32(text.suffix(8), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The 24 digits.
    public var description: String {
        let digits = (0..<24).map { place in
            let nibble = place < 16 ? high >> UInt64(60 - 4 * place) : UInt64(low >> UInt32(92 - 4 * place))
            return UInt8(nibble & 15).hexDigit
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isLowercaseHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }

    fileprivate var hexDigit: UInt8 {
        self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10
    }
}
