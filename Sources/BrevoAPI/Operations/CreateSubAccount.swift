package import BrevoCore

/// Creates a sub-account.
package struct CreateSubAccount: Operation {
    package static let route = OperationRoute.post("/corporate/subAccount")
    package static let id = "postCorporateSubAccount"
    package static let summary = "Create a new sub-account"
    package static let basis = Rule.Basis.swagger2024
    package static let rules = [SubAccountRule.created.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .unknownGroup(""), .subAccountLimitReached]

    let companyName: ShortText
    let email: EmailAddress
    let groupIDs: [String]
    private let language: Word<Language>?
    let timezone: ShortText?

    /// The documented languages, and the locale of an owner who speaks one, which is inferred.
    private enum Language: String, CaseIterable, Sendable {
        case en, fr, it, es, pt, de

        var locale: String {
            switch self {
            case .en: "en_US"
            case .fr: "fr_FR"
            case .it: "it_IT"
            case .es: "es_ES"
            case .pt: "pt_PT"
            case .de: "de_DE"
            }
        }
    }

    package init(_ request: inout RequestReader) {
        companyName = request.body(
            "companyName",
            "The company's name.",
            ifMissing: .missingAttribute("companyName"),
            example: "Acme France"
        )
        email = request.body(
            "email",
            "The owner's address.",
            ifMissing: .missingAttribute("email"),
            example: "boss@acme.example"
        )
        groupIDs = request.optional("groupIds", "The groups to add it to.", example: [String]()) ?? []
        language = request.optional("language", "The owner's language.", example: Word(.en))
        timezone = request.optional("timezone", "The time zone.", example: "Europe/Paris")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> CreatedSubAccount {
        let request = Accounts.SubAccountRequest(
            companyName: companyName.text,
            email: email,
            groupIDs: groupIDs,
            locale: language?.choice.locale,
            timezone: timezone?.text
        )
        let number = try accounts.createSubAccount(request, of: call.account, &call.context)
        return CreatedSubAccount(SubAccountID(integerLiteral: number))
    }
}
