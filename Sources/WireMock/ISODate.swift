/// Moments in milliseconds since 1970 as the journal shows them and its clients write them.
enum ISODate {
    /// A moment in UTC, to the second: `2026-11-21T03:41:17Z`.
    static func text(_ milliseconds: Int) -> String {
        let (days, rest) = floorDivided(floorDivided(milliseconds, by: 1000).quotient, by: 86_400)
        let (year, month, day) = date(of: days)
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time)Z"
    }

    /// Reads `2026-11-21T03:41:17.250Z`, with an offset instead of the `Z`, or a date alone; nil for anything else.
    static func milliseconds(_ text: String) -> Int? {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(digits)
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2] else { return nil }
        let days = days(year, month, day)
        guard self.date(of: days) == (year, month, day) else { return nil }
        guard halves.count == 2 else { return days * 86_400_000 }

        let time = halves[1]
        guard let zone = time.firstIndex(where: { "Z+-".contains($0) }), let offset = offset(time[zone...]) else {
            return nil
        }
        let parts = time[..<zone].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = digits(parts[0]), let minute = digits(parts[1]),
            let second = Double(parts[2]), hour < 24, minute < 60, (0..<60).contains(second)
        else { return nil }
        return (days * 86_400 + hour * 3600 + minute * 60 - offset) * 1000 + Int(second * 1000)
    }

    /// Seconds east of Greenwich.
    private static func offset(_ zone: Substring) -> Int? {
        if zone == "Z" { return 0 }
        let parts = zone.dropFirst().split(separator: ":").map(digits)
        guard parts.count == 2, let hours = parts[0], let minutes = parts[1], hours < 24, minutes < 60 else {
            return nil
        }
        return (zone.first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// The Gregorian date so many days after 1970-01-01; years that start in March have leap days as their last.
    private static func date(of days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivided(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (era, yearOfEra) = floorDivided(month <= 2 ? year - 1 : year, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func floorDivided(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// A number of at most four digits, which no year of interest passes.
    private static func digits(_ text: Substring) -> Int? {
        text.utf8.count <= 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
