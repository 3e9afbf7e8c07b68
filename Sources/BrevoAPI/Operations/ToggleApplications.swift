package import BrevoCore

/// Switches applications of a sub-account on or off.
package struct ToggleApplications: Operation {
    package static let route = OperationRoute.put("/corporate/subAccount/{id}/applications/toggle")
    package static let id = "putCorporateSubAccountApplications"
    package static let summary = "Enable or disable applications of a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.applications.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountNotFound(0), .analyticsNotOnPlan]

    let number: SubAccountID
    let applications: [SubAccount.Application: Bool]

    package init(_ request: inout RequestReader) {
        number = request.subAccount()
        var applications: [SubAccount.Application: Bool] = [:]
        for application in SubAccount.Application.allCases {
            applications[application] = request.optional(application.rawValue, example: true)
        }
        self.applications = applications
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts.toggle(applications, of: number.number, of: call.account, &call.context)
        return NoContent()
    }
}
