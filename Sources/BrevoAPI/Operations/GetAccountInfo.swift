package import BrevoCore
package import JSON

/// Shows what Brevo's command-line tool reads at login.
package struct GetAccountInfo: Operation {
    package static let route = OperationRoute.get("/account/info")
    package static let id = "getAccountInfo"
    package static let summary = "Get the identity of the account"
    package static let basis = AccountRule.accountInfo.rule.basis
    package static let rules = [AccountRule.accountInfo.rule]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> AccountInfo {
        AccountInfo(accounts[call.account])
    }
}

/// The identity of an account.
package struct AccountInfo: RecordResponse {
    private var organizationID: ObjectID
    private var userID: Int
    private var email: EmailAddress
    private var companyName: String
    private var type: AccountType
    private var isEnterprise: Bool

    private enum AccountType: String, CaseIterable, TextFieldValue { case standard, corporate }

    init(_ account: Account) {
        (organizationID, userID, email) = (account.organizationID, account.userID, account.owner.email)
        (companyName, isEnterprise) = (account.companyName, account.plan == .enterprise)
        type = account.master == nil ? .standard : .corporate
    }

    static let sample = AccountInfo(AccountResponse.sampleAccount)

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("organization_id", &organizationID)
        fields.integer("user_id", &userID, in: 0...Int.max)
        fields.required("email", &email)
        fields.required("companyName", &companyName)
        fields.required("type", &type)
        fields.required("enterprise", &isEnterprise)
    }
}
