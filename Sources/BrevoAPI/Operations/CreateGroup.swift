package import BrevoCore

/// Creates a group of sub-accounts.
package struct CreateGroup: Operation {
    package static let route = OperationRoute.post("/corporate/group")
    package static let id = "postCorporateGroup"
    package static let summary = "Create a group of sub-accounts"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.groups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .unknownGroupMember(0), .groupLimitReached]

    let name: ShortText
    let subAccounts: SubAccountIDs?

    package init(_ request: inout RequestReader) {
        name = request.body("groupName", "The name of the group.", example: "Support")
        subAccounts = request.optional(
            "subAccountIds",
            "The sub-accounts in the group.",
            orRefuse: .malformedGroupMembers,
            example: SubAccountIDs([4_109_344])
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> CreatedResponse {
        let numbers = subAccounts?.numbers ?? []
        return CreatedResponse(
            try accounts[call.account].createGroup(named: name.text, subAccounts: numbers, &call.context)
        )
    }
}

extension Refusal {
    /// A malformed list of a group's sub-accounts.
    static let malformedGroupMembers = invalidGroupField(
        "subAccountIds",
        expected: "an array of positive whole numbers"
    )
}
