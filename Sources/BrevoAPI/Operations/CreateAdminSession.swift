package import BrevoCore

/// Lets an admin user in without a password.
package struct CreateAdminSession: Operation {
    package static let route = OperationRoute.post("/corporate/ssoToken")
    package static let id = "postCorporateSSOToken"
    package static let summary = "Generate an SSO token to access the admin account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.sessions.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .noActivePerson("eve@acme.example")]

    let email: EmailAddress

    package init(_ request: inout RequestReader) {
        email = request.body("email", "The admin user's address.", example: "eve@acme.example")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> SessionToken {
        SessionToken(try accounts[call.account].createAdminSession(for: email, &call.context))
    }
}
