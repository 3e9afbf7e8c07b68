/// What a plan allows.
enum PlanRule: String, RuleSet {
    case limitIsPaymentRequired = "plan-limit-402"
    case limitIsBadRequest = "plan-limit-400"
    case limitIsMethodNotAllowed = "plan-limit-405"
    case featureIsBadRequest = "plan-feature-400"
    case featureIsPaymentRequired = "plan-feature-402"
    case featureIsMethodNotAllowed = "plan-feature-405"
    case userLimits = "plan-user-limits"
    case planFeatures = "plan-features"
    case billing
    case enterpriseOnly = "enterprise-only"

    var statement: Rule.Statement {
        switch self {
        case .limitIsPaymentRequired:
            .init(
                .guide("how-it-works"),
                "A limit that is reached is 402 not_enough_credits, the documented status of a lack of credit or plan; "
                    + "that user limits use it is inferred."
            )
        case .limitIsBadRequest: .init(.inferred, "A limit that is reached is 400 not_enough_credits.")
        case .limitIsMethodNotAllowed: .init(.inferred, "A limit that is reached is 405 method_not_allowed.")
        case .featureIsBadRequest: .init(.inferred, "A feature that the plan lacks is 400 invalid_parameter.")
        case .featureIsPaymentRequired: .init(.inferred, "A feature that the plan lacks is 402 not_enough_credits.")
        case .featureIsMethodNotAllowed: .init(.inferred, "A feature that the plan lacks is 405 method_not_allowed.")
        case .userLimits:
            .init(
                .help("360001079439"),
                "A plan has 1, 1, 3, 10 or any number of users; that the API checks it is inferred."
            )
        case .planFeatures: .init(.inferred, "Free and Starter grant everything but marketing, other plans everything.")
        case .billing:
            .init(
                .reference("inviteuser"),
                "An added seat may return invoice_id, a freed one credit_notes; when they do is inferred."
            )
        case .enterpriseOnly:
            .init(.guide("user-activity-logs"), "Activity logs require the Enterprise plan; the message is inferred.")
        }
    }
}
