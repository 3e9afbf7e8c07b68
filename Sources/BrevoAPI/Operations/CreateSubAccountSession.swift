package import BrevoCore

/// Lets a person into a sub-account without a password.
package struct CreateSubAccountSession: Operation {
    package static let route = OperationRoute.post("/corporate/subAccount/ssoToken")
    package static let id = "postCorporateSubAccountSSOToken"
    package static let summary = "Generate an SSO token to access a sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.sessions.rule]
    package static let refusals: [CoreError] = [
        .notAMasterAccount, .subAccountNotFound(0), .noActivePerson("ann@acme.example"),
    ]

    let number: SubAccountID
    let email: EmailAddress?

    /// The documented pages to land on, which are checked and then forgotten.
    private enum Target: String, CaseIterable, Sendable {
        case automation
        case emailCampaign = "email_campaign"
        case contacts
        case landingPages = "landing_pages"
        case emailTransactional = "email_transactional"
        case senders
        case smsCampaign = "sms_campaign"
        case smsTransactional = "sms_transactional"
    }

    package init(_ request: inout RequestReader) {
        number = request.body("id", "The sub-account.", orRefuse: .invalidSubAccountID, example: 4_109_344)
        email = request.optional("email", "The user; the owner if left out.", example: "boss@acme.example")
        let _: Word<Target>? = request.optional("target", "The page to land on.", example: Word(.contacts))
        let _: ShortText? = request.optional("url", "The address to land on.", example: "https://app.brevo.com")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> SessionToken {
        SessionToken(
            try accounts.createSession(for: email, in: number.number, of: call.account, &call.context)
        )
    }
}
