package import BrevoCore
package import JSON

/// Lists the owner and the admin users, a page at a time.
package struct ListAdminUsers: Operation {
    package static let route = OperationRoute.get("/corporate/invited/users")
    package static let id = "getCorporateInvitedUsersList"
    package static let summary = "Get the list of all admin users"
    package static let basis = Rule.Basis.reference("get-corporate-invited-users-list")
    package static let rules = [
        AdminUserRule.list.rule, AdminUserRule.featureAccess.rule, RequestRule.parameterRange.rule,
    ]
    package static let refusals: [CoreError] = [.notAMasterAccount]

    private let type: ListedStatus?
    /// Counted from 1; 0 is the first page too.
    private let page: Int
    private let limit: Int

    private enum ListedStatus: String, CaseIterable, ParameterValue {
        case active, pending

        static func refusal(_ name: String, _ text: String) -> Refusal {
            .invalidParameter(name, expected: "active or pending")
        }
    }

    package init(_ request: inout RequestReader) {
        type = request.query("type", "Only users of this status.", requiredWith: "offset", example: .active)
        page = request.query("offset", "The number of the page.", in: 0...Int(Int32.max), default: 1)
        limit = request.query("limit", "The users of a page.", in: 1...100, default: 20)
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> AdminUserList {
        let members = try accounts[call.account].adminMembers(at: call.context.now)
            .filter { type == nil || $0.status.rawValue == type?.rawValue }
        let rows = members.dropFirst((max(1, page) - 1) * limit).prefix(limit)
        return AdminUserList(rows.map { AdminUserRow($0, groups: call.context.assumptions.adminGroups) })
    }
}

/// A page of admin users.
package struct AdminUserList: RecordResponse {
    private var users: [AdminUserRow]

    fileprivate init(_ users: [AdminUserRow]) { self.users = users }

    static let sample = AdminUserList([AdminUserRow()])

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("users", users, blank: { _ in AdminUserRow() }, append: { _, _ in })
    }
}

/// An admin user as the list shows one.
private struct AdminUserRow: JSONRecord, Sendable {
    private var groups: [GroupReference] = [.sample]
    private var groupsForm = Assumptions.AdminGroups.array
    private var email: EmailAddress = "eve@acme.example"
    private var isOwner = false
    private var status = Invitation.Status.active
    private var access = AdminFeatureAccess([])

    init() {}

    init(_ member: Account.AdminMember, groups form: Assumptions.AdminGroups) {
        (groups, groupsForm) = (member.groups.map(GroupReference.init), form)
        (email, isOwner, status) = (member.email, member.isOwner, member.status)
        access = AdminFeatureAccess(member.privileges)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        switch groupsForm {
        case .array: fields.required("groups", &groups)
        case .object:
            fields.field("groups", GroupReference.schema) {
                if let group = groups.first { group.write(to: &$0) } else { $0.object { _ in } }
            } read: { _, _ in
                false
            }
        }
        fields.required("email", &email)
        fields.required("is_owner", &isOwner)
        fields.required("status", &status)
        fields.record("feature_access", &access)
    }
}
