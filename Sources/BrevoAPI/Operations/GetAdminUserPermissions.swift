package import BrevoCore
package import JSON

/// Shows the permissions of an admin user.
package struct GetAdminUserPermissions: Operation {
    package static let route = OperationRoute.get("/corporate/user/{email}/permissions")
    package static let id = "getCorporateUserPermission"
    package static let summary = "Check admin user permissions"
    package static let basis = Rule.Basis.reference("get-corporate-user-permission")
    package static let rules = [AdminUserRule.featureAccess.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .adminUserNotFound]

    let email: EmailAddress

    package init(_ request: inout RequestReader) {
        email = request.path("email", "The admin user's address.", example: "eve@acme.example")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> AdminUserPermissions {
        AdminUserPermissions(try accounts[call.account].adminMember(email, call.context))
    }
}

/// The permissions of an admin user.
package struct AdminUserPermissions: RecordResponse {
    private var email: EmailAddress
    private var status: Invitation.Status
    private var groups: [GroupReference]
    private var access: AdminFeatureAccess

    init(_ member: Account.AdminMember) {
        (email, status) = (member.email, member.status)
        (groups, access) = (member.groups.map(GroupReference.init), AdminFeatureAccess(member.privileges))
    }

    private init() {
        (email, status, groups, access) = ("eve@acme.example", .active, [.sample], AdminFeatureAccess([]))
    }

    static let sample = AdminUserPermissions()

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("email", &email)
        fields.required("status", &status)
        fields.required("groups", &groups)
        fields.record("feature_access", &access)
    }
}

/// Every feature of admin users with what is granted of it, `["none"]` for nothing; `api` is called `api_keys` here.
struct AdminFeatureAccess: JSONRecord, Sendable {
    private let privileges: Privileges

    init(_ privileges: Privileges) { self.privileges = privileges }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        for feature in Catalog.masterAccount.features {
            let granted = feature.permissions.filter { privileges.isSuperset(of: $0.bit) }.map(\.slug)
            var names = granted.isEmpty ? ["none"] : granted
            fields.required(feature.label, &names)
        }
    }
}
