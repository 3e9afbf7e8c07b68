/// Every refusal of the domain; how each reads on the wire is decided in BrevoAPI.
public enum CoreError: Error, Sendable {
    /// The catalog has no such feature.
    case unknownFeature(String, in: Catalog)
    /// The feature has no such permission, or `none` is not alone.
    case unknownPermission(String, of: Feature, calledBy: String)
    /// The same feature is in two items.
    case duplicateFeature(String)
    /// The account's plan lacks the feature.
    case featureNotOnPlan(String)

    /// The invited user is pending.
    case userAlreadyInvited
    /// The invited user is active, or the owner.
    case userAlreadyExists
    /// The invitation grants nothing but permissions of the general group, and the assumptions forbid that.
    case generalPermissionsOnly
    /// The plan allows no more users.
    case userLimitReached(Plan)
    /// The master account allots no more users to the sub-account; nil for the emulator's own limit.
    case subAccountUserLimitReached(Int?)
    /// Resend or cancel of a user who is neither pending nor rejected.
    case invitationNotFound(StepRefused)
    /// Revoke of a user who cannot be revoked.
    case userToRevokeNotFound(StepRefused)
    /// Resend, cancel or revoke of the owner.
    case ownerCannotBeRemoved
    /// A query or change of a user who is neither active nor pending.
    case userNotFound
    /// A change of the owner's permissions.
    case ownerCannotBeChanged
    /// A query of activities more than twelve months old.
    case activitiesTooOld
    /// A query that only the enterprise plan allows.
    case enterpriseOnly

    /// A `/corporate` call on an account that is not a master account.
    case notAMasterAccount
    /// An invitation or a sub-account names a group that the master account lacks.
    case unknownGroup(String)
    /// The invited admin user is pending.
    case adminUserAlreadyInvited
    /// The invited admin user is active, or the owner.
    case adminUserAlreadyExists
    /// The emulator keeps no more admin users.
    case adminUserLimitReached
    /// Resend or cancel of an admin user who is neither pending nor rejected.
    case adminInvitationNotFound(StepRefused)
    /// Revoke of an admin user who is neither active nor pending.
    case adminUserToRevokeNotFound(StepRefused)
    /// A query of an admin user who is neither active nor pending.
    case adminUserNotFound
    /// A change of an admin user who is neither active nor pending, or of the owner.
    case adminUserToChangeNotFound

    /// A call about a group that the master account lacks.
    case groupNotFound(String)
    /// A group of sub-accounts of which one does not exist.
    case unknownGroupMember(SubAccount.Number)
    /// The emulator keeps no more groups.
    case groupLimitReached

    /// A call about a sub-account that the master account lacks.
    case subAccountNotFound(SubAccount.Number)
    /// Deletion of a sub-account that the master account lacks.
    case subAccountToDeleteNotFound(SubAccount.Number)
    /// The emulator keeps no more sub-accounts.
    case subAccountLimitReached
    /// The emulator keeps no more keys.
    case keyLimitReached
    /// The master account's plan lacks the application Analytics.
    case analyticsNotOnPlan
    /// The IP address is not the master account's.
    case unknownIP(String)
    /// An IP address is given to sub-accounts of which one does not exist.
    case unknownIPUser(SubAccount.Number)
    /// A session for somebody who is not there, or not active.
    case noActivePerson(EmailAddress)
}
