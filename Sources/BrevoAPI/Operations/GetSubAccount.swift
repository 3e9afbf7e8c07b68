package import BrevoCore

/// Shows a sub-account.
package struct GetSubAccount: Operation {
    package static let route = OperationRoute.get("/corporate/subAccount/{id}")
    package static let id = "getCorporateSubAccount"
    package static let summary = "Get the details of a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.plan.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .subAccountNotFound(0)]

    let number: SubAccountID

    package init(_ request: inout RequestReader) { number = request.subAccount() }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> SubAccountResponse {
        let entry = try accounts.subAccount(number.number, of: call.account)
        let groups = accounts[call.account].master?.groups ?? []
        return SubAccountResponse(entry, groups.filter { $0.contains(number.number) }, at: call.context.now)
    }
}

extension RequestReader {
    /// The sub-account that a path names.
    mutating func subAccount() -> SubAccountID {
        path("id", "The id of the sub-account.", orRefuse: { _ in .invalidSubAccountID }, example: 4_109_344)
    }
}
