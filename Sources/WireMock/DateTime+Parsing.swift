extension DateTime {
    /// Parses what WireMock does: ISO 8601 with or without time and offset, and the three forms of RFC 9110 §5.6.7.
    init?(_ text: String) {
        var iso = DateScanner(text)
        if let value = iso.isoDateTime(), iso.isAtEnd {
            self = value
            return
        }
        var http = DateScanner(text)
        guard let value = http.httpDate(), http.isAtEnd else { return nil }
        self = value
    }

    /// Parses a number of seconds or milliseconds since 1970.
    init?(_ text: String, millisecondsPerUnit factor: Int) {
        guard let count = Int(text) else { return nil }
        let (milliseconds, isOverflow) = count.multipliedReportingOverflow(by: factor)
        guard !isOverflow, abs(milliseconds / Self.millisecondsPerDay) < 4_000_000 else { return nil }
        self.init(local: milliseconds, offset: 0)
    }
}

/// Scans a date from left to right.
private struct DateScanner {
    private var rest: Substring.UTF8View
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Parses `2026-11-20`, `2026-11-20T09:00` and `2026-11-20T09:00:00.123+01:00`.
    mutating func isoDateTime() -> DateTime? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            let date = CivilDate(checked: year, month, day)
        else { return nil }
        var value = DateTime(date: date)
        guard take("T") else { return value }
        guard let time = time() else { return nil }
        value.local += time
        if !isAtEnd {
            guard let offset = offset() else { return nil }
            value.offset = offset
        }
        return value
    }

    /// RFC 1123, RFC 850 and asctime; all are GMT.
    mutating func httpDate() -> DateTime? {
        guard let name = Self.days.first(where: { take($0) || take(String($0.prefix(3))) }) else { return nil }
        _ = name
        guard take(", ") else { return asctime() }
        guard let day = number(2) ?? number(1), take(" ") || take("-"), let month = month(), take(" ") || take("-"),
            let year = number(4) ?? number(2).map({ $0 + 2000 }), take(" "), let time = time(), take(" "),
            let offset = take("GMT") || take("UTC") ? 0 : offset()
        else { return nil }
        return value(year, month, day, time, offset)
    }

    private mutating func asctime() -> DateTime? {
        guard take(" "), let month = month(), take(" "), let day = number(2) ?? (take(" ") ? number(1) : nil),
            take(" "),
            let time = time(), take(" "), let year = number(4)
        else { return nil }
        return value(year, month, day, time, 0)
    }

    private func value(_ year: Int, _ month: Int, _ day: Int, _ time: Int, _ offset: Int) -> DateTime? {
        CivilDate(checked: year, month, day).map { date in
            var value = DateTime(date: date, offset: offset)
            value.local += time
            return value
        }
    }

    /// Milliseconds since midnight; seconds and their fraction are optional.
    private mutating func time() -> Int? {
        guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else { return nil }
        var time = (hour * 60 + minute) * 60_000
        guard take(":") else { return time }
        guard let second = number(2), second < 60 else { return nil }
        time += second * 1000
        if take(".") {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard 1...9 ~= digits.count else { return nil }
            let padded = String(Substring(digits)) + "00"
            time += Int(padded.prefix(3)) ?? 0
            rest = rest[digits.endIndex...]
        }
        return time
    }

    /// Parses `Z`, `+01:00` and `-0500`.
    private mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), hours <= 18 else { return nil }
        _ = take(":")
        return sign * (hours * 60 + (number(2) ?? 0)) * 60_000
    }

    private mutating func month() -> Int? {
        Self.months.firstIndex { take($0) }.map { $0 + 1 }
    }

    private mutating func number(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        rest = rest[digits.endIndex...]
        return Int(Substring(digits))
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }
}
