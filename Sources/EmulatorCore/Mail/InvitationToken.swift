/// What makes the links of a mail unguessable: 128 random bits, written as 32 lower-case hexadecimal digits.
package struct InvitationToken: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// The next token of a source; as hard to guess as the source's numbers are.
    package init(using numbers: inout some RandomNumberGenerator) {
        (high, low) = (numbers.next(), numbers.next())
    }

    /// The token of this text; nil unless it is written as ``description`` writes it.
    package init?(_ text: String) {
        // Before the number is read, for which a sign would be a digit.
        guard text.utf8.count == 32, text.utf8.allSatisfy(\.isLowercaseHexDigit),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }
}

extension InvitationToken: CustomStringConvertible {
    /// The 32 digits.
    package var description: String {
        [high, low].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension UInt8 {
    fileprivate var isLowercaseHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
