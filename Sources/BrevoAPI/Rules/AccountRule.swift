/// The account itself.
enum AccountRule: String, RuleSet {
    case account
    case accountInfo = "account-info"
    case masterAccount = "master-account"
    case activities
    case activityDays = "activity-days"

    var statement: Rule.Statement {
        switch self {
        case .account:
            .init(
                .observed("the response of a free account, May 21, 2026, in fixtures/responses/account-captured.json"),
                "GET /account has the fields and order of a live free account of May 21, 2026."
            )
        case .accountInfo:
            .init(
                .observed("https://github.com/getbrevo/brevo-cli"),
                "GET /account/info has what Brevo's command-line tool reads at login; the order is inferred."
            )
        case .masterAccount:
            .init(.swagger2024, "GET /corporate/masterAccount has the documented fields; most values are constant.")
        case .activities:
            .init(.guide("user-activity-logs"), "The activity log names who did what; most action names are inferred.")
        case .activityDays:
            .init(
                .reference("get-account-activity"),
                "Days come in pairs, span at most a month and go back at most twelve; the messages are inferred."
            )
        }
    }
}
