package import BrevoCore

/// Sets what a sub-account is allotted.
package struct UpdateSubAccountPlan: Operation {
    package static let route = OperationRoute.put("/corporate/subAccount/{id}/plan")
    package static let id = "putCorporateSubAccountPlan"
    package static let summary = "Update the plan of a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.plan.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountNotFound(0)]

    let number: SubAccountID
    let quantities: [SubAccountPlan.Resource: Double]

    package init(_ request: inout RequestReader) {
        number = request.subAccount()
        quantities = request.planQuantities()
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts.allot(quantities, to: [number.number], of: call.account, &call.context)
        return NoContent()
    }
}

extension RequestReader {
    /// The quantities of a plan: `{"credits":{…},"features":{…}}`, all of it optional.
    mutating func planQuantities(besides excluded: SubAccountPlan.Resource? = nil) -> [SubAccountPlan.Resource: Double]
    {
        var quantities: [SubAccountPlan.Resource: Double] = [:]
        for (section, isCredit) in [("credits", true), ("features", false)] {
            object(section) { fields in
                for resource in SubAccountPlan.Resource.allCases where resource.isCredit == isCredit {
                    guard resource != excluded else { continue }
                    quantities[resource] = fields.number(
                        resource.rawValue,
                        in: resource.quantities,
                        allowsDecimals: resource.allowsDecimals,
                        example: 0
                    )
                }
            }
        }
        return quantities
    }
}
