/// A time zone, by the names that Java knows (java.time.ZoneId): `Europe/Paris`, `UTC`, `+05:30`, `GMT+1`.
struct TimeZone: Sendable {
    private let standard: Period
    private let summer: Summer?

    /// What clocks show for a part of the year.
    struct Period: Sendable, Equatable {
        /// How far local time is ahead of UTC, in seconds.
        let offset: Int
        /// `CET`; nil if the zone has no name for it.
        let abbreviation: String?
    }

    fileprivate struct Summer: Sendable {
        let period: Period
        let start: Change
        let end: Change
    }

    /// When clocks change: the `week`th `weekday` of a month, at a number of seconds after midnight.
    fileprivate struct Change: Sendable {
        let month: Int
        /// 1 to 5; 5 is the last.
        let week: Int
        /// 0 is Sunday.
        let weekday: Int
        let seconds: Int
    }

    static let utc = TimeZone(Period(offset: 0, abbreviation: "UTC"))

    private init(_ standard: Period, _ summer: Summer? = nil) {
        (self.standard, self.summer) = (standard, summer)
    }

    /// The zone with this name; nil if there is none.
    init?(_ name: String) {
        if let offset = Self.fixedOffset(name) {
            self.init(Period(offset: offset, abbreviation: Self.abbreviation(name, offset)))
            return
        }
        guard let rule = Self.rules[name] else { return nil }
        self.init(rule: rule)
    }

    /// The rules of the named zones.
    private static let rules: [String: Substring] = {
        var rules: [String: Substring] = [:]
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ")
            for name in fields.dropFirst() { rules[String(name)] = fields[0] }
        }
        return rules
    }()

    /// The period at a moment, in milliseconds since 1970.
    func period(at moment: Int) -> Period {
        guard let summer else { return standard }
        let seconds = moment >= 0 ? moment / 1000 : (moment - 999) / 1000
        let year = DateTime(moment: moment + standard.offset * 1000).parts.date.year
        let start = summer.start.moment(inYear: year) - standard.offset
        let end = summer.end.moment(inYear: year) - summer.period.offset
        let isSummer = start < end ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
        return isSummer ? summer.period : standard
    }
}

// Names that are an offset.
extension TimeZone {
    private static func fixedOffset(_ name: String) -> Int? {
        if ["Z", "UTC", "GMT", "UT"].contains(name) { return 0 }
        for prefix in ["UTC", "GMT", "UT"] where name.hasPrefix(prefix) {
            return offset(name.dropFirst(prefix.count).utf8)
        }
        return offset(name[...].utf8)
    }

    /// Parses `+h`, `+hh`, `+hhmm` and `+hh:mm`.
    private static func offset(_ text: Substring.UTF8View) -> Int? {
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        var digits = Array(text.dropFirst())
        if digits.count == 5, digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
        guard [1, 2, 4].contains(digits.count), digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let hours = Int(String(decoding: digits.prefix(2), as: UTF8.self)), hours <= 18,
            let minutes = digits.count == 4 ? Int(String(decoding: digits.suffix(2), as: UTF8.self)) : 0, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func abbreviation(_ name: String, _ offset: Int) -> String {
        if offset == 0 { return name == "GMT" ? "GMT" : "UTC" }
        return "GMT" + offsetText(offset, separator: ":")
    }

    /// `+0530`, with a separator between hours and minutes.
    static func offsetText(_ offset: Int, separator: String) -> String {
        let minutes = abs(offset) / 60
        let (hours, rest) = (String(100 + minutes / 60).dropFirst(), String(100 + minutes % 60).dropFirst())
        return "\(offset < 0 ? "-" : "+")\(hours)\(separator)\(rest)"
    }
}

// Rules of POSIX's `TZ`.
extension TimeZone {
    private init(rule: Substring) {
        var scanner = RuleScanner(rest: rule.utf8[...])
        let standard = Period(offset: 0, abbreviation: nil)
        guard let parsed = scanner.rule() else { preconditionFailure("The table has the malformed rule \(rule)") }
        self.init(parsed.standard ?? standard, parsed.summer)
    }

    private struct RuleScanner {
        var rest: Substring.UTF8View

        /// Parses `CET-1CEST,M3.5.0,M10.5.0/3`.
        mutating func rule() -> (standard: Period?, summer: Summer?)? {
            let name = abbreviation()
            guard let west = seconds() else { return nil }
            let standard = Period(offset: -west, abbreviation: name)
            guard !rest.isEmpty else { return (standard, nil) }
            let summerName = abbreviation()
            let summerOffset = rest.first == UInt8(ascii: ",") ? standard.offset + 3600 : seconds().map { -$0 }
            guard let summerOffset, take(","), let start = change(), take(","), let end = change(), rest.isEmpty else {
                return nil
            }
            let period = Period(offset: summerOffset, abbreviation: summerName)
            return (standard, Summer(period: period, start: start, end: end))
        }

        /// Letters, or an offset between angle brackets, which is no name.
        private mutating func abbreviation() -> String? {
            if take("<") {
                rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
                return nil
            }
            let letters = rest.prefix { UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }
            rest = rest[letters.endIndex...]
            return String(Substring(letters))
        }

        /// Parses `[+-]h[:mm]`.
        private mutating func seconds() -> Int? {
            let sign = take("-") ? -1 : 1
            _ = take("+")
            guard let hours = number() else { return nil }
            let minutes = take(":") ? number() ?? 0 : 0
            return sign * (hours * 3600 + minutes * 60)
        }

        /// Parses `M3.5.0/2`.
        private mutating func change() -> Change? {
            guard take("M"), let month = number(), take("."), let week = number(), take("."), let weekday = number()
            else { return nil }
            return Change(month: month, week: week, weekday: weekday, seconds: take("/") ? seconds() ?? 0 : 7200)
        }

        private mutating func number() -> Int? {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest = rest[digits.endIndex...]
            return Int(Substring(digits))
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }
    }
}

extension TimeZone.Change {
    /// The seconds since 1970 of local time at which clocks change in a year.
    func moment(inYear year: Int) -> Int {
        let first = CivilDate(year: year, month: month, day: 1)
        let firstDay = 1 + (weekday - first.weekday + 7) % 7
        var day = firstDay + 7 * (week - 1)
        while day > first.lastDayOfMonth { day -= 7 }
        return CivilDate(year: year, month: month, day: day).daysSince1970 * 86_400 + seconds
    }
}

extension CivilDate {
    /// The day of the week: 0 is Sunday.
    var weekday: Int {
        let day = (daysSince1970 + 4) % 7
        return day < 0 ? day + 7 : day
    }

    /// The day of the year: 1 to 366.
    var dayOfYear: Int {
        daysSince1970 - CivilDate(year: year, month: 1, day: 1).daysSince1970 + 1
    }
}
