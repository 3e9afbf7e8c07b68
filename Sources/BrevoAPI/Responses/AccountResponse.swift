internal import BrevoCore
package import JSON

/// `GET /account`, in the fields and order of the one recorded response.
///
/// The profile is the seed's, the credits are the same for every account of a plan.
package struct AccountResponse: RecordResponse {
    private var account: Account
    private var relay: Relay
    private var address: Address
    private var preferences: DatePreferences
    private var language: String
    private var plans: [PlanEntry]
    private var verticals: [PlanVertical]
    private var automation: Automation?

    init(_ account: Account, at now: Timestamp) {
        self.account = account
        let profile = account.profile
        relay = Relay(userName: "\(profile.relayUserName ?? account.ids.relayName)@smtp-brevo.com")
        address = Address(profile)
        preferences = DatePreferences(profile)
        language = String(account.owner.locale.prefix { $0 != "_" })
        let period = profile.period(at: now)
        plans = [PlanEntry(account.plan, period), PlanEntry()]
        let products: [(String, FeatureGroup)] =
            account.plan == .free
            ? [("Marketing", .marketing)]
            : [("Marketing", .marketing), ("Chat", .conversations), ("CRM", .crm)]
        verticals = products.map { category, group in
            PlanVertical(category, account.plan, period, account.seats(for: group, at: now))
        }
        automation = profile.marketingAutomationKey.map(Automation.init)
    }

    static let sampleAccount = Account(
        companyName: "Acme",
        plan: .free,
        owner: Owner(id: .sample, email: "owner@acme.example", firstName: "Ada", lastName: "Owner", locale: "en_US"),
        ids: IDSource(seed: 1)
    )
    static let sample = AccountResponse(sampleAccount, at: .sample)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        var isEnterprise = account.plan == .enterprise
        fields.required("organization_id", &account.organizationID)
        fields.integer("user_id", &account.userID, in: 0...Int.max)
        fields.required("enterprise", &isEnterprise)
        fields.record("relay", &relay)
        fields.required("email", &account.owner.email)
        fields.required("firstName", &account.owner.firstName)
        fields.required("lastName", &account.owner.lastName)
        fields.required("companyName", &account.companyName)
        fields.record("address", &address)
        fields.record("dateTimePreferences", &preferences)
        fields.required("language", &language)
        fields.records("plan", plans, blank: { _ in PlanEntry() }, append: { _, _ in })
        fields.records("planVerticals", verticals, blank: { _ in .sample }, append: { _, _ in })
        if var automation { fields.record("marketingAutomation", &automation) }
    }
}

private struct Relay: JSONRecord, Sendable {
    var userName: String
    private var isEnabled = true

    init(userName: String) { self.userName = userName }

    private struct Server: JSONRecord {
        var userName: String
        var relay = "smtp-relay.brevo.com"
        var port = 587

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("userName", &userName)
            fields.required("relay", &relay)
            fields.integer("port", &port, in: 1...65_535)
        }
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("enabled", &isEnabled)
        var server = Server(userName: userName)
        fields.record("data", &server)
    }
}

private struct Address: JSONRecord, Sendable {
    private var city: String
    private var street: String
    private var zipCode: String
    private var country: String

    init(_ profile: AccountProfile) {
        (city, street, zipCode, country) = (profile.city, profile.street, profile.zipCode, profile.country)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("city", &city)
        fields.required("street", &street)
        fields.required("zipCode", &zipCode)
        fields.required("country", &country)
    }
}

private struct DatePreferences: JSONRecord, Sendable {
    private var timezone: String
    private var timeFormat: String
    private var dateFormat: String

    init(_ profile: AccountProfile) {
        (timezone, timeFormat, dateFormat) = (profile.timezone, profile.timeFormat, profile.dateFormat)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("timezone", &timezone)
        fields.required("timeFormat", &timeFormat)
        fields.required("dateFormat", &dateFormat)
    }
}

private struct Automation: JSONRecord, Sendable {
    private var isEnabled = true
    private var key: String

    init(_ key: String) { self.key = key }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("enabled", &isEnabled)
        fields.required("key", &key)
    }
}
