/// The moment that replaces another before the two are compared.
enum DateTruncation: String, Sendable, CaseIterable {
    case firstSecondOfMinute = "first second of minute"
    case firstMinuteOfHour = "first minute of hour"
    case firstHourOfDay = "first hour of day"
    case firstDayOfMonth = "first day of month"
    case firstDayOfNextMonth = "first day of next month"
    case lastDayOfMonth = "last day of month"
    case firstDayOfYear = "first day of year"
    case firstDayOfNextYear = "first day of next year"
    case lastDayOfYear = "last day of year"

    func apply(to moment: DateTime) -> DateTime {
        let (date, time) = moment.parts
        func midnight(_ date: CivilDate) -> DateTime { DateTime(date: date, offset: moment.offset) }
        let firstOfMonth = CivilDate(year: date.year, month: date.month, day: 1)
        switch self {
        case .firstSecondOfMinute: return DateTime(local: moment.local - time % 60_000, offset: moment.offset)
        case .firstMinuteOfHour: return DateTime(local: moment.local - time % 3_600_000, offset: moment.offset)
        case .firstHourOfDay: return midnight(date)
        case .firstDayOfMonth: return midnight(firstOfMonth)
        case .firstDayOfNextMonth: return midnight(firstOfMonth.adding(months: 1))
        case .lastDayOfMonth:
            return midnight(CivilDate(year: date.year, month: date.month, day: date.lastDayOfMonth))
        case .firstDayOfYear: return midnight(CivilDate(year: date.year, month: 1, day: 1))
        case .firstDayOfNextYear: return midnight(CivilDate(year: date.year + 1, month: 1, day: 1))
        case .lastDayOfYear: return midnight(CivilDate(year: date.year, month: 12, day: 31))
        }
    }
}
