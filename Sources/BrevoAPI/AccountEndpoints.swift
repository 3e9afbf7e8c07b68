internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The account itself, and what was done in it (developers.brevo.com/reference/get-account, …/get-account-activity).
enum AccountEndpoints {
    /// Shows the account, its plan and its owner: `GET /account`.
    static func get(_ call: Call, _ service: inout BrevoService) -> HTTPResponse {
        let account = service.accounts[call.account]
        return .json(.ok) { json in
            json.account(account)
            json.plan(of: account, at: call.now)
            json.planVerticals(of: account, at: call.now)
            json.object("relay") { json in
                json.member("enabled", true)
                json.object("data") { json in
                    json.member("userName", account.owner.email.text)
                    json.member("relay", "smtp-relay.brevo.com")
                    json.member("port", 587)
                }
            }
            json.object("marketingAutomation") { $0.member("enabled", account.plan.includes(.marketing)) }
        }
    }

    /// Lists what was done in the account, a page of it: `GET /organization/activities`.
    static func activities(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let query = Account.ActivityQuery(
            days: try ActivityDays(call)?.range,
            email: try call.queryParameter("email").map { text throws(APIError) in try EmailAddress(parameter: text) },
            limit: try call.wholeNumber("limit", in: 1...100) ?? 10,
            offset: try call.wholeNumber("offset", in: 0...Int(Int32.max)) ?? 0
        )
        let (page, count) = try command(try service.accounts[call.account].activities(query))
        return .json(.ok) { json in
            json.array("logs") { json in
                for activity in page {
                    json.object { json in
                        json.member("action", activity.action.rawValue)
                        json.member("date", activity.date.wholeSeconds)
                        json.member("user_email", activity.userEmail.text)
                        json.member("user_ip", activity.visitor.ip)
                        json.member("user_agent", activity.visitor.userAgent)
                    }
                }
            }
            json.member("count", count)
        }
    }
}

/// The first and the last day that are asked for, both or neither, a month at most (DOC).
///
/// A month is 31 days and the twelve of them that can be looked back 366, so that no calendar's month is refused; the
/// texts of the refusals are inferred, the two of `out_of_range` from the words of the documents.
private struct ActivityDays {
    let range: ClosedRange<Timestamp>

    init?(_ call: Call) throws(APIError) {
        let (start, end) = (call.queryParameter("startDate"), call.queryParameter("endDate"))
        guard start != nil || end != nil else { return nil }
        guard let start else { throw .missingField("startDate") }
        guard let end else { throw .missingField("endDate") }
        let first = try Self.day(start, "startDate")
        let last = try Self.day(end, "endDate")
        guard first <= last else { throw .invalidParameter("endDate", expected: "startDate or a later day") }
        guard last.since(first) <= .seconds(31 * 86_400) else {
            throw .daysOutOfRange("Maximum time period that can be selected is one month")
        }
        guard call.now.since(first) < .seconds(367 * 86_400) else {
            throw .daysOutOfRange("Activity logs can be retrieved from the past 12 months")
        }
        range = first...last
    }

    private static func day(_ text: String, _ name: String) throws(APIError) -> Timestamp {
        guard let day = Timestamp("\(text)T00:00:00Z") else {
            throw .invalidParameter(name, expected: "a day in UTC: 2026-11-20")
        }
        return day
    }
}

extension Timestamp {
    /// RFC 3339 without the fraction of a second, as the examples have it.
    fileprivate var wholeSeconds: String {
        let text = description
        guard let point = text.firstIndex(of: ".") else { return text }
        return text[..<point] + "Z"
    }
}
