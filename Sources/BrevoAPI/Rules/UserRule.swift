/// The users of an organization.
enum UserRule: String, RuleSet {
    case invited = "user-invited"
    case invitedOnce = "user-invited-once"
    case invitedAgain = "user-invited-again"
    case generalOnlyAllowed = "general-only-allowed"
    case generalOnlyRefused = "general-only-refused"
    case expiry = "invitation-expiry"
    case resend = "user-resend"
    case cancel = "user-cancel"
    case revoke = "user-revoke"
    case revokePendingAllowed = "revoke-pending-allowed"
    case revokePendingRefused = "revoke-pending-refused"
    case missingIsForbidden = "missing-invitation-403"
    case missingIsBadRequest = "missing-invitation-400"
    case missingIsNotFound = "missing-invitation-404"
    case updateMerges = "update-merge"
    case updateReplaces = "update-replace"
    case userKnown = "user-known"
    case ownerUnchanged = "owner-unchanged"
    case ownerHasEverything = "owner-has-everything"
    case listShape = "user-list"
    case rejectedHidden = "rejected-hidden"
    case rejectedListed = "rejected-listed"
    case emailCaseFolded = "email-case-fold"
    case emailCaseKept = "email-case-keep"

    var statement: Rule.Statement {
        switch self {
        case .invited: .init(.reference("inviteuser"), "An invited user is pending, and gets a mail.")
        case .invitedOnce:
            .init(.inferred, "Inviting a pending or active user, or the owner, is 400 duplicate_parameter.")
        case .invitedAgain: .init(.inferred, "A removed or rejected user can be invited again.")
        case .generalOnlyAllowed: .init(.inferred, "An invitation may grant permissions of the general group alone.")
        case .generalOnlyRefused:
            .init(
                .inferred,
                "An invitation that grants only permissions of the general group is 400 invalid_parameter."
            )
        case .expiry:
            .init(.help("360001079439"), "A user who declines, or does not answer within 72 hours, is rejected.")
        case .resend:
            .init(
                .reference("putresendcancelinvitation"),
                "Resending sends a new mail; that it restarts the 72 hours and revives a rejected user is inferred."
            )
        case .cancel: .init(.reference("putresendcancelinvitation"), "Cancelling removes the pending user.")
        case .revoke: .init(.reference("put-revoke-user-permission"), "Revoking removes the active user.")
        case .revokePendingAllowed: .init(.inferred, "Revoking removes a pending user too.")
        case .revokePendingRefused: .init(.inferred, "Revoking does not apply to a pending user.")
        case .missingIsForbidden:
            .init(
                .swagger2024,
                "Resend, cancel and revoke of somebody to whom they do not apply are 403 \"Unauthorized access\"."
            )
        case .missingIsBadRequest:
            .init(
                .inferred,
                "Resend, cancel and revoke of somebody to whom they do not apply are 400 invalid_parameter."
            )
        case .missingIsNotFound:
            .init(
                .inferred,
                "Resend, cancel and revoke of somebody to whom they do not apply are 404 document_not_found."
            )
        case .updateMerges: .init(.inferred, "An update keeps the features that it does not name.")
        case .updateReplaces: .init(.inferred, "An update removes the features that it does not name.")
        case .userKnown: .init(.inferred, "A user who is neither active nor pending is 400 invalid_parameter.")
        case .ownerUnchanged: .init(.swagger2024, "Changing the owner's permissions is 403 \"Access Denied\".")
        case .ownerHasEverything: .init(.inferred, "The owner has every permission.")
        case .listShape:
            .init(.recordedUserList, "The list shows the owner first, with id, locale and a boolean is_owner.")
        case .rejectedHidden: .init(.inferred, "Rejected users are not listed.")
        case .rejectedListed: .init(.inferred, "Rejected users are listed with the status rejected.")
        case .emailCaseFolded: .init(.inferred, "Email addresses that differ only in case are one person's.")
        case .emailCaseKept: .init(.inferred, "Email addresses that differ only in case are different persons'.")
        }
    }
}
