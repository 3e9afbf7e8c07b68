package import BrevoCore
internal import HTTPMessage
internal import JSON

extension Assumptions.Update: Assumption {
    static let name = "update"
    static let decides = "Whether an update of permissions keeps the features that it does not name."
    var rule: Rule { self == .merge ? UserRule.updateMerges.rule : UserRule.updateReplaces.rule }
}

extension Assumptions.AdminUpdate: Assumption {
    static let name = "admin-update"
    static let decides = "Whether a change of an admin user's permissions keeps the features that it does not name."
    var rule: Rule { self == .merge ? AdminUserRule.updateMerges.rule : AdminUserRule.updateReplaces.rule }
}

extension Assumptions.RejectedUsers: Assumption {
    static let name = "rejected"
    static let decides = "Whether users who declined, or let 72 hours pass, are in the list."
    var rule: Rule { self == .hidden ? UserRule.rejectedHidden.rule : UserRule.rejectedListed.rule }
}

extension Assumptions.MissingInvitation: Assumption {
    static let name = "missing-invitation"
    static let decides = "The refusal of resend, cancel and revoke of somebody to whom they do not apply."
    var rule: Rule { userRule.rule }

    private var userRule: UserRule {
        switch self {
        case .forbidden: .missingIsForbidden
        case .badRequest: .missingIsBadRequest
        case .notFound: .missingIsNotFound
        }
    }

    /// - Parameter decisive: the rule that decided that the step does not apply, if an assumption did.
    func response(_ message: String, _ decisive: UserRule? = nil) -> RefusalResponse {
        let rule = decisive ?? userRule
        return switch self {
        case .forbidden: .init(403, .permissionDenied, "Unauthorized access", rule)
        case .badRequest: .init(400, .invalidParameter, message, rule)
        case .notFound: .init(404, .documentNotFound, message, rule)
        }
    }
}

extension Assumptions.PlanLimit: Assumption {
    static let name = "plan-limit"
    static let decides = "The status of a limit that is reached."
    var rule: Rule { response("").rule ?? PlanRule.limitIsPaymentRequired.rule }

    func response(_ message: String) -> RefusalResponse {
        switch self {
        case .paymentRequired: .init(402, .notEnoughCredits, message, PlanRule.limitIsPaymentRequired)
        case .badRequest: .init(400, .notEnoughCredits, message, PlanRule.limitIsBadRequest)
        case .methodNotAllowed: .init(405, .methodNotAllowed, message, PlanRule.limitIsMethodNotAllowed)
        }
    }
}

extension Assumptions.PlanFeature: Assumption {
    static let name = "plan-feature"
    static let decides = "The status of a feature that the plan lacks."
    var rule: Rule { response("").rule ?? PlanRule.featureIsBadRequest.rule }

    func response(_ message: String) -> RefusalResponse {
        switch self {
        case .badRequest: .init(400, .invalidParameter, message, PlanRule.featureIsBadRequest)
        case .paymentRequired: .init(402, .notEnoughCredits, message, PlanRule.featureIsPaymentRequired)
        case .methodNotAllowed: .init(405, .methodNotAllowed, message, PlanRule.featureIsMethodNotAllowed)
        }
    }
}

extension Assumptions.GeneralOnly: Assumption {
    static let name = "general-only"
    static let decides = "Whether an invitation may grant permissions of the general group alone."
    var rule: Rule { self == .allowed ? UserRule.generalOnlyAllowed.rule : UserRule.generalOnlyRefused.rule }
}

extension Assumptions.EmailCase: Assumption {
    static let name = "email-case"
    static let decides = "Whether A@x.example and a@x.example are one person."
    var rule: Rule { self == .fold ? UserRule.emailCaseFolded.rule : UserRule.emailCaseKept.rule }
}

extension Assumptions.RevokePending: Assumption {
    static let name = "revoke-pending"
    static let decides = "Whether revoke removes a pending user."
    var rule: Rule { self == .allowed ? UserRule.revokePendingAllowed.rule : UserRule.revokePendingRefused.rule }
}

extension Assumptions.AdminGroups: Assumption {
    static let name = "admin-groups"
    static let decides = "The form of groups in the list of admin users; object: the first group, {} for none."
    var rule: Rule { self == .array ? AdminUserRule.groupsAreArray.rule : AdminUserRule.groupsAreObject.rule }
}

extension Assumptions.UnknownPath: Assumption {
    static let name = "unknown-path"
    static let decides = "The body of the 404 of an unknown path: code first, or message first with a line feed."
    var rule: Rule { response("").rule ?? RequestRule.unknownPathOfService.rule }

    func response(_ message: String) -> RefusalResponse {
        switch self {
        case .service: .init(404, .documentNotFound, message, RequestRule.unknownPathOfService)
        case .gateway: .init(404, .documentNotFound, message, RequestRule.unknownPathOfGateway, form: .gateway)
        }
    }
}
