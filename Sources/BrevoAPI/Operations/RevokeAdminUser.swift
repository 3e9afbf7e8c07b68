package import BrevoCore

/// Removes an admin user.
package struct RevokeAdminUser: Operation {
    package static let route = OperationRoute.delete("/corporate/user/revoke/{email}")
    package static let id = "deleteCorporateUser"
    package static let summary = "Revoke an admin user"
    package static let basis = Rule.Basis.reference("revoke-an-admin-user")
    package static let rules = [AdminUserRule.revoke.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .adminUserToRevokeNotFound(.absent)]

    /// Nil for a malformed address, which is refused as an unknown one.
    let email: EmailAddress?

    package init(_ request: inout RequestReader) {
        email = request.optionalPath("email", "The admin user's address.", example: "eve@acme.example")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        _ = try accounts[call.account].requireMaster()
        guard let email else { throw .adminUserToRevokeNotFound(.absent) }
        try accounts[call.account].revokeAdminUser(email, &call.context)
        return NoContent()
    }
}
