package import BrevoCore

/// Shows the permissions of a user.
package struct GetUserPermissions: Operation {
    package static let route = OperationRoute.get("/organization/user/{email}/permissions")
    package static let id = "getUserPermission"
    package static let summary = "Check user permissions"
    package static let basis = Rule.Basis.reference("get-user-permission")
    package static let rules = [
        CatalogRule.permissionLabels.rule, CatalogRule.legacyFeature.rule, UserRule.ownerHasEverything.rule,
    ]
    package static let refusals: [CoreError] = [.userNotFound]

    let email: EmailAddress

    package init(_ request: inout RequestReader) {
        email = request.path("email", "The user's address.", example: "ann@acme.example")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> UserPermissions {
        UserPermissions(try accounts.member(email, of: call.account, call.context))
    }
}
