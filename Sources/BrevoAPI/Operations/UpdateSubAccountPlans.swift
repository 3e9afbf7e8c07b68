package import BrevoCore

/// Sets what several sub-accounts are allotted: all of them, or none.
package struct UpdateSubAccountPlans: Operation {
    package static let route = OperationRoute.put("/corporate/subAccounts/plan")
    package static let id = "putCorporateSubAccountsPlan"
    package static let summary = "Update the plans of sub-accounts"
    package static let basis = Rule.Basis.documented("https://developers.brevo.com/reference")
    package static let rules = [SubAccountRule.plan.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountNotFound(0)]

    let quantities: [SubAccountPlan.Resource: Double]
    /// Not required, as documented; without it nothing changes.
    let subAccounts: SubAccountIDs?

    package init(_ request: inout RequestReader) {
        // Inboxes are not set here, as documented.
        quantities = request.planQuantities(besides: .inbox)
        subAccounts = request.optional(
            "subAccountIds",
            "The sub-accounts.",
            orRefuse: .nonNumericIDs("subAccountIds"),
            example: SubAccountIDs([4_109_344])
        )
    }

    package func perform(
        _ call: inout Call,
        on accounts: inout Accounts
    ) throws(CoreError) -> AcceptedWithoutContent {
        let numbers = subAccounts?.numbers ?? []
        try accounts.allot(quantities, to: numbers, of: call.account, &call.context)
        return AcceptedWithoutContent()
    }
}
