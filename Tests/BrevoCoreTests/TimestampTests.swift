import BrevoCore
import CoreCommands
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (1_795_165_200_000, "2026-11-20T09:00:00Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"),
        (-2_203_891_201_000, "1900-02-28T23:59:59Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a moment is written and read as RFC 3339`(milliseconds: Int64, text: String) throws {
        #expect(try #require(Timestamp(milliseconds: milliseconds)).description == text)
        #expect(try #require(Timestamp(text)).milliseconds == milliseconds)
    }

    @Test(arguments: (0...99).map { $0 * 100 })
    func `the first and the last day of every month lie as far apart as it is long`(century: Int) throws {
        // Counted month by month with the leap rule alone, from the days of the years before.
        var day = Self.daysBefore(year: century)
        for year in century..<(century + 100) {
            for (month, length) in Self.monthLengths(of: year).enumerated() {
                for dayOfMonth in [1, length] {
                    let date = "\(Self.padded(year, 4))-\(Self.padded(month + 1, 2))-\(Self.padded(dayOfMonth, 2))"
                    let moment = try #require(Timestamp(milliseconds: Int64(day + dayOfMonth - 1) * 86_400_000))
                    try #require(moment.description == date + "T00:00:00Z")
                    try #require(Timestamp(date + "T00:00:00Z") == moment)
                }
                day += length
            }
        }
    }

    @Test(arguments: (0..<227).map { 1600 + $0 * 37 })
    func `Foundation reads and writes the same moments`(year: Int) throws {
        let formatter = ISO8601DateFormatter()
        let start = try #require(Timestamp("\(year)-01-01T00:00:00Z")).milliseconds / 1000
        for step in 0..<12 {
            let seconds = start + Int64(step) * 2_633_333 + Int64(year)
            let moment = try #require(Timestamp(milliseconds: seconds * 1000))
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            #expect(formatter.string(from: date) == moment.description)
            #expect(formatter.date(from: moment.description) == date)
        }
    }

    @Test(arguments: [
        ("2026-11-20T09:00:00+00:00", "2026-11-20T09:00:00Z"),
        ("2026-11-20T09:00:00-00:00", "2026-11-20T09:00:00Z"),
        ("2026-11-20T14:30:00+05:30", "2026-11-20T09:00:00Z"),
        ("2026-11-20T00:00:00-09:00", "2026-11-20T09:00:00Z"),
        ("2026-11-20T23:59:59+23:59", "2026-11-20T00:00:59Z"),
        ("2026-11-20T00:00:00-23:59", "2026-11-20T23:59:00Z"),
        ("2026-01-01T00:00:00+01:00", "2025-12-31T23:00:00Z"),
        ("2024-02-28T23:30:00-01:00", "2024-02-29T00:30:00Z"),
        ("2026-11-20t09:00:00z", "2026-11-20T09:00:00Z"),
        ("0000-01-01T00:00:00-00:01", "0000-01-01T00:01:00Z"),
    ])
    func `an offset is taken into account`(text: String, utc: String) throws {
        #expect(try #require(Timestamp(text)).description == utc)
    }

    @Test(arguments: [
        (".0", ""), (".000", ""), (".1", ".100"), (".12", ".120"), (".123", ".123"), (".001", ".001"),
        (".1239", ".123"), (".9999999999999999999999", ".999"), (".0009", ""),
    ])
    func `a fraction is read to the millisecond`(fraction: String, written: String) throws {
        #expect(
            try #require(Timestamp("2026-11-20T09:00:00\(fraction)Z")).description == "2026-11-20T09:00:00\(written)Z"
        )
        #expect(
            try #require(Timestamp("1969-11-20T09:00:00\(fraction)Z")).description == "1969-11-20T09:00:00\(written)Z"
        )
    }

    @Test(arguments: [
        "", "Z", "2026", "2026-11-20", "2026-11-20T09:00Z", "2026-11-20T09:00:00", "2026-11-20 09:00:00Z",
        "2026-11-20T09:00:00ZZ", " 2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z ", "2026-11-20T09:00:00Z\n",
        "26-11-20T09:00:00Z", "+2026-11-20T09:00:00Z", "-0001-11-20T09:00:00Z", "12026-11-20T09:00:00Z",
        "2026-1-20T09:00:00Z", "2026-11-2T09:00:00Z", "2026-11-20T9:00:00Z", "20261120T090000Z",
        "2026-00-20T09:00:00Z", "2026-13-20T09:00:00Z", "2026-99-20T09:00:00Z", "2026-11-00T09:00:00Z",
        "2026-11-31T09:00:00Z", "2026-12-32T09:00:00Z", "2026-01-99T09:00:00Z",
        "2026-02-29T09:00:00Z", "2024-02-30T09:00:00Z", "1900-02-29T09:00:00Z", "2100-02-29T09:00:00Z",
        "2026-11-20T24:00:00Z", "2026-11-20T09:60:00Z", "2026-11-20T09:00:61Z", "2026-11-20T99:99:99Z",
        "2026-11-20T09:00:00.Z", "2026-11-20T09:00:00,5Z", "2026-11-20T09:00:00.5", "2026-11-20T09:00:00.+5Z",
        "2026-11-20T09:00:00+05", "2026-11-20T09:00:00+0530", "2026-11-20T09:00:00+24:00",
        "2026-11-20T09:00:00+05:60", "2026-11-20T09:00:00+05:30Z", "2026-11-20T09:00:00 05:30",
        "2026-11-20T09:00:00--05:30", "2026-11-20T09:00:00+-5:30", "٢٠٢٦-11-20T09:00:00Z",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `a text that is no moment is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `the calendar ends with four-digit years`() {
        let (first, last) = (Timestamp.range.lowerBound.milliseconds, Timestamp.range.upperBound.milliseconds)
        #expect(Timestamp(milliseconds: first - 1) == nil)
        #expect(Timestamp(milliseconds: last + 1) == nil)
        #expect(Timestamp(milliseconds: .min) == nil)
        #expect(Timestamp(milliseconds: .max) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "2026-11-20T09:00:00Z"),
        (.seconds(73 * 3600), "2026-11-23T10:00:00Z"),
        (.milliseconds(1), "2026-11-20T09:00:00.001Z"),
        (.milliseconds(-1), "2026-11-20T08:59:59.999Z"),
        (.microseconds(1999), "2026-11-20T09:00:00.001Z"),
        (.seconds(-324 * 86_400), "2025-12-31T09:00:00Z"),
    ])
    func `a moment is moved by a duration`(duration: Duration, text: String) throws {
        let later = try #require(Timestamp.invited.advanced(by: duration))
        #expect(later.description == text)
    }

    @Test(arguments: [
        Duration.seconds(Int64.max), .seconds(Int64.min), .seconds(9_223_372_036_854_775) + .milliseconds(999),
        .seconds(-9_223_372_036_854_775) - .milliseconds(999), .seconds(253_402_300_800), .seconds(-64_000_000_000),
        .seconds(Int64.max) + .seconds(Int64.max), .seconds(Int64.min) + .seconds(Int64.min),
    ])
    func `a moment cannot be moved out of the calendar`(duration: Duration) throws {
        #expect(Timestamp.invited.advanced(by: duration) == nil)
        #expect(try #require(Timestamp(milliseconds: 0)).advanced(by: duration) == nil)
    }

    @Test func `the calendar can be crossed from end to end and back`() {
        let (first, last) = (Timestamp.range.lowerBound, Timestamp.range.upperBound)
        #expect(first.advanced(by: last.since(first)) == last)
        #expect(last.advanced(by: first.since(last)) == first)
    }

    @Test func `moments are ordered and measured by their distance`() {
        let (early, late) = (moment("1969-12-31T23:59:59.500Z"), moment("1970-01-01T00:00:01Z"))
        #expect(early < late)
        #expect(late.since(early) == .milliseconds(1500))
        #expect(early.since(late) == .milliseconds(-1500))
    }

    private static func daysBefore(year: Int) -> Int {
        let counted = (0..<year).reduce(0) { $0 + monthLengths(of: $1).reduce(0, +) }
        // Year 0 begins so many days before 1970.
        return counted - 719_528
    }

    private static func monthLengths(of year: Int) -> [Int] {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
