package import BrevoCore

/// A mail that would have been sent: an invitation to an account, or the same again.
package struct Mail: Sendable {
    /// Why the account sent it.
    package enum Kind: String, CaseIterable, Sendable {
        /// The account invited the person.
        case invitation
        /// The account sent the invitation again.
        case resend

        /// The mail that an event causes; nil for none.
        init?(_ event: AccountEvent) {
            guard case .person(let event, _, _) = event.subject else { return nil }
            switch event {
            case .invited: self = .invitation
            case .resent: self = .resend
            case .cancelled, .revoked, .permissionsChanged, .accepted, .declined: return nil
            }
        }
    }

    /// Why the account sent it.
    package let kind: Kind
    /// The recipient's address.
    package let to: EmailAddress
    /// What its links are known by.
    package let token: InvitationToken
    /// When it was sent, by the world's clock.
    package let sentAt: Timestamp
    /// The name of the company that invites.
    package let companyName: String
    /// The first key of the account; nil if no key opens it.
    package let apiKey: String?
    let account: Accounts.ID
    /// The id of the user or admin user, which a resend keeps and another invitation does not.
    let person: ObjectID
    let terms: InvitationTerms

    /// The mail about an event; nil if the person is no longer there.
    init?(
        _ kind: Kind,
        _ event: AccountEvent,
        of id: Accounts.ID,
        _ account: borrowing Account,
        _ emailCase: Assumptions.EmailCase,
        _ token: InvitationToken
    ) {
        guard case .person(_, let role, let email) = event.subject,
            let (person, _, terms) = account.invited(email, as: role, emailCase)
        else { return nil }
        (self.kind, to, sentAt) = (kind, email, event.date)
        (self.account, apiKey, companyName) = (id, account.apiKeys.first?.text, account.companyName)
        (self.person, self.terms, self.token) = (person, terms, token)
    }

    /// How the person would belong to the account.
    package var role: PersonRole { terms.role }

    /// When its links expire unless somebody answers; nil where the calendar ends first.
    package var expiresAt: Timestamp? { sentAt.advanced(by: Invitation.lifetime) }
}

extension Account {
    /// Somebody who was invited, whatever the status: the id, the invitation, and its terms.
    func invited(
        _ email: EmailAddress,
        as role: PersonRole,
        _ emailCase: Assumptions.EmailCase
    ) -> (person: ObjectID, invitation: Invitation, terms: InvitationTerms)? {
        switch role {
        case .user: users[email, emailCase].map { ($0.id, $0.invitation, InvitationTerms(of: $0, by: self)) }
        case .admin:
            master?.adminUsers[email, emailCase].map { ($0.id, $0.invitation, InvitationTerms(of: $0, by: self)) }
        }
    }
}
