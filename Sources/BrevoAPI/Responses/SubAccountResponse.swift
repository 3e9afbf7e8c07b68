internal import BrevoCore
package import JSON

/// A sub-account with what it is allotted.
package struct SubAccountResponse: RecordResponse {
    private var name: String
    private var email: EmailAddress
    private var companyName: String
    private var groups: [GroupReference]
    private var plan: PlanInfo

    init(_ entry: Accounts.SubAccountEntry, _ groups: [Group], at now: Timestamp) {
        let owner = entry.account.owner
        name = [owner.firstName, owner.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        (email, companyName) = (owner.email, entry.account.companyName)
        self.groups = groups.map(GroupReference.init)
        plan = PlanInfo { resource in
            (entry.subAccount.plan[resource], entry.account.taken(of: resource, at: now))
        }
    }

    private init() {
        (name, email, companyName, groups) = ("Ada Owner", "boss@acme.example", "Acme France", [.sample])
        plan = PlanInfo { _ in (10, 1) }
    }

    static let sample = SubAccountResponse()

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("name", &name)
        fields.required("email", &email)
        fields.required("companyName", &companyName)
        fields.required("groups", &groups)
        fields.record("planInfo", &plan)
    }

    private struct PlanInfo: JSONRecord, Sendable {
        private var credits: Quantities
        private var features: Quantities
        private var type = "paid"

        init(_ quantity: (SubAccountPlan.Resource) -> (Double, taken: Int)) {
            // In the order of the documentation of 2024; what came later is at the end.
            credits = Quantities(
                [
                    ("emails", .email), ("sms", .sms), ("wpSubscribers", .wpSubscribers), ("whatsapp", .whatsapp),
                    ("externalFeeds", .externalFeeds),
                ],
                quantity
            )
            features = Quantities(
                [("inbox", .inbox), ("landingPage", .landingPage), ("users", .users), ("salesUsers", .salesUsers)],
                quantity
            )
        }

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.record("credits", &credits)
            fields.record("features", &features)
            fields.required("planType", &type)
        }
    }

    private struct Quantities: JSONRecord, Sendable {
        private let quantities: [(name: String, quantity: Quantity)]

        init(
            _ resources: [(String, SubAccountPlan.Resource)],
            _ quantity: (SubAccountPlan.Resource) -> (Double, taken: Int)
        ) {
            quantities = resources.map { name, resource in
                let (quantity, taken) = quantity(resource)
                let remaining = SubAccountPlan.remaining(of: quantity, taken: taken)
                return (name, Quantity(quantity: quantity, remaining: remaining))
            }
        }

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            for (name, quantity) in quantities {
                var quantity = quantity
                fields.record(name, &quantity)
            }
        }
    }

    private struct Quantity: JSONRecord, Sendable {
        var quantity: Double?
        var remaining: Double?

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            let range = SubAccountPlan.unlimited...Double(Int32.max)
            fields.number("quantity", &quantity, in: range)
            fields.number("remaining", &remaining, in: range)
        }
    }
}
