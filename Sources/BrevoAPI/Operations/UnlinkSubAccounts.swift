package import BrevoCore

/// Removes sub-accounts from a group.
package struct UnlinkSubAccounts: Operation {
    package static let route = OperationRoute.put("/corporate/group/unlink/{groupId}/subAccounts")
    package static let id = "putCorporateGroupUnlinkSubAccounts"
    package static let summary = "Remove sub-accounts from a group"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.groups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .groupNotFound("")]

    let group: String
    let subAccounts: SubAccountIDs

    package init(_ request: inout RequestReader) {
        group = request.path("groupId", "The id of the group.", example: "65b1f22c09d6ed67ef1cd123")
        subAccounts = request.body(
            "subAccountIds",
            "The sub-accounts to remove.",
            orRefuse: .nonNumericIDs("subAccountIds"),
            example: SubAccountIDs([4_109_344])
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts[call.account].unlink(subAccounts.numbers, fromGroup: group, &call.context)
        return NoContent()
    }
}
