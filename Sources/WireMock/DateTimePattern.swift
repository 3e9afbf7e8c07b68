internal import JSON

/// `before`, `after` and `equalToDateTime`: how a date compares with one that is fixed, or counted from now.
struct DateTimePattern: Sendable {
    /// The fields that may stand beside the date.
    static let modifiers: Set<String> = [
        "actualFormat", "truncateExpected", "truncateActual", "expectedOffset", "expectedOffsetUnit",
    ]

    /// The matcher as WireMock echoes it.
    let json: JSONObject
    private let comparison: Comparison
    private let expected: Expected
    private let format: Format
    private let truncateActual: DateTruncation?

    private enum Comparison: String {
        case before, after, equalToDateTime
    }

    private enum Expected {
        case moment(DateTime)
        /// So many units from now, after the truncation.
        case fromNow(Int, DateUnit, DateTruncation?)
    }

    private enum Format: String {
        case text
        /// Seconds since 1970.
        case unix
        /// Milliseconds since 1970.
        case epoch
    }

    init(_ fields: Fields, _ name: String) throws(AdminError) {
        let text = try Self.expected(fields, name)
        let truncation = try Self.truncation(fields, "truncateExpected")
        comparison = Comparison(rawValue: name) ?? .equalToDateTime
        if let (count, unit) = Self.offset(text) {
            expected = .fromNow(count, unit, truncation)
        } else if let moment = DateTime(text) {
            expected = .moment(moment)
        } else {
            throw .invalid("\(text) is no date, nor an offset such as now +3 days", at: fields.pointer(name))
        }
        truncateActual = try Self.truncation(fields, "truncateActual")
        let formatName = try fields.string("actualFormat")
        guard let format = Format(rawValue: formatName ?? "text"), formatName != "text" else {
            throw .invalid(
                "actualFormat can only be unix or epoch in this emulator",
                at: fields.pointer("actualFormat")
            )
        }
        self.format = format
        var json: JSONObject = [name: .string(text)]
        for name in ["actualFormat", "truncateExpected", "truncateActual"] { json[name] = fields[name] }
        self.json = json
    }

    /// Whether a text is a date that compares as asked; `now` is in milliseconds since 1970.
    func matches(_ text: String, now: Int) -> Bool {
        guard var actual = read(text) else { return false }
        if let truncateActual, actual.offset != nil { actual = truncateActual.apply(to: actual) }
        let expected = moment(now: now)
        return switch comparison {
        case .before: actual.isBefore(expected)
        case .after: expected.isBefore(actual)
        case .equalToDateTime: actual.isSame(as: expected)
        }
    }

    private func read(_ text: String) -> DateTime? {
        switch format {
        case .text: DateTime(text)
        case .unix: DateTime(text, millisecondsPerUnit: 1000)
        case .epoch: DateTime(text, millisecondsPerUnit: 1)
        }
    }

    private func moment(now: Int) -> DateTime {
        switch expected {
        case .moment(let moment): return moment
        case .fromNow(let count, let unit, let truncation):
            let now = DateTime(local: now, offset: 0)
            return unit.add(count, to: truncation?.apply(to: now) ?? now)
        }
    }

    /// The date that is expected; an offset from now that has fields of its own is put into it.
    private static func expected(_ fields: Fields, _ name: String) throws(AdminError) -> String {
        let text = try fields.required(name, try fields.string(name))
        let unit = try fields.string("expectedOffsetUnit")
        guard let count = try fields.integer("expectedOffset") else {
            guard unit == nil else {
                throw .invalid("expectedOffset is required", at: fields.pointer("expectedOffset"))
            }
            return text
        }
        guard let unit = DateUnit(rawValue: (unit ?? "").lowercased()) else {
            throw .invalid("A unit such as days is required", at: fields.pointer("expectedOffsetUnit"))
        }
        guard text.lowercased() == "now" else {
            throw .invalid("Only now can have an expectedOffset", at: fields.pointer("expectedOffset"))
        }
        return "now \(count < 0 ? "" : "+")\(count) \(unit.rawValue)"
    }

    private static func truncation(_ fields: Fields, _ name: String) throws(AdminError) -> DateTruncation? {
        guard let text = try fields.string(name) else { return nil }
        guard let truncation = DateTruncation(rawValue: text) else {
            let names = DateTruncation.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("\(text) is none of \(names)", at: fields.pointer(name))
        }
        return truncation
    }

    /// Reads `now`, `now +3 days` and `-3 days`.
    private static func offset(_ text: String) -> (Int, DateUnit)? {
        let lowered = text.lowercased()
        if lowered == "now" { return (0, .seconds) }
        let words = (lowered.hasPrefix("now ") ? lowered.dropFirst(4) : lowered[...]).split(separator: " ")
        guard words.count == 2, let count = Int(words[0]), abs(count) <= 100_000_000,
            let unit = DateUnit(rawValue: String(words[1]))
        else { return nil }
        return (count, unit)
    }
}
