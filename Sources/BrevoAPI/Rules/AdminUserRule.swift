/// The admin users of a master account.
enum AdminUserRule: String, RuleSet {
    case masterOnly = "master-only"
    case invited = "admin-invited"
    case invitedOnce = "admin-invited-once"
    case groupOfInvitation = "admin-invitation-group"
    case resend = "admin-resend"
    case cancel = "admin-cancel"
    case revoke = "admin-revoke"
    case invitationKnown = "admin-invitation-known"
    case revokeKnown = "admin-revoke-known"
    case changeKnown = "admin-change-known"
    case userKnown = "admin-user-known"
    case updateReplaces = "admin-update-replace"
    case updateMerges = "admin-update-merge"
    case list = "admin-list"
    case groupsAreArray = "admin-groups-array"
    case groupsAreObject = "admin-groups-object"
    case allGroups = "admin-all-groups"
    case featureAccess = "admin-feature-access"

    var statement: Rule.Statement {
        switch self {
        case .masterOnly:
            .init(.reference("invite-admin-user"), "/corporate on an account that is not a master account is 403.")
        case .invited: .init(.reference("invite-admin-user"), "An invited admin user is pending; the response is 201.")
        case .invitedOnce:
            .init(.inferred, "Inviting a pending or active admin user, or the owner, is 400 duplicate_parameter.")
        case .groupOfInvitation: .init(.inferred, "A group that does not exist is 400 invalid_parameter.")
        case .resend:
            .init(
                .reference("resend-cancel-admin-user-invitation"),
                "Resending sends a new mail; that it restarts the 72 hours is inferred."
            )
        case .cancel:
            .init(
                .reference("resend-cancel-admin-user-invitation"),
                "Cancelling removes the pending admin user; the message is inferred."
            )
        case .revoke: .init(.reference("revoke-an-admin-user"), "Revoking removes the admin user, pending or active.")
        case .invitationKnown:
            .init(
                .reference("resend-cancel-admin-user-invitation"),
                "Resend and cancel of somebody who is neither pending nor rejected are 400 \"Invitation not found\"."
            )
        case .revokeKnown:
            .init(.reference("revoke-an-admin-user"), "Revoking somebody who is not there is 400 \"Invalid request\".")
        case .changeKnown:
            .init(
                .reference("change-admin-user-permissions"),
                "Changing the permissions of somebody who is not there, or of the owner, is 400 \"Invalid email\"."
            )
        case .userKnown: .init(.inferred, "Querying an admin user who is not there is 400 \"User not found\".")
        case .updateReplaces: .init(.inferred, "Changing permissions replaces all, as the example names every feature.")
        case .updateMerges: .init(.inferred, "Changing permissions keeps the features that are not named.")
        case .list:
            .init(
                .reference("get-corporate-invited-users-list"),
                "offset is a page number and needs type; that the owner is listed is inferred."
            )
        case .groupsAreArray:
            .init(.reference("get-corporate-invited-users-list"), "groups is an array, as the example shows.")
        case .groupsAreObject:
            .init(.reference("get-corporate-invited-users-list"), "groups is an object, as the schema says.")
        case .allGroups: .init(.help("20177127347730"), "An admin user invited without groups can access all of them.")
        case .featureAccess:
            .init(.inferred, "feature_access always has every key, [\"none\"] where nothing is granted.")
        }
    }
}
