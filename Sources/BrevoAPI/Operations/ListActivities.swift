package import BrevoCore
package import JSON

/// Lists what was done in the account, a page at a time.
package struct ListActivities: Operation {
    package static let route = OperationRoute.get("/organization/activities")
    package static let id = "getAccountActivity"
    package static let summary = "Get user activity logs"
    package static let basis = Rule.Basis.reference("get-account-activity")
    package static let rules = [AccountRule.activities.rule, AccountRule.activityDays.rule]
    package static let refusals: [CoreError] = [.activitiesTooOld, .enterpriseOnly]

    private let days: ClosedRange<Timestamp>?
    private let email: EmailAddress?
    private let limit: Int
    private let offset: Int

    package init(_ request: inout RequestReader) {
        let start = request.query("startDate", "The first day.", requiredWith: "endDate", example: Day.sample)
        let end = request.query("endDate", "The last day.", requiredWith: "startDate", example: Day.sample)
        email = request.query("email", "Whose activities.", example: EmailAddress("ann@acme.example"))
        limit = request.query("limit", "The most activities.", in: 1...100, default: 10)
        offset = request.query("offset", "How many to skip.", in: 0...Int(Int32.max), default: 0)
        request.describeRefusals(invalid: [.activitySpanTooLong])
        guard let start, let end else {
            days = nil
            return
        }
        if start.start > end.start {
            request.addInvalid(.invalidParameter("endDate", expected: "startDate or a later day"))
        } else if end.start.since(start.start) > Self.longestSpan {
            request.addInvalid(.activitySpanTooLong)
        }
        days = min(start.start, end.start)...end.start
    }

    /// A month is 31 days, so that no calendar's month is refused.
    private static let longestSpan = Duration.seconds(31 * 86_400)

    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        try query.requireDays(at: call.context.now)
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> ActivityList {
        let (page, count) = try accounts[call.account].activities(query, at: call.context.now)
        return ActivityList(logs: page.map(ActivityRow.init), count: count)
    }

    private var query: Account.ActivityQuery {
        Account.ActivityQuery(days: days, email: email, limit: limit, offset: offset)
    }
}

/// A day in UTC: `2026-11-20`.
private struct Day: ParameterValue {
    let fieldText: String
    let start: Timestamp

    static let sample = Day(fieldText: "2026-11-20", start: .sample)
    static var schema: JSONSchema { .string(format: "date") }

    init?(fieldText text: String) {
        guard let start = Timestamp("\(text)T00:00:00Z") else { return nil }
        (fieldText, self.start) = (text, start)
    }

    private init(fieldText: String, start: Timestamp) { (self.fieldText, self.start) = (fieldText, start) }

    static func refusal(_ name: String, _ text: String) -> Refusal {
        .invalidParameter(name, expected: "a day in UTC: 2026-11-20")
    }
}

/// A page of activities, and the number of all that match.
package struct ActivityList: RecordResponse {
    fileprivate var logs: [ActivityRow]
    fileprivate var count: Int

    static let sample = ActivityList(logs: [ActivityRow()], count: 1)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("logs", logs, blank: { _ in ActivityRow() }, append: { _, _ in })
        fields.integer("count", &count, in: 0...Int.max)
    }
}

/// An activity as the list shows it.
private struct ActivityRow: JSONRecord, Sendable {
    private var action = "login-success"
    private var date = Timestamp.sample.wholeSeconds
    private var email: EmailAddress = "ann@acme.example"
    private var ip = "127.0.0.1"
    private var userAgent = "Mozilla/5.0"

    init() {}

    init(_ activity: Activity) {
        (action, date, email) = (activity.action.rawValue, activity.date.wholeSeconds, activity.userEmail)
        (ip, userAgent) = (activity.visitor.ip, activity.visitor.userAgent)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("action", &action)
        fields.required("date", &date)
        fields.required("user_email", &email)
        fields.required("user_ip", &ip)
        fields.required("user_agent", &userAgent)
    }
}

extension Timestamp {
    /// RFC 3339 without fractions of a second, as in the examples.
    fileprivate var wholeSeconds: String {
        let text = description
        guard let point = text.firstIndex(of: ".") else { return text }
        return text[..<point] + "Z"
    }
}
