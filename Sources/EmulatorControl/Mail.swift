public import BrevoCore

/// A mail that would have gone out: an invitation to an account, or the same sent again.
public struct Mail: Sendable {
    /// What made the account send it.
    public enum Kind: String, CaseIterable, Sendable {
        /// The account invited the person.
        case invitation
        /// The account sent the invitation again.
        case resend

        /// The mail that an event makes an account send; nil where it makes none.
        public init?(_ event: Occurrence.Event) {
            switch event {
            case .invited: self = .invitation
            case .resent: self = .resend
            case .cancelled, .revoked, .permissionsChanged, .accepted, .declined: return nil
            }
        }
    }

    /// What made the account send it.
    public let kind: Kind
    /// The address that it would have gone to.
    public let to: EmailAddress
    /// What its links are known by.
    public let token: InvitationToken
    /// When it was sent, by the world's clock.
    public let sentAt: Timestamp
    /// The company that invites.
    package let companyName: String
    /// What the account is known by: the first key that opens it, nil where none does.
    package let apiKey: String?
    let account: Accounts.ID
    /// The id of the user or admin user, which a resend keeps and another invitation does not.
    let person: ObjectID
    let offer: Offer

    /// The mail about an occurrence; nil where the person is not there any more.
    ///
    /// - Parameter id: the account's number.
    public init?(
        _ kind: Kind,
        _ occurrence: Occurrence,
        by account: borrowing Account,
        id: Accounts.ID,
        token: InvitationToken
    ) {
        guard let (person, _, offer) = account.invited(occurrence.email, as: occurrence.role) else { return nil }
        (self.kind, to, sentAt) = (kind, occurrence.email, occurrence.at)
        (self.account, apiKey, companyName) = (id, account.apiKeys.first?.text, account.companyName)
        (self.person, self.offer, self.token) = (person, offer, token)
    }

    /// As what the person would belong to the account.
    package var role: Occurrence.Role { offer.role }

    /// When its links end if nobody has answered; nil where the calendar ends first.
    public var expiresAt: Timestamp? { sentAt.advanced(by: Invitation.lifetime) }
}

extension Account {
    /// Somebody who was invited, whatever the status: the id, how far the invitation has come, and what it offers.
    func invited(
        _ email: EmailAddress,
        as role: Occurrence.Role
    ) -> (person: ObjectID, invitation: Invitation, offer: Offer)? {
        switch role {
        case .user: users[email].map { ($0.id, $0.invitation, Offer(to: $0, by: self)) }
        case .admin: master?.adminUsers[email].map { ($0.id, $0.invitation, Offer(to: $0, by: self)) }
        }
    }
}
