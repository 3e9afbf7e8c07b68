package import BrevoCore
package import JSON

/// Lists sub-accounts, a page at a time.
package struct ListSubAccounts: Operation {
    package static let route = OperationRoute.get("/corporate/subAccount")
    package static let id = "getCorporateSubAccounts"
    package static let summary = "Get the list of all sub-accounts"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.created.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount]

    let offset: Int
    let limit: Int

    package init(_ request: inout RequestReader) {
        offset = request.query("offset", "How many to skip.", in: 0...Int(Int32.max), default: nil)
        limit = request.query("limit", "The most sub-accounts.", in: 1...Int(Int32.max), default: nil)
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> SubAccountList {
        let groups = try accounts[call.account].requireMaster().groups
        let all = try accounts.subAccounts(of: call.account)
        let page = all.dropFirst(offset).prefix(limit).map { entry in
            SubAccountListRow(entry, groups.filter { $0.contains(entry.subAccount.number) })
        }
        return SubAccountList(count: all.count, subAccounts: page)
    }
}

/// A page of sub-accounts, and the number of all.
package struct SubAccountList: RecordResponse {
    fileprivate var count: Int
    fileprivate var subAccounts: [SubAccountListRow]

    static let sample = SubAccountList(count: 1, subAccounts: [SubAccountListRow()])

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.integer("count", &count, in: 0...Int.max)
        fields.records("subAccounts", subAccounts, blank: { _ in SubAccountListRow() }, append: { _, _ in })
    }
}

private struct SubAccountListRow: JSONRecord, Sendable {
    private var id: SubAccountID = 4_109_344
    private var companyName = "Acme France"
    private var isActive = true
    private var createdAt = Timestamp.sample.unixSeconds
    private var groups: [GroupReference] = [.sample]

    init() {}

    init(_ entry: Accounts.SubAccountEntry, _ groups: [Group]) {
        (id, companyName) = (SubAccountID(integerLiteral: entry.subAccount.number), entry.account.companyName)
        (createdAt, self.groups) = (entry.subAccount.createdAt.unixSeconds, groups.map(GroupReference.init))
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
        fields.required("companyName", &companyName)
        fields.required("active", &isActive)
        fields.integer("createdAt", &createdAt, in: Int.min...Int.max)
        fields.required("groups", &groups)
    }
}

extension Timestamp {
    /// Whole seconds since 1970.
    var unixSeconds: Int { Int(milliseconds / 1000) }
}
