/// A date and time of an HTTP date or of ISO 8601, with or without an offset from UTC.
struct DateTime: Sendable, Equatable {
    /// The local time, in milliseconds since 1970.
    var local: Int
    /// How far local time is ahead of UTC, in milliseconds; nil if unknown.
    var offset: Int?

    static let millisecondsPerDay = 86_400_000

    init(local: Int, offset: Int?) {
        self.local = local
        self.offset = offset
    }

    init(date: CivilDate, offset: Int? = nil) {
        self.init(local: date.daysSince1970 * Self.millisecondsPerDay, offset: offset)
    }

    /// Compares moments if both offsets are known, otherwise local times.
    func isBefore(_ other: DateTime) -> Bool {
        order(other) { $0 < $1 }
    }

    func isSame(as other: DateTime) -> Bool {
        order(other) { $0 == $1 }
    }

    private func order(_ other: DateTime, _ holds: (Int, Int) -> Bool) -> Bool {
        guard let offset, let otherOffset = other.offset else { return holds(local, other.local) }
        return holds(local - offset, other.local - otherOffset)
    }

    /// The day, and the milliseconds since its midnight.
    var parts: (date: CivilDate, time: Int) {
        let days = Int((Double(local) / Double(Self.millisecondsPerDay)).rounded(.down))
        return (CivilDate(daysSince1970: days), local - days * Self.millisecondsPerDay)
    }
}

/// A day of the proleptic Gregorian calendar (ISO 8601).
struct CivilDate: Sendable, Equatable {
    var year: Int
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day with these numbers, if it exists.
    init?(checked year: Int, _ month: Int, _ day: Int) {
        self.init(year: year, month: month, day: day)
        guard 0...9999 ~= year, 1...12 ~= month, 1...lastDayOfMonth ~= day else { return nil }
    }

    /// Counts eras of 400 years from 0000-03-01, so that the leap day comes last.
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * month + 2) / 5 + 1
        self.month = month < 10 ? month + 3 : month - 9
        year = yearOfEra + era * 400 + (self.month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    var lastDayOfMonth: Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The same day some months later, or the last day of a shorter month.
    func adding(months: Int) -> CivilDate {
        let count = year * 12 + month - 1 + months
        let year = count >= 0 ? count / 12 : (count - 11) / 12
        var date = CivilDate(year: year, month: count - year * 12 + 1, day: 1)
        date.day = min(day, date.lastDayOfMonth)
        return date
    }
}
