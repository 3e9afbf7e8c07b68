/// Every refusal of the emulated service's rules; how each reads on the wire is one switch in BrevoAPI.
public enum CoreError: Error, Sendable {
    /// A feature that the catalog does not have.
    case unknownFeature(String, in: Catalog)
    /// A permission that the feature does not have, or `none` beside others.
    case unknownPermission(String, of: Feature, calledBy: String)
    /// The same feature in two items.
    case featureNamedTwice(String)
    /// A feature outside the account's plan.
    case featureNotOnPlan(String)

    /// An invitation to somebody who has one.
    case userAlreadyInvited
    /// An invitation to an active user or the owner.
    case userAlreadyExists
    /// The plan's users are all there.
    case userLimitReached(Plan)
    /// The users that the master account allots to the sub-account are all there; nil for the emulator's own limit.
    case subAccountUserLimitReached(Int?)
    /// Resend or cancel without an invitation that is pending or rejected.
    case invitationNotFound(StepRefused)
    /// Revoke of somebody who is neither active nor pending.
    case userToRevokeNotFound(StepRefused)
    /// Resend, cancel or revoke of the owner.
    case ownerCannotBeRemoved
    /// A question or a change about nobody who is active or pending.
    case userNotFound
    /// A change of the owner's permissions.
    case ownerCannotBeChanged
    /// A question for what only the enterprise plan has.
    case enterpriseOnly

    /// A call of the master account's API on an account that is none.
    case notAMasterAccount
    /// An invitation with a group that the master account does not have.
    case unknownGroup(String)
    /// An invitation to an admin user who has one.
    case adminUserAlreadyInvited
    /// An invitation to an active admin user or the owner.
    case adminUserAlreadyExists
    /// The emulator's own limit of admin users.
    case adminUserLimitReached
    /// Resend or cancel without an admin user's invitation that is pending or rejected.
    case adminInvitationNotFound
    /// Revoke of somebody who is no active or pending admin user.
    case adminUserToRevokeNotFound
    /// A question about nobody who is an active or pending admin user.
    case adminUserNotFound
    /// A change of nobody who is an active or pending admin user, the owner among them.
    case adminUserToChangeNotFound

    /// A call about a group that the master account does not have.
    case groupNotFound(String)
    /// A group of sub-accounts of which this is none.
    case unknownMember(SubAccount.Number)
    /// More groups than the emulator keeps.
    case groupLimitReached

    /// A call about a sub-account that the master account does not have.
    case subAccountNotFound(SubAccount.Number)
    /// Delete of a sub-account that the master account does not have.
    case subAccountToDeleteNotFound(SubAccount.Number)
    /// More sub-accounts than the emulator keeps.
    case subAccountLimitReached
    /// More keys than the emulator keeps.
    case keyLimitReached
    /// The application Analytics, which the master account's plan does not have.
    case analyticsNotOnPlan
    /// An address that is not one of the master account's.
    case unknownIP(String)
    /// An address for sub-accounts of which this is none.
    case unknownIPUser(SubAccount.Number)
    /// A session for somebody who is not there, or not active.
    case noActivePerson(EmailAddress)
}
