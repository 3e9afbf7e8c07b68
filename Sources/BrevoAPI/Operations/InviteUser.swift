package import BrevoCore

/// Invites a user to the organization.
package struct InviteUser: Operation {
    package static let route = OperationRoute.post("/organization/user/invitation/send")
    package static let id = "inviteuser"
    package static let summary = "Send an invitation to a user"
    package static let basis = Rule.Basis.reference("inviteuser")
    package static let rules = [
        UserRule.invited.rule, UserRule.invitedAgain.rule, UserRule.expiry.rule, PlanRule.billing.rule,
        PlanRule.userLimits.rule, PlanRule.planFeatures.rule, CatalogRule.allFeaturesAccess.rule,
        CatalogRule.synonyms.rule,
    ]
    package static let refusals: [CoreError] =
        UserCatalog.refusals + [
            .featureNotOnPlan("email_campaigns"), .userAlreadyExists, .userAlreadyInvited, .generalPermissionsOnly,
            .userLimitReached(.free),
            .subAccountUserLimitReached(3),
        ]

    let email: EmailAddress
    let access: RequestedAccess<UserCatalog>

    package init(_ request: inout RequestReader) {
        email = request.body("email", "The address to invite.", example: "ann@acme.example")
        access = RequestedAccess(&request)
    }

    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        _ = try access.grant(within: accounts.grantable(in: call.account))
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> BillingResponse {
        let grant = try access.grant(within: accounts.grantable(in: call.account))
        let documents = try accounts[call.account].invite(email, privileges: grant.granted, &call.context)
        let isGeneralOnly = grant.granted.areOfGeneralGroupOnly
        return BillingResponse(documents, remarks: grant.remarks + (isGeneralOnly ? [.generalPermissionsOnly] : []))
    }
}
