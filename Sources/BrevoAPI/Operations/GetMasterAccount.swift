package import BrevoCore

/// Shows the master account.
package struct GetMasterAccount: Operation {
    package static let route = OperationRoute.get("/corporate/masterAccount")
    package static let id = "getCorporateMasterAccount"
    package static let summary = "Get the details of the master account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [AccountRule.masterAccount.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> MasterAccountResponse {
        let subAccounts = try accounts.subAccounts(of: call.account)
        return MasterAccountResponse(
            accounts[call.account],
            subAccounts: Array(subAccounts),
            at: call.context.now
        )
    }
}
