package import BrevoCore
internal import JSON

/// Sends an invitation again, or withdraws it.
package struct ResendOrCancelInvitation: Operation {
    package static let route = OperationRoute.put("/organization/user/invitation/{action}/{email}")
    package static let id = "putresendcancelinvitation"
    package static let summary = "Resend or cancel an invitation"
    package static let basis = Rule.Basis.reference("putresendcancelinvitation")
    package static let rules = [UserRule.resend.rule, UserRule.cancel.rule, PlanRule.billing.rule]
    package static let refusals: [CoreError] = [
        .ownerCannotBeRemoved, .userLimitReached(.free), .invitationNotFound(.absent),
    ]

    let action: InvitationAction
    let email: EmailAddress

    package init(_ request: inout RequestReader) {
        action = request.path(
            "action",
            "What to do with the invitation.",
            orRefuse: { .malformedInvitation($0, expected: "resend or cancel") },
            example: .resend
        )
        email = request.path(
            "email",
            "The user's address.",
            orRefuse: InvitationPath.refusal,
            example: "ann@acme.example"
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> BillingResponse {
        switch action {
        case .resend:
            try accounts[call.account].resendInvitation(to: email, &call.context)
            return BillingResponse(.none)
        case .cancel:
            return BillingResponse(try accounts[call.account].cancelInvitation(of: email, &call.context))
        }
    }
}

/// What a path can do with an invitation.
enum InvitationAction: String, CaseIterable, ParameterValue {
    /// Send the mail again.
    case resend
    /// Withdraw the invitation.
    case cancel
}
