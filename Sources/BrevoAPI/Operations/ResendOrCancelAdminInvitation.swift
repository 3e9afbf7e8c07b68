package import BrevoCore
package import JSON

/// Sends an admin user's invitation again, or withdraws it.
package struct ResendOrCancelAdminInvitation: Operation {
    package static let route = OperationRoute.put("/corporate/user/invitation/{action}/{email}")
    package static let id = "putCorporateUserInvitation"
    package static let summary = "Resend or cancel an admin user invitation"
    package static let basis = Rule.Basis.reference("resend-cancel-admin-user-invitation")
    package static let rules = [AdminUserRule.resend.rule, AdminUserRule.cancel.rule]
    package static let refusals: [CoreError] = [.notAMasterAccount, .adminInvitationNotFound(.absent)]

    let action: InvitationAction
    /// Nil for a malformed address, which is refused as an unknown one.
    let email: EmailAddress?

    package init(_ request: inout RequestReader) {
        action = request.path(
            "action",
            "What to do with the invitation.",
            orRefuse: { _ in .invalidParameter("action", expected: "resend or cancel") },
            example: .resend
        )
        email = request.optionalPath("email", "The admin user's address.", example: "eve@acme.example")
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> ActionMessage {
        _ = try accounts[call.account].requireMaster()
        guard let email else { throw .adminInvitationNotFound(.absent) }
        switch action {
        case .resend:
            try accounts[call.account].resendAdminInvitation(to: email, &call.context)
            return ActionMessage("Invitation resent successfully")
        case .cancel:
            try accounts[call.account].cancelAdminInvitation(of: email, &call.context)
            return ActionMessage("Invitation cancelled successfully")
        }
    }
}

/// A message about what was done.
package struct ActionMessage: RecordResponse {
    private var message: String

    init(_ message: String) { self.message = message }

    static let sample = ActionMessage("Invitation resent successfully")

    package mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("message", &message)
    }
}
