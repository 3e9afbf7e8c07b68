package import BrevoCore
package import JSON

/// Shows a group with its sub-accounts and the admin users who can access it.
package struct GetGroup: Operation {
    package static let route = OperationRoute.get("/corporate/group/{id}")
    package static let id = "getCorporateGroup"
    package static let summary = "Get the details of a group"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.groups.rule, AdminUserRule.allGroups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .groupNotFound("")]

    let group: String

    package init(_ request: inout RequestReader) {
        group = request.path("id", "The id of the group.", example: "65b1f22c09d6ed67ef1cd123")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> GroupDetails {
        let master = accounts[call.account]
        let group = try master.group(group)
        let members = try accounts.subAccounts(of: call.account, where: group.contains)
        return GroupDetails(
            group: GroupRow(group),
            subAccounts: members.map(SubAccountRow.init),
            users: master.adminUsers(accessing: group.id, at: call.context.now).map { UserEmail(email: $0.email) }
        )
    }
}

/// A group with its sub-accounts and admin users.
package struct GroupDetails: RecordResponse {
    fileprivate var group: GroupRow
    fileprivate var subAccounts: [SubAccountRow]
    fileprivate var users: [UserEmail]

    static let sample = GroupDetails(group: GroupRow(), subAccounts: [SubAccountRow()], users: [UserEmail()])

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.record("group", &group)
        fields.records("sub-accounts", subAccounts, blank: { _ in SubAccountRow() }, append: { _, _ in })
        fields.records("users", users, blank: { _ in UserEmail() }, append: { _, _ in })
    }
}

private struct GroupRow: JSONRecord, Sendable {
    private var id = ObjectID.sample
    private var name = "Support"
    private var createdAt = Timestamp.sample.withOffset

    init() {}

    init(_ group: Group) { (id, name, createdAt) = (group.id, group.groupName, group.createdAt.withOffset) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
        fields.required("groupName", &name)
        fields.required("createdAt", &createdAt)
    }
}

private struct SubAccountRow: JSONRecord, Sendable {
    private var id: SubAccountID = 4_109_344
    private var companyName = "Acme France"
    private var createdAt = Timestamp.sample.withOffset

    init() {}

    init(_ entry: Accounts.SubAccountEntry) {
        (id, companyName) = (SubAccountID(integerLiteral: entry.subAccount.number), entry.account.companyName)
        createdAt = entry.subAccount.createdAt.withOffset
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("id", &id)
        fields.required("companyName", &companyName)
        fields.required("createdAt", &createdAt)
    }
}

/// An admin user.
///
/// Names may be left out, as documented: an invitation gives only the address.
private struct UserEmail: JSONRecord, Sendable {
    var email: EmailAddress = "eve@acme.example"

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("email", &email)
    }
}

extension Timestamp {
    /// RFC 3339 in seconds, with the offset that responses about groups write: `2024-02-09T06:14:40+00:00`.
    fileprivate var withOffset: String { "\(description.prefix(19))+00:00" }
}
