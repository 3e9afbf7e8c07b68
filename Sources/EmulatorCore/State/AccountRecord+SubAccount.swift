internal import BrevoCore
internal import JSON

// What the master account decides of a sub-account.
extension AccountRecord {
    mutating func declareSubAccount(_ fields: inout RecordFields<StateContext>) {
        var part = subAccount ?? SubAccount(number: 4_109_344, createdAt: fields.context.now)
        var number = part.number
        let range = 1...Self.largestNumber
        let isRead = fields.integer("id", &number, in: range, "The number in calls; a new one if left out.")
        if fields.isReading {
            number = uniqueNumber(isRead ? number : nil, &fields)
            part = SubAccount(number: number, createdAt: fields.context.now)
        }
        var createdAt = part.createdAt
        fields.field("createdAt", &createdAt)
        fields.field("timezone", &part.timezone)
        declareQuantities("credits", "What it can spend; -1 for any amount.", where: \.isCredit, of: &part, &fields)
        declareQuantities(
            "features",
            "Places of features; -1 for any number.",
            where: { !$0.isCredit },
            of: &part,
            &fields
        )
        var applications = ApplicationsRecord(applications: part.applications)
        fields.record("applications", &applications, "The applications that are switched on.")
        declareIPs(of: &part, &fields)
        guard fields.isReading else { return }
        subAccount = SubAccount(
            number: part.number,
            createdAt: createdAt,
            timezone: part.timezone,
            plan: part.plan,
            applications: applications.applications,
            ips: part.ips
        )
    }

    /// The number that the document gives, or one that no other sub-account has.
    private func uniqueNumber(_ given: Int?, _ fields: inout RecordFields<StateContext>) -> SubAccount.Number {
        if let given {
            if !fields.context.numbers.insert(given).inserted {
                fields.addFault("\(given) is the id of another", at: "id")
            }
            return given
        }
        guard var parent = fields.context.parent else { preconditionFailure("a sub-account is read within its master") }
        var number = parent.drawSubAccountNumber()
        while !fields.context.numbers.insert(number).inserted { number = parent.drawSubAccountNumber() }
        fields.context.parent = parent
        return number
    }

    private func declareQuantities(
        _ name: String,
        _ summary: StaticString,
        where isWanted: (SubAccountPlan.Resource) -> Bool,
        of part: inout SubAccount,
        _ fields: inout RecordFields<StateContext>
    ) {
        var record = QuantitiesRecord(resources: SubAccountPlan.Resource.allCases.filter(isWanted), plan: part.plan)
        fields.record(name, &record, summary)
        part.plan = record.plan
    }

    private func declareIPs(of part: inout SubAccount, _ fields: inout RecordFields<StateContext>) {
        var ips = part.ips.sorted()
        fields.values("ips", &ips, "The addresses of the master account that it sends from.")
        guard fields.isReading else { return }
        let known = Set(fields.context.parent?.master?.ips.map(\.ip) ?? [])
        for (index, ip) in ips.enumerated() where !known.contains(ip) {
            fields.addFault("the master account has no such address in its ips", at: index, of: "ips")
        }
        part.ips = Set(ips)
    }
}

/// Some of the allotments of a sub-account.
private struct QuantitiesRecord: JSONRecord {
    let resources: [SubAccountPlan.Resource]
    var plan: SubAccountPlan

    /// More of anything than an account can have.
    private static let most = 1_000_000_000_000

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        let least = Int(SubAccountPlan.unlimited)
        for resource in resources {
            let quantity: Double?
            if resource.allowsDecimals {
                var number: Double? = plan[resource]
                fields.number(resource.rawValue, &number, in: Double(least)...Double(Self.most))
                quantity = number
            } else {
                var number: Int? = Int(plan[resource])
                fields.integer(resource.rawValue, &number, in: least...Self.most)
                quantity = number.map(Double.init)
            }
            if fields.isReading, let quantity { plan.set([resource: quantity]) }
        }
    }
}

private struct ApplicationsRecord: JSONRecord {
    var applications: Set<SubAccount.Application>

    mutating func declareFields(_ fields: inout RecordFields<StateContext>) {
        for application in SubAccount.Application.allCases {
            var isOn = applications.contains(application)
            fields.field(application.rawValue, &isOn)
            guard fields.isReading else { continue }
            if isOn { applications.insert(application) } else { applications.remove(application) }
        }
    }
}
