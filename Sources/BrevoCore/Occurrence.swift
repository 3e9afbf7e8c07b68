/// Something that happened to a person of an account: what mails and records are made from.
public struct Occurrence: Sendable, Hashable {
    /// As what a person belongs to an account; the same address can be both (spec §1).
    public enum Role: String, CaseIterable, Sendable {
        /// A user of the organisation.
        case user
        /// An admin user of the master account.
        case admin
    }

    /// What happened.
    public enum Event: String, CaseIterable, Sendable {
        /// The account invited the person.
        case invited
        /// The account sent the invitation again.
        case resent
        /// The account took the invitation back.
        case cancelled
        /// The account took the access away.
        case revoked
        /// The account changed what the person may do.
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

    /// What happened.
    public let event: Event
    /// As what the person belongs to the account.
    public let role: Role
    /// The person's address, as the invitation gave it.
    public let email: EmailAddress
    /// When it happened.
    public let at: Timestamp
}
