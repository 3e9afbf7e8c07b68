extension DateTime {
    /// A moment in UTC, from milliseconds since 1970.
    init(moment: Int) {
        self.init(local: moment, offset: 0)
    }

    /// The moment in milliseconds since 1970; UTC unless an offset is known.
    var moment: Int { local - (offset ?? 0) }

    /// The local time to the second with a `Z`, as the journal has it: `2026-11-21T03:41:17Z`.
    var journalText: String {
        let (date, time) = parts
        let days = [Self.padded(date.year, 4), Self.padded(date.month, 2), Self.padded(date.day, 2)]
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { Self.padded($0, 2) }
        return "\(days.joined(separator: "-"))T\(clock.joined(separator: ":"))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
