package import BrevoCore
internal import JSON

/// Shows the account, its plan and its owner.
package struct GetAccount: Operation {
    package static let route = OperationRoute.get("/account")
    package static let id = "getAccount"
    package static let summary = "Get your account information, plan and credits details"
    package static let basis = AccountRule.account.rule.basis
    package static let rules = [AccountRule.account.rule]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> AccountResponse {
        AccountResponse(accounts[call.account], at: call.context.now)
    }
}
