internal import BrevoCore
package import JSON

/// `GET /corporate/masterAccount`, in the documented fields and order.
///
/// People, sub-accounts and their allotments are counted; address, currency, time zone and price are constant.
package struct MasterAccountResponse: RecordResponse {
    private var email: EmailAddress
    private var companyName: String
    private var id: Int
    private var currency = "EUR"
    private var timezone = SubAccount.defaultTimezone
    private var billing: BillingInfo
    private var plan: PlanInfo

    init(_ master: Account, subAccounts: [Accounts.SubAccountEntry], at now: Timestamp) {
        (email, companyName, id) = (master.owner.email, master.companyName, master.ids.accountNumber)
        billing = BillingInfo(master)
        plan = PlanInfo(master, subAccounts, at: now)
    }

    static let sample = MasterAccountResponse(AccountResponse.sampleAccount, subAccounts: [], at: .sample)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("email", &email)
        fields.required("companyName", &companyName)
        fields.integer("id", &id, in: 0...Int.max)
        fields.required("currencyCode", &currency)
        fields.required("timezone", &timezone)
        fields.record("billingInfo", &billing)
        fields.record("planInfo", &plan)
    }
}

private struct BillingInfo: JSONRecord, Sendable {
    private var email: EmailAddress
    private var companyName: String
    private var name: Strings
    private var address = Strings([
        ("streetAddress", "1 Example Street"), ("locality", "Paris"), ("postalCode", "75001"), ("stateCode", "IDF"),
        ("countryCode", "FR"),
    ])

    /// An object of constant strings.
    struct Strings: JSONRecord, Sendable {
        let members: [(name: String, value: String)]

        init(_ members: [(name: String, value: String)]) { self.members = members }

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            for (name, value) in members {
                var value = value
                fields.required(name, &value)
            }
        }
    }

    init(_ master: Account) {
        (email, companyName) = (master.owner.email, master.companyName)
        name = Strings([("givenName", master.owner.firstName), ("familyName", master.owner.lastName)])
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("email", &email)
        fields.required("companyName", &companyName)
        fields.record("name", &name)
        fields.record("address", &address)
    }
}

private struct PlanInfo: JSONRecord, Sendable {
    private var currency = "EUR"
    private var nextBillingAt: Int
    private var price = 0
    private var period = "month"
    private var subAccounts: Int
    private var features: [PlanFeature]

    init(_ master: Account, _ subAccounts: [Accounts.SubAccountEntry], at now: Timestamp) {
        nextBillingAt = now.startOfNextMonth.unixSeconds
        self.subAccounts = subAccounts.count
        let people = subAccounts.reduce(master.usersTaken(at: now)) { $0 + $1.account.usersTaken(at: now) }
        // What is allotted without a limit adds nothing.
        func allotted(_ resource: SubAccountPlan.Resource) -> Int {
            Int(subAccounts.reduce(0) { $0 + ($1.subAccount.plan.limit(of: resource) ?? 0) })
        }
        features = [
            PlanFeature("MULTI_USER", limit: master.plan.userLimit, used: people),
            PlanFeature(
                "ADVANCED_REPORTING",
                limit: master.plan.includesAnalytics ? nil : 0,
                used: subAccounts.count { $0.subAccount.applications.contains(.analytics) }
            ),
            PlanFeature("INBOX", limit: nil, used: allotted(.inbox)),
            PlanFeature("LANDING_PAGE", limit: nil, used: allotted(.landingPage)),
            PlanFeature("RECURRING_CREDITS", limit: nil, used: allotted(.email)),
        ]
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("currencyCode", &currency)
        fields.integer("nextBillingAt", &nextBillingAt, in: Int.min...Int.max)
        fields.integer("price", &price, in: 0...Int.max)
        fields.required("planPeriod", &period)
        fields.integer("subAccounts", &subAccounts, in: 0...Int.max)
        fields.records(
            "features",
            features,
            blank: { _ in PlanFeature("MULTI_USER", limit: 10, used: 1) },
            append: { _, _ in }
        )
    }
}

private struct PlanFeature: JSONRecord, Sendable {
    private var name: String
    private var unitValue = 1
    private var quantity: Int
    private var used: Int
    private var remaining: Int

    /// - Parameter limit: nil for none, which is written as -1.
    init(_ name: String, limit: Int?, used: Int) {
        (self.name, self.used) = (name, used)
        quantity = limit ?? -1
        remaining = limit.map { max(0, $0 - used) } ?? -1
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("name", &name)
        fields.integer("unitValue", &unitValue, in: 0...Int.max)
        fields.integer("quantity", &quantity, in: -1...Int.max)
        fields.integer("used", &used, in: 0...Int.max)
        fields.integer("remaining", &remaining, in: -1...Int.max)
    }
}

extension Timestamp {
    /// Midnight on the first of the next month; the moment itself in the calendar's last month.
    fileprivate var startOfNextMonth: Timestamp {
        let parts = description.split(separator: "-").prefix(2).compactMap { Int($0) }
        guard parts.count == 2 else { return self }
        let (year, month) = parts[1] == 12 ? (parts[0] + 1, 1) : (parts[0], parts[1] + 1)
        func padded(_ number: Int, to width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return Timestamp("\(padded(year, to: 4))-\(padded(month, to: 2))-01T00:00:00Z") ?? self
    }
}
