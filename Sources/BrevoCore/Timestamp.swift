/// A moment in UTC with millisecond precision, in the years 0 to 9999 that RFC 3339 can write.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int64

    /// The moments of four-digit years.
    public static let range = Self(unchecked: -62_167_219_200_000)...Self(unchecked: 253_402_300_799_999)

    /// Creates a moment; nil outside ``range``.
    public init?(milliseconds: Int64) {
        guard Self.range.contains(Self(unchecked: milliseconds)) else { return nil }
        self.init(unchecked: milliseconds)
    }

    private init(unchecked milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment a duration later (or earlier, if negative); nil outside ``range``.
    public func advanced(by duration: Duration) -> Timestamp? {
        // Longer durations would overflow `components` and the sum.
        let calendar = Self.range.upperBound.since(Self.range.lowerBound)
        guard (.zero - calendar...calendar).contains(duration) else { return nil }
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    /// The same time of the day a number of months later; the month's last day if the day does not exist there.
    public func advanced(byMonths months: Int) -> Timestamp? {
        let (days, time) = milliseconds.floorDivided(by: Self.day)
        let (year, month, day) = Self.civil(fromDays: days)
        let (years, index) = (year * 12 + month - 1 + Int64(months)).floorDivided(by: 12)
        guard (0...9999).contains(years) else { return nil }
        let length = Self.days(year: years, month: index + 2, day: 1) - Self.days(year: years, month: index + 1, day: 1)
        let start = Self.days(year: years, month: index + 1, day: min(day, length))
        return Timestamp(milliseconds: start * Self.day + time)
    }

    /// The number of months from another moment to this one, counting a month from the same day and time.
    public func wholeMonths(since earlier: Timestamp) -> Int {
        let (days, time) = milliseconds.floorDivided(by: Self.day)
        let (earlierDays, earlierTime) = earlier.milliseconds.floorDivided(by: Self.day)
        let (year, month, day) = Self.civil(fromDays: days)
        let (earlierYear, earlierMonth, earlierDay) = Self.civil(fromDays: earlierDays)
        let months = (year - earlierYear) * 12 + month - earlierMonth
        return Int(months) - ((day, time) < (earlierDay, earlierTime) ? 1 : 0)
    }

    private static let day: Int64 = 86_400_000

    /// The time from another moment to this one.
    public func since(_ earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }

    /// Earlier moments are smaller.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with milliseconds if there are any: `2026-11-20T09:00:00Z`.
    public var description: String {
        let (days, rest) = milliseconds.floorDivided(by: 86_400_000)
        let (year, month, day) = Self.civil(fromDays: days)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { $0.padded(to: 2) }
        let fraction = rest % 1000 == 0 ? "" : "." + (rest % 1000).padded(to: 3)
        let date = [year.padded(to: 4), month.padded(to: 2), day.padded(to: 2)]
        return "\(date.joined(separator: "-"))T\(time.joined(separator: ":"))\(fraction)Z"
    }

    /// Reads RFC 3339 with `Z` or an offset; fractions are truncated to milliseconds.
    public init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2),
            reader.skip("-"), let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t"),
            let hour = reader.number(digits: 2), reader.skip(":"), let minute = reader.number(digits: 2),
            reader.skip(":"), let second = reader.number(digits: 2), let fraction = reader.fraction(),
            let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(fromDays: days) == (year, month, day), hour < 24, minute < 60, second < 60 else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(milliseconds: seconds * 1000 + fraction)
    }

    /// The proleptic Gregorian date a number of days after 1970-01-01 (years that start in March end with the leap day).
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).floorDivided(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The days from 1970-01-01 to a date; month 13 is the next January.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        if month == 13 { return days(year: year + 1, month: 1, day: day) }
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = marchYear.floorDivided(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads the fixed-width numbers of RFC 3339 from the front of a text.
private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) {
        rest = Array(text.utf8)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int) -> Int64? {
        guard rest.count >= count, rest.prefix(count).allSatisfy(\.isDigit) else { return nil }
        defer { rest.removeFirst(count) }
        return rest.prefix(count).reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix(while: \.isDigit)
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        return (0..<3).reduce(0) { sum, place in
            let digit = place < digits.count ? digits[digits.startIndex + place] - UInt8(ascii: "0") : 0
            return sum * 10 + Int64(digit)
        }
    }

    mutating func offset() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64 = skip("+") ? 1 : -1
        guard sign == 1 || skip("-"), let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Int64 {
    func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    fileprivate func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
