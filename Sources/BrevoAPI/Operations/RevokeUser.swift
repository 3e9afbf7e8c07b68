package import BrevoCore

/// Removes a user.
package struct RevokeUser: Operation {
    package static let route = OperationRoute.put("/organization/user/invitation/revoke/{email}")
    package static let id = "putRevokeUserPermission"
    package static let summary = "Revoke user permissions"
    package static let basis = Rule.Basis.reference("put-revoke-user-permission")
    package static let rules = [UserRule.revoke.rule, PlanRule.billing.rule]
    package static let refusals: [CoreError] = [
        .ownerCannotBeRemoved, .userToRevokeNotFound(.absent), .userToRevokeNotFound(.pending),
    ]

    let email: EmailAddress

    package init(_ request: inout RequestReader) {
        email = request.path(
            "email",
            "The user's address.",
            orRefuse: InvitationPath.refusal,
            example: "ann@acme.example"
        )
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> BillingResponse {
        BillingResponse(try accounts[call.account].revoke(email, &call.context))
    }
}

/// What is special about the paths of resend, cancel and revoke.
enum InvitationPath {
    /// Everything that is wrong with such a path is refused alike: 403 is the only documented error.
    static func refusal(ofAddress text: String) -> Refusal? {
        .malformedInvitation(text, expected: "an email address")
    }
}
