package import BrevoCore

/// Changes the permissions of an admin user.
package struct UpdateAdminUserPermissions: Operation {
    package static let route = OperationRoute.put("/corporate/user/{email}/permissions")
    package static let id = "putCorporateUserPermission"
    package static let summary = "Change admin user permissions"
    package static let basis = Rule.Basis.reference("change-admin-user-permissions")
    package static let rules = [CatalogRule.allFeaturesAccess.rule, CatalogRule.synonyms.rule]
    package static let refusals: [CoreError] = AdminCatalog.refusals + [.notAMasterAccount, .adminUserToChangeNotFound]

    /// Nil for a malformed address, which is refused as an unknown one.
    let email: EmailAddress?
    let access: RequestedAccess<AdminCatalog>

    package init(_ request: inout RequestReader) {
        email = request.optionalPath("email", "The admin user's address.", example: "eve@acme.example")
        access = RequestedAccess(&request)
    }

    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        _ = try access.grant(within: Catalog.masterAccount.everything)
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        let grant = try access.grant(within: Catalog.masterAccount.everything)
        _ = try accounts[call.account].requireMaster()
        guard let email else { throw .adminUserToChangeNotFound }
        let kept = try accounts[call.account].changeAdminPermissions(of: email, by: grant, &call.context)
        return NoContent(remarks: grant.remarks(andKept: kept, in: .masterAccount))
    }
}
