package import BrevoCore

/// Renames a group, or replaces its sub-accounts.
package struct UpdateGroup: Operation {
    package static let route = OperationRoute.put("/corporate/group/{id}")
    package static let id = "putCorporateGroup"
    package static let summary = "Update a group of sub-accounts"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.groups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .groupNotFound(""), .unknownGroupMember(0)]

    let group: String
    let name: ShortText?
    let subAccounts: SubAccountIDs?

    package init(_ request: inout RequestReader) {
        group = request.path("id", "The id of the group.", example: "65b1f22c09d6ed67ef1cd123")
        name = request.optional("groupName", "The new name.", example: "Support")
        subAccounts = request.optional(
            "subAccountIds",
            "The sub-accounts in place of the present ones.",
            orRefuse: .malformedGroupMembers,
            example: SubAccountIDs([4_109_344])
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        let numbers = subAccounts?.numbers
        try accounts[call.account].changeGroup(group, name: name?.text, subAccounts: numbers, &call.context)
        return NoContent()
    }
}
