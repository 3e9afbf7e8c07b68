internal import BrevoCore
internal import JSON

/// A month of a subscription.
typealias BillingPeriod = (start: Timestamp, end: Timestamp)

/// An entry of `plan` in `GET /account`; dates are Unix seconds in a string.
struct PlanEntry: JSONRecord, Sendable {
    private var type: PlanType
    private var credits: Int
    private var creditsType = "sendLimit"
    private var startDate: String?
    private var endDate: String?

    private enum PlanType: String, CaseIterable, TextFieldValue { case free, subscription, sms }

    /// The credits for text messages: none.
    init() { (type, credits) = (.sms, 0) }

    init(_ plan: Plan, _ period: BillingPeriod) {
        guard plan != .free else {
            (type, credits) = (.free, 300)
            return
        }
        (type, credits) = (.subscription, 100_000)
        (startDate, endDate) = ("\(period.start.unixSeconds)", "\(period.end.unixSeconds)")
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("type", &type)
        fields.integer("credits", &credits, in: 0...Int.max)
        fields.required("creditsType", &creditsType)
        fields.optional("startDate", &startDate, example: "1779384062")
        fields.optional("endDate", &endDate, example: "1782062462")
    }
}

/// The seats of a product, an entry of `planVerticals` in `GET /account`.
struct PlanVertical: JSONRecord, Sendable {
    private var category: String
    private var type: Plan
    private var name: String
    private var status = "active"
    private var startDate: String
    private var endDate: String
    private var seats: Seats

    init(_ category: String, _ plan: Plan, _ period: BillingPeriod, _ seats: Account.Seats) {
        (self.category, type) = (category, plan)
        name = plan.rawValue.prefix(1).uppercased() + plan.rawValue.dropFirst()
        (startDate, endDate) = ("\(period.start.unixSeconds)", "\(period.end.unixSeconds)")
        self.seats = Seats(purchased: "\(seats.purchased)", used: "\(seats.used)")
    }

    static let sample = PlanVertical(
        "Marketing",
        .free,
        AccountProfile().period(at: .sample),
        AccountResponse.sampleAccount.seats(for: .marketing, at: .sample)
    )

    private struct Seats: JSONRecord, Sendable {
        var purchased: String
        var used: String

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("purchasedSeats", &purchased)
            fields.required("usedSeats", &used)
        }
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("planCategory", &category)
        fields.required("planType", &type)
        fields.required("name", &name)
        fields.required("status", &status)
        fields.required("startDate", &startDate)
        fields.required("endDate", &endDate)
        fields.record("users", &seats)
    }
}
