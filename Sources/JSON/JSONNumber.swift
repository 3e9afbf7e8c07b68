/// A JSON number (RFC 8259 §6) that keeps its literal, so that nothing is ever silently rounded.
public struct JSONNumber: Sendable {
    /// The number as written.
    public let literal: String

    /// Creates an integer.
    public init(_ value: Int) {
        literal = String(value)
    }

    /// Creates a number in the shortest form that reads back as the same value; nil for infinity and NaN.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        literal = value.description
    }

    /// Creates a number from a literal that the parser has checked.
    init(checked literal: String) {
        self.literal = literal
    }

    /// The value if it is exactly an integer that fits, such as `1`, `1.0` and `1e2`; nil for `1.5` and `1e30`.
    public var int: Int? {
        if let value = Int(literal) { return value }
        guard let decimal, 0...18 ~= decimal.exponent, decimal.digits.utf8.count <= 19 else { return nil }
        return Int((decimal.isNegative ? "-0" : "0") + decimal.digits + String(repeating: "0", count: decimal.exponent))
    }

    /// The nearest double, always finite.
    public var double: Double {
        guard let value = Double(literal), value.isFinite else {
            preconditionFailure("A number's literal is checked before the number is made")
        }
        return value
    }
}

/// Numbers are equal if their exact decimal values are, such as `1`, `1.0` and `10e-1`.
extension JSONNumber: Hashable {
    /// Whether both have the same value.
    public static func == (left: Self, right: Self) -> Bool {
        if left.literal == right.literal { return true }
        switch (left.int, right.int) {
        case (let left?, let right?): return left == right
        case (nil, nil): return left.decimal != nil && left.decimal == right.decimal
        default: return false
        }
    }

    /// Feeds the value, not its form, to the hasher.
    public func hash(into hasher: inout Hasher) {
        if let int {
            hasher.combine(int)
        } else if let decimal {
            hasher.combine(decimal)
        } else {
            hasher.combine(literal)
        }
    }

    /// The canonical form of a value: ± digits × 10^exponent, without zeros at either end.
    private struct Decimal: Hashable {
        var isNegative = false
        var digits = ""
        var exponent = 0
    }

    /// The exact value; nil if the exponent exceeds 32 bits, so that the number equals only its own literal.
    private var decimal: Decimal? {
        let parts = literal.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
        var digits = parts[0].filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard let first = digits.firstIndex(where: { $0 != UInt8(ascii: "0") }) else { return Decimal() }
        guard let exponent = parts.count == 1 ? 0 : Int32(Substring(parts[1])) else { return nil }

        let point = parts[0].firstIndex(of: UInt8(ascii: "."))
        let places = point.map { parts[0].distance(from: $0, to: parts[0].endIndex) - 1 } ?? 0
        let length = digits.count
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return Decimal(
            isNegative: literal.utf8.first == UInt8(ascii: "-"),
            digits: String(decoding: digits[first...], as: UTF8.self),
            exponent: Int(exponent) - places + length - digits.count
        )
    }
}
