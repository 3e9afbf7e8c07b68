package import BrevoCore

/// Changes the permissions of a user.
package struct UpdateUserPermissions: Operation {
    // `update` is a legal address for GET …/{email}/permissions.
    package static let route = OperationRoute.post("/organization/user/update/permissions", sharesPath: true)
    package static let id = "EditUserPermission"
    package static let summary = "Update permissions of a user"
    package static let basis = Rule.Basis.reference("edit-user-permission")
    package static let rules = [
        PlanRule.billing.rule, PlanRule.planFeatures.rule, CatalogRule.allFeaturesAccess.rule,
        CatalogRule.synonyms.rule,
    ]
    package static let refusals: [CoreError] =
        UserCatalog.refusals + [.featureNotOnPlan("email_campaigns"), .ownerCannotBeChanged, .userNotFound]

    let email: EmailAddress
    let access: RequestedAccess<UserCatalog>

    package init(_ request: inout RequestReader) {
        email = request.body("email", "The user's address.", example: "ann@acme.example")
        access = RequestedAccess(&request)
    }

    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        _ = try access.grant(within: accounts.grantable(in: call.account))
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> BillingResponse {
        let grant = try access.grant(within: accounts.grantable(in: call.account))
        let (documents, kept) = try accounts[call.account].updatePermissions(of: email, by: grant, &call.context)
        return BillingResponse(documents, remarks: grant.remarks(andKept: kept, in: .organization))
    }
}
