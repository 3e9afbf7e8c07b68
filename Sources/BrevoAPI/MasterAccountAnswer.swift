internal import BrevoCore
internal import JSON

/// `GET /corporate/masterAccount` (DOC: names and order).
///
/// Counted: people, sub-accounts, and what these are allotted, where it is limited. Inferred and constant: address,
/// currency, time zone and price; nothing but the users can run out.
struct MasterAccountAnswer {
    private let master: Account
    private let subAccounts: [Accounts.SubAccountEntry]
    private let now: Timestamp

    init(_ master: Account, subAccounts: [Accounts.SubAccountEntry], at now: Timestamp) {
        (self.master, self.subAccounts, self.now) = (master, subAccounts, now)
    }

    func write(to json: inout JSONWriter) {
        json.member("email", master.owner.email.text)
        json.member("companyName", master.companyName)
        json.member("id", master.ids.accountNumber)
        json.member("currencyCode", Self.currency)
        json.member("timezone", SubAccount.defaultTimezone)
        json.object("billingInfo") { json in
            json.member("email", master.owner.email.text)
            json.member("companyName", master.companyName)
            json.object("name") { json in
                json.member("givenName", master.owner.firstName)
                json.member("familyName", master.owner.lastName)
            }
            json.object("address") { json in
                for (key, value) in Self.address { json.member(key, value) }
            }
        }
        json.object("planInfo") { json in
            json.member("currencyCode", Self.currency)
            json.member("nextBillingAt", now.startOfNextMonth.unixSeconds)
            json.member("price", 0)
            json.member("planPeriod", "month")
            json.member("subAccounts", subAccounts.count)
            json.array("features") { json in
                for feature in features { feature.write(to: &json) }
            }
        }
    }

    private var features: [Feature] {
        let unlimited = SubAccountPlan.unlimited
        let people = subAccounts.reduce(master.usersTaken(at: now)) { $0 + $1.account.usersTaken(at: now) }
        return [
            Feature(name: "MULTI_USER", quantity: master.plan.userLimit ?? unlimited, used: people),
            Feature(
                name: "ADVANCED_REPORTING",
                quantity: master.plan.includesAnalytics ? unlimited : 0,
                used: subAccounts.count { $0.subAccount.applications.contains(.analytics) }
            ),
            Feature(name: "INBOX", quantity: unlimited, used: allotted(.inbox)),
            Feature(name: "LANDING_PAGE", quantity: unlimited, used: allotted(.landingPage)),
            Feature(name: "RECURRING_CREDITS", quantity: unlimited, used: allotted(.email)),
        ]
    }

    /// The sum of what is allotted of something; what is unlimited adds nothing.
    private func allotted(_ resource: SubAccountPlan.Resource) -> Int {
        subAccounts.reduce(0) { $0 + ($1.subAccount.plan.limit(of: resource) ?? 0) }
    }

    private struct Feature {
        let name: String
        let quantity: Int
        let used: Int

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("name", name)
                json.member("unitValue", 1)
                json.member("quantity", quantity)
                json.member("used", used)
                json.member("remaining", SubAccountPlan.remaining(of: quantity, taken: used))
            }
        }
    }

    private static let currency = "EUR"
    private static let address = [
        ("streetAddress", "1 Example Street"), ("locality", "Paris"), ("postalCode", "75001"), ("stateCode", "IDF"),
        ("countryCode", "FR"),
    ]
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
