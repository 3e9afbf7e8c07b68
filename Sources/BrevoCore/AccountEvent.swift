/// How a person belongs to an account; one email address can belong in both roles.
public enum PersonRole: String, CaseIterable, Sendable {
    /// A user of the organization.
    case user
    /// An admin user of the master account.
    case admin
}

/// Something that changed in an account: the source of mails, activities and event streams.
public struct AccountEvent: Sendable, Hashable {
    /// What happens to a person.
    public enum PersonEvent: String, CaseIterable, Sendable {
        /// The account invited the person.
        case invited
        /// The account sent the invitation again.
        case resent
        /// The account withdrew the invitation.
        case cancelled
        /// The account revoked the person's access.
        case revoked
        /// The account changed the person's permissions.
        case permissionsChanged
        /// The person accepted.
        case accepted
        /// The person declined.
        case declined

        init(_ step: Invitation.Step) {
            switch step {
            case .resend: self = .resent
            case .cancel: self = .cancelled
            case .revoke: self = .revoked
            case .accept: self = .accepted
            case .decline: self = .declined
            }
        }
    }

    /// What happens to the account itself.
    public enum Change: String, CaseIterable, Sendable {
        /// A key or client that was never seen before opened the account.
        case accountCreated
        /// A group was created.
        case groupCreated
        /// A group was renamed, or got other sub-accounts.
        case groupUpdated
        /// A group was deleted.
        case groupDeleted
        /// A sub-account was created.
        case subAccountCreated
        /// A sub-account was deleted.
        case subAccountDeleted
        /// The allotments of sub-accounts changed.
        case subAccountPlanUpdated
        /// Applications of a sub-account were switched on or off.
        case applicationsToggled
        /// An IP address was associated with sub-accounts.
        case ipAssociated
        /// An IP address was dissociated from sub-accounts.
        case ipDissociated
        /// An API key was created for a sub-account.
        case apiKeyCreated
        /// A single sign-on token was issued.
        case sessionCreated
    }

    /// What an event is about.
    public enum Subject: Sendable, Hashable {
        /// A person, by the address that the invitation gave.
        case person(PersonEvent, PersonRole, EmailAddress)
        /// The account.
        case account(Change)
    }

    /// What happened.
    public let subject: Subject
    /// When it happened.
    public let date: Timestamp

    init(_ subject: Subject, at date: Timestamp) {
        (self.subject, self.date) = (subject, date)
    }

    /// The name of what happened.
    public var name: String {
        switch subject {
        case .person(let event, _, _): event.rawValue
        case .account(let change): change.rawValue
        }
    }
}
