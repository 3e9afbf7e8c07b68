internal import BrevoCore
internal import JSON

/// The parts of `GET /account`.
///
/// The fields and their types are documented; their order is inferred: what 2026 added first, as the documents' example
/// has it, then owner, company and plan. Address, date preferences, relay, credits and periods are the same for all.
extension JSONWriter {
    /// Who the account is.
    mutating func account(_ account: Account) {
        member("organization_id", account.organizationID.description)
        member("user_id", account.userID)
        member("enterprise", account.plan == .enterprise)
        member("email", account.owner.email.text)
        member("firstName", account.owner.firstName)
        member("lastName", account.owner.lastName)
        member("companyName", account.companyName)
        object("address") { json in
            json.member("street", "1 Example Street")
            json.member("city", "Paris")
            json.member("zipCode", "75001")
            json.member("country", "France")
        }
        object("dateTimePreferences") { json in
            json.member("timezone", "Europe/Paris")
            json.member("timeFormat", "24")
            json.member("dateFormat", "dd-mm-yyyy")
        }
    }

    /// The credits of the plan, and those for texts.
    mutating func plan(of account: Account, at now: Timestamp) {
        let isFree = account.plan == .free
        let period = BillingPeriod(at: now)
        array("plan") { json in
            json.object { json in
                json.member("type", isFree ? "free" : "subscription")
                json.member("credits", isFree ? 300 : 100_000)
                json.member("creditsType", "sendLimit")
                if !isFree {
                    json.member("startDate", period.start.day)
                    json.member("endDate", period.end.day)
                }
            }
            json.object { json in
                json.member("type", "sms")
                json.member("credits", 0)
                json.member("creditsType", "sendLimit")
            }
        }
    }

    /// The seats of each product.
    mutating func planVerticals(of account: Account, at now: Timestamp) {
        let period = BillingPeriod(at: now)
        let name = account.plan.rawValue
        array("planVerticals") { json in
            let products: [(category: String, FeatureGroup)] = [
                ("Marketing", .marketing), ("Chat", .conversations), ("CRM", .crm),
            ]
            for (category, group) in products {
                let seats = account.seats(for: group, at: now)
                json.object { json in
                    json.member("planCategory", category)
                    json.member("planType", name)
                    json.member("name", name.prefix(1).uppercased() + name.dropFirst())
                    json.member("status", "active")
                    json.member("startDate", String(period.start.unixSeconds))
                    json.member("endDate", String(period.end.unixSeconds))
                    json.object("users") { json in
                        json.member("purchasedSeats", String(seats.purchased))
                        json.member("usedSeats", String(seats.used))
                    }
                }
            }
        }
    }
}

/// The thirty days of a subscription in which a moment falls, counted from 2025-01-01 (INF).
private struct BillingPeriod {
    let start: Timestamp
    let end: Timestamp

    init(at now: Timestamp) {
        let (origin, length): (Int64, Int64) = (1_735_689_600_000, 30 * 86_400_000)
        let elapsed = now.milliseconds - origin
        let begin = now.milliseconds - (elapsed % length + length) % length
        start = Timestamp(milliseconds: begin) ?? Timestamp.range.lowerBound
        end = Timestamp(milliseconds: begin + length) ?? Timestamp.range.upperBound
    }
}

extension Timestamp {
    fileprivate var day: String { String(description.prefix(10)) }
}
