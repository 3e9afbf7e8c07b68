/// A date format of Java's SimpleDateFormat, in English.
struct DateFormat: Sendable, Equatable {
    private var items: [Item]

    /// `2026-11-20T09:00:00Z`, or with an offset such as `+01:00`.
    static let iso = DateFormat(items: [
        .field(.year, count: 4), .text("-"), .field(.month, count: 2), .text("-"), .field(.day, count: 2), .text("T"),
        .field(.hour, count: 2), .text(":"), .field(.minute, count: 2), .text(":"), .field(.second, count: 2),
        .field(.isoOffset, count: 3),
    ])

    private init(items: [Item]) {
        self.items = items
    }

    private enum Item: Sendable, Equatable {
        case text(String)
        case field(Field, count: Int)
    }

    /// The fields, by their pattern letters.
    private enum Field: Character {
        case era = "G"
        case year = "y"
        case weekYear = "Y"
        case month = "M"
        case standaloneMonth = "L"
        case weekOfYear = "w"
        case weekOfMonth = "W"
        case dayOfYear = "D"
        case day = "d"
        case weekdayInMonth = "F"
        case weekday = "E"
        case weekdayNumber = "u"
        case halfDay = "a"
        case hour = "H"
        case hourFromOne = "k"
        case hourOfHalfDay = "K"
        case hourOfHalfDayFromOne = "h"
        case minute = "m"
        case second = "s"
        case millisecond = "S"
        case zone = "z"
        case offset = "Z"
        case isoOffset = "X"
    }

    /// Why a format is invalid.
    struct Failure: Error {
        let message: String
    }

    /// A format longer than this is refused.
    private static let maximumLength = 200

    /// Parses a pattern such as `yyyy-MM-dd'T'HH:mm:ss`.
    init(_ pattern: String, in zone: TimeZone) throws(Failure) {
        guard pattern.utf8.count <= Self.maximumLength else {
            throw Failure(message: "The format is longer than \(Self.maximumLength) bytes")
        }
        items = []
        var rest = pattern[...]
        while let character = rest.first {
            if character == "'" {
                try quote(&rest)
            } else if character.isASCII, character.isLetter {
                let run = rest.prefix { $0 == character }
                rest = rest[run.endIndex...]
                guard let field = Field(rawValue: character) else {
                    throw Failure(message: "\(character) is not a letter of a date format")
                }
                if field == .zone, run.count > 3 || zone.period(at: 0).abbreviation == nil {
                    throw Failure(message: "The name of the time zone is not known to this emulator")
                }
                if field == .isoOffset, run.count > 3 { throw Failure(message: "There are at most three X in a row") }
                items.append(.field(field, count: run.count))
            } else {
                items.append(.text(String(rest.removeFirst())))
            }
        }
    }

    /// Text between quotes; two quotes in a row are one.
    private mutating func quote(_ rest: inout Substring) throws(Failure) {
        rest.removeFirst()
        if rest.first == "'" {
            rest.removeFirst()
            return items.append(.text("'"))
        }
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if rest.first == "'" {
                text.append(rest.removeFirst())
            } else {
                return items.append(.text(text))
            }
        }
        throw Failure(message: "A quote of the format is not closed")
    }

    /// A moment, in milliseconds since 1970, as text.
    func text(of moment: Int, in zone: TimeZone) -> String {
        let period = zone.period(at: moment)
        let (date, time) = DateTime(moment: moment + period.offset * 1000).parts
        return items.map { item in
            switch item {
            case .text(let text): text
            case .field(let field, let count): Self.text(of: field, count, date, time, period)
            }
        }
        .joined()
    }

    private static func text(
        of field: Field,
        _ count: Int,
        _ date: CivilDate,
        _ time: Int,
        _ period: TimeZone.Period
    ) -> String {
        let hour = time / 3_600_000
        return switch field {
        case .era: date.year > 0 ? "AD" : "BC"
        case .year: year(date.year, count)
        case .weekYear: year(date.weekYear, count)
        case .month, .standaloneMonth: name(months[date.month - 1], number: date.month, count)
        case .weekOfYear: padded(date.weekOfYear, count)
        case .weekOfMonth:
            padded((date.day - 1 + CivilDate(year: date.year, month: date.month, day: 1).weekday) / 7 + 1, count)
        case .dayOfYear: padded(date.dayOfYear, count)
        case .day: padded(date.day, count)
        case .weekdayInMonth: padded((date.day - 1) / 7 + 1, count)
        case .weekday: count > 3 ? weekdays[date.weekday] : String(weekdays[date.weekday].prefix(3))
        case .weekdayNumber: padded(date.weekday == 0 ? 7 : date.weekday, count)
        case .halfDay: hour < 12 ? "AM" : "PM"
        case .hour: padded(hour, count)
        case .hourFromOne: padded(hour == 0 ? 24 : hour, count)
        case .hourOfHalfDay: padded(hour % 12, count)
        case .hourOfHalfDayFromOne: padded(hour % 12 == 0 ? 12 : hour % 12, count)
        case .minute: padded(time / 60_000 % 60, count)
        case .second: padded(time / 1000 % 60, count)
        case .millisecond: padded(time % 1000, count)
        case .zone: period.abbreviation ?? "GMT" + TimeZone.offsetText(period.offset, separator: ":")
        case .offset: TimeZone.offsetText(period.offset, separator: "")
        case .isoOffset: isoOffset(period.offset, count)
        }
    }

    private static func year(_ year: Int, _ count: Int) -> String {
        count == 2 ? padded(year % 100, 2) : padded(year, count)
    }

    private static func name(_ name: String, number: Int, _ count: Int) -> String {
        count > 3 ? name : count == 3 ? String(name.prefix(3)) : padded(number, count)
    }

    private static func isoOffset(_ offset: Int, _ count: Int) -> String {
        if offset == 0 { return "Z" }
        let text = TimeZone.offsetText(offset, separator: count == 3 ? ":" : "")
        return count == 1 ? String(text.prefix(3)) : text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}

extension CivilDate {
    /// The week of the year in which weeks start on Sunday and week 1 contains January 1.
    fileprivate var weekOfYear: Int {
        let isInNextYear = weekYear > year
        return isInNextYear ? 1 : (dayOfYear - 1 + CivilDate(year: year, month: 1, day: 1).weekday) / 7 + 1
    }

    /// The year that the week belongs to.
    fileprivate var weekYear: Int {
        let daysLeft = CivilDate(year: year, month: 12, day: 31).dayOfYear - dayOfYear
        // The week's Saturday is in the next year.
        return 6 - weekday > daysLeft ? year + 1 : year
    }
}
