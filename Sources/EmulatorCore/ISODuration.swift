internal import JSON

/// A duration as ISO 8601 writes it (§5.5.2.4): `PT73H`, `P3DT12H`, `P1W`, `PT0.5S`.
///
/// Years and months are refused, because how long they last depends on where one starts.
struct ISODuration: TextFieldValue {
    /// The duration as it was written.
    let fieldText: String
    /// The duration, to the millisecond.
    let duration: Duration

    static var schema: JSONSchema { .string(format: "duration") }

    init?(fieldText text: String) {
        guard let duration = Self.parse(text) else { return nil }
        (fieldText, self.duration) = (text, duration)
    }

    private static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
        let halves = rest.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let days = milliseconds(halves[0], units: [("W", 604_800_000), ("D", 86_400_000)]) else { return nil }
        guard halves.count == 2 else { return .milliseconds(days) }
        guard !halves[1].isEmpty,
            let time = milliseconds(halves[1], units: [("H", 3_600_000), ("M", 60_000), ("S", 1000)])
        else { return nil }
        let (sum, overflows) = days.addingReportingOverflow(time)
        return overflows ? nil : .milliseconds(sum)
    }

    /// The sum of numbers with their units, which are in this order.
    private static func milliseconds(_ text: Substring, units: [(Character, Int64)]) -> Int64? {
        var rest = text
        var sum: Int64 = 0
        for (unit, length) in units {
            guard let end = rest.firstIndex(of: unit) else { continue }
            guard let part = milliseconds(rest[..<end], of: length, mayHaveFraction: unit == "S") else { return nil }
            let (next, tooLong) = sum.addingReportingOverflow(part)
            guard !tooLong else { return nil }
            sum = next
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? sum : nil
    }

    private static func milliseconds(_ number: Substring, of length: Int64, mayHaveFraction: Bool) -> Int64? {
        let halves = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = halves.allSatisfy { half in !half.isEmpty && half.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard isDigits, halves.count == 1 || mayHaveFraction, let whole = Int64(halves[0]) else { return nil }
        let (product, tooLong) = whole.multipliedReportingOverflow(by: length)
        let fraction = halves.count == 2 ? Int64((halves[1] + "000").prefix(3)) ?? 0 : 0
        let (sum, overflows) = product.addingReportingOverflow(fraction)
        return tooLong || overflows ? nil : sum
    }
}
