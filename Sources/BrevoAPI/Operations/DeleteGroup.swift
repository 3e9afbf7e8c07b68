package import BrevoCore

/// Deletes a group; its sub-accounts stay.
package struct DeleteGroup: Operation {
    package static let route = OperationRoute.delete("/corporate/group/{id}")
    package static let id = "deleteCorporateGroup"
    package static let summary = "Delete a group"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.groups.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .groupNotFound("")]

    let group: String

    package init(_ request: inout RequestReader) {
        group = request.path("id", "The id of the group.", example: "65b1f22c09d6ed67ef1cd123")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts[call.account].deleteGroup(group, &call.context)
        return NoContent()
    }
}
