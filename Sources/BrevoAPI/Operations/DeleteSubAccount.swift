package import BrevoCore

/// Deletes a sub-account.
package struct DeleteSubAccount: Operation {
    package static let route = OperationRoute.delete("/corporate/subAccount/{id}")
    package static let id = "deleteCorporateSubAccount"
    package static let summary = "Delete a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.deleted.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountToDeleteNotFound(0)]

    let number: SubAccountID

    package init(_ request: inout RequestReader) {
        number = request.path(
            "id",
            "The id of the sub-account.",
            orRefuse: { .malformedSubAccountID($0) },
            example: 4_109_344
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> NoContent {
        try accounts.deleteSubAccount(number.number, of: call.account, &call.context)
        return NoContent()
    }
}
