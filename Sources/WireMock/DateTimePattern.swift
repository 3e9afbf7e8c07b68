internal import JSON

/// `before`, `after` and `equalToDateTime`: how a date compares with a fixed one, or with one relative to now.
struct DateTimePattern: Sendable {
    /// The members that may stand beside the date.
    static let modifiers = [
        "actualFormat", "truncateExpected", "truncateActual", "expectedOffset", "expectedOffsetUnit",
    ]

    /// The matcher as WireMock echoes it.
    let json: JSONObject
    private let comparison: Comparison
    private let expected: Expected
    private let format: Format
    private let truncateActual: DateTruncation?

    enum Comparison {
        case before, after, same
    }

    private enum Expected {
        case moment(DateTime)
        /// An offset from now, applied after the truncation.
        case relative(DateOffset, DateTruncation?)
    }

    private enum Format: String, CaseIterable {
        /// Seconds since 1970.
        case unix
        /// Milliseconds since 1970.
        case epoch
        /// A date as text.
        case text
    }

    init?(_ comparison: Comparison, _ fields: Fields, _ name: String) {
        self.comparison = comparison
        let truncateExpected: DateTruncation? = fields.choice("truncateExpected")
        truncateActual = fields.choice("truncateActual")
        format = Self.format(fields)
        guard let text = Self.expected(fields, name) else { return nil }
        switch DateOffset.parse(text) {
        case .offset(let offset): expected = .relative(offset, truncateExpected)
        case .outOfRange:
            fields.add("\(text) is more than \(DateOffset.maximumYears) years from now", at: name)
            return nil
        case .notAnOffset:
            guard let moment = DateTime(text) else {
                fields.add("\(text) is neither a date nor an offset such as now +3 days", at: name)
                return nil
            }
            expected = .moment(moment)
        }
        var json: JSONObject = [name: .string(text)]
        for name in ["actualFormat", "truncateExpected", "truncateActual"] { json[name] = fields[name] }
        self.json = json
    }

    /// Whether a text is a date that compares as required; `now` is in milliseconds since 1970.
    func matches(_ text: String, now: Int) -> Bool {
        guard var actual = read(text) else { return false }
        if let truncateActual, actual.offset != nil { actual = truncateActual.apply(to: actual) }
        let expected = moment(now: now)
        return switch comparison {
        case .before: actual.isBefore(expected)
        case .after: expected.isBefore(actual)
        case .same: actual.isSame(as: expected)
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
        case .relative(let offset, let truncation):
            let now = DateTime(local: now, offset: 0)
            return offset.add(to: truncation?.apply(to: now) ?? now)
        }
    }

    private static func format(_ fields: Fields) -> Format {
        guard let name = fields.string("actualFormat") else { return .text }
        guard let format = Format(rawValue: name), format != .text else {
            fields.add("actualFormat must be unix or epoch; this emulator supports no other", at: "actualFormat")
            return .text
        }
        return format
    }

    /// The expected date, with `expectedOffset` and its unit merged into it.
    private static func expected(_ fields: Fields, _ name: String) -> String? {
        let text = fields.required(name, fields.string(name))
        let unitName = fields.string("expectedOffsetUnit")
        guard fields["expectedOffset"] != nil else {
            if unitName != nil { fields.add("expectedOffset is required", at: "expectedOffset") }
            return text
        }
        let count = fields.integer("expectedOffset", in: Int(Int32.min)...Int(Int32.max))
        guard let unit = DateUnit(rawValue: (unitName ?? "").lowercased()) else {
            fields.add("expectedOffsetUnit must be one of \(DateUnit.names)", at: "expectedOffsetUnit")
            return nil
        }
        guard let text, let count else { return nil }
        guard text.lowercased() == "now" else {
            fields.add("Only now can have an expectedOffset", at: "expectedOffset")
            return nil
        }
        return "now \(count < 0 ? "" : "+")\(count) \(unit.rawValue)"
    }
}
