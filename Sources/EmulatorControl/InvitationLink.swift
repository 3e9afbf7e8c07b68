internal import BrevoCore

/// A link of a mail, and what has become of the invitation behind it.
struct InvitationLink {
    /// What a link is good for at a moment.
    enum Status: String, CaseIterable {
        /// The invitation can be accepted or declined.
        case pending
        /// The person has accepted, by whatever link or call.
        case accepted
        /// The person has declined.
        case declined
        /// The 72 hours have passed.
        case expired
        /// A newer mail has taken the place of this one.
        case superseded
        /// The account has cancelled the invitation or revoked the access.
        case withdrawn
    }

    let mail: Mail
    let status: Status
    /// The account that has invited; nil where it is gone.
    let account: Accounts.ID?
    /// What is offered now, or was by the mail where there is no such invitation any more.
    let offer: Offer

    private init(mail: Mail, status: Status, account: Accounts.ID?, offer: Offer) {
        (self.mail, self.status, self.account, self.offer) = (mail, status, account, offer)
    }

    /// The link of this token; nil where no mail has it.
    init?(_ token: InvitationToken, in mailbox: Mailbox, of accounts: Accounts, at now: Timestamp) {
        guard let id = mailbox.id(of: token), let mail = mailbox[id] else { return nil }
        self.mail = mail
        account = accounts.sender(of: mail)
        guard let account, let invited = accounts[account].invited(mail.to, as: mail.offer.role) else {
            (status, offer) = (.withdrawn, mail.offer)
            return
        }
        guard invited.person == mail.person else {
            (status, offer) = (.superseded, mail.offer)
            return
        }
        offer = invited.offer
        status =
            switch (invited.invitation.status(at: now), invited.invitation.expiresAt) {
            case (.active, _): .accepted
            case (.rejected, nil): .declined
            case (.rejected, _): .expired
            case (.pending, _):
                mailbox.isLatest(id, for: invited.invitation) ? .pending : .superseded
            }
    }
}

extension InvitationLink {
    /// The link after the person's own step; nil where the invitation is not pending.
    func taking(
        _ step: Invitation.Step,
        _ accounts: inout Accounts,
        at now: Timestamp,
        by visitor: Activity.Visitor
    ) -> InvitationLink? {
        guard status == .pending, let account else { return nil }
        do throws(StepRefused) {
            try accounts[account].answerInvitation(of: mail.to, as: mail.offer.role, by: step, at: now)
        } catch { return nil }
        accounts.collectOccurrences(from: account, by: visitor)
        return InvitationLink(
            mail: mail,
            status: step == .accept ? .accepted : .declined,
            account: account,
            offer: offer
        )
    }
}

extension Accounts {
    /// The account that sent a mail, found by its key where it has one: a new state numbers its accounts anew.
    fileprivate func sender(of mail: Mail) -> ID? {
        if let key = mail.apiKey, let id = holder(of: key) { return id }
        return contains(mail.account) ? mail.account : nil
    }
}

extension Mailbox {
    /// Whether a mail is the last that was sent for an invitation; restored states know nothing of later mails.
    fileprivate func isLatest(_ id: Int, for invitation: Invitation) -> Bool {
        guard let mail = self[id], mail.sentAt == invitation.sentAt else { return false }
        return !ids.dropFirst(id - ids.lowerBound + 1).contains { later in
            guard let later = self[later] else { return false }
            return later.person == mail.person && later.offer.role == mail.offer.role && later.to == mail.to
                && later.sentAt == mail.sentAt
        }
    }
}
