/// The units of an offset from now.
enum DateUnit: String, Sendable, CaseIterable {
    case seconds, minutes, hours, days, months, years

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    /// About how many of them are in a year.
    fileprivate var countPerYear: Int {
        switch self {
        case .seconds: 31_557_600
        case .minutes: 525_960
        case .hours: 8766
        case .days: 366
        case .months: 12
        case .years: 1
        }
    }
}

/// A time relative to another: `+3 days`.
struct DateOffset: Sendable, Equatable {
    /// The furthest that an offset leads; beyond, nothing is a date any more.
    static let maximumYears = 10_000

    let count: Int
    let unit: DateUnit

    enum ParseResult {
        case offset(DateOffset)
        case outOfRange
        case notAnOffset
    }

    /// Reads `now`, `now +3 days` and `-3 days`.
    static func parse(_ text: String) -> ParseResult {
        // A date has no space, or a comma too.
        guard text.utf8.count < 50, text.utf8.contains(UInt8(ascii: " ")) || text.utf8.first != UInt8(ascii: "2") else {
            return .notAnOffset
        }
        let lowercased = text.lowercased()
        if lowercased == "now" { return .offset(DateOffset(count: 0, unit: .seconds)) }
        let words = (lowercased.hasPrefix("now ") ? lowercased.dropFirst(4) : lowercased[...]).split(separator: " ")
        guard words.count == 2, let unit = DateUnit(rawValue: String(words[1])), isInteger(words[0]) else {
            return .notAnOffset
        }
        // What does not fit an Int is out of range too.
        guard let count = Int(words[0]), count.magnitude <= unit.countPerYear * maximumYears else {
            return .outOfRange
        }
        return .offset(DateOffset(count: count, unit: unit))
    }

    private static func isInteger(_ word: Substring) -> Bool {
        let digits =
            word.utf8.first.map { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") } == true
            ? word.utf8.dropFirst() : word.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    func add(to moment: DateTime) -> DateTime {
        var moment = moment
        switch unit {
        case .seconds: moment.local += count * 1000
        case .minutes: moment.local += count * 60_000
        case .hours: moment.local += count * 3_600_000
        case .days: moment.local += count * DateTime.millisecondsPerDay
        case .months, .years:
            let (date, time) = moment.parts
            let shifted = date.adding(months: unit == .years ? count * 12 : count)
            moment.local = shifted.daysSince1970 * DateTime.millisecondsPerDay + time
        }
        return moment
    }
}
