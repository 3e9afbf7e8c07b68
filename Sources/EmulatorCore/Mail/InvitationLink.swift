internal import BrevoAPI
internal import BrevoCore

/// A link of a mail, and the state of the invitation behind it.
struct InvitationLink {
    /// What a link is good for at a moment.
    enum Status: String, CaseIterable {
        /// The invitation can be accepted or declined.
        case pending
        /// The person has accepted, by any link or call.
        case accepted
        /// The person has declined.
        case declined
        /// The 72 hours have passed.
        case expired
        /// A newer mail has replaced this one.
        case superseded
        /// The account has cancelled the invitation or revoked the access.
        case withdrawn
    }

    let mail: Mail
    private(set) var status: Status
    /// The account that has invited; nil if it is gone.
    let account: Accounts.ID?
    /// The terms of the invitation; those of the mail if there is no such invitation any more.
    let terms: InvitationTerms
}

extension WorldState {
    /// The link with a token; nil if no mail has it.
    func link(_ token: InvitationToken, at now: Timestamp) -> InvitationLink? {
        guard let id = mailbox.id(of: token), let mail = mailbox[id] else { return nil }
        let account = service.accounts.sender(of: mail)
        guard let account,
            let invited = service.accounts[account].invited(mail.to, as: mail.role, assumptions.emailCase)
        else { return InvitationLink(mail: mail, status: .withdrawn, account: account, terms: mail.terms) }
        guard invited.person == mail.person else {
            return InvitationLink(mail: mail, status: .superseded, account: account, terms: mail.terms)
        }
        let status: InvitationLink.Status =
            switch (invited.invitation.status(at: now), invited.invitation.expiresAt) {
            case (.active, _): .accepted
            case (.rejected, nil): .declined
            case (.rejected, _): .expired
            case (.pending, _): mailbox.isLatest(id, for: invited.invitation) ? .pending : .superseded
            }
        return InvitationLink(mail: mail, status: status, account: account, terms: invited.terms)
    }

    /// Lets the person behind a link take a step.
    ///
    /// - Returns: The link after the step; nil if the invitation is not pending.
    mutating func take(
        _ step: Invitation.Step,
        with link: InvitationLink,
        from visitor: Activity.Visitor,
        _ context: inout WorldContext
    ) -> InvitationLink? {
        guard link.status == .pending, let account = link.account else { return nil }
        do throws(StepRefused) {
            try take(step, link.mail.to, as: link.mail.role, of: account, from: visitor, &context)
        } catch { return nil }
        return link.with(step == .accept ? .accepted : .declined)
    }
}

extension InvitationLink {
    fileprivate func with(_ status: Status) -> InvitationLink {
        var link = self
        link.status = status
        return link
    }
}

extension Accounts {
    /// The account that sent a mail, found by its key if it has one, because a new state numbers its accounts anew.
    fileprivate func sender(of mail: Mail) -> ID? {
        if let key = mail.apiKey, let id = account(ofKey: key) { return id }
        return contains(mail.account) ? mail.account : nil
    }
}

extension Mailbox {
    /// Whether a mail is the last one sent for an invitation; restored states know nothing of later mails.
    fileprivate func isLatest(_ id: Int, for invitation: Invitation) -> Bool {
        guard let mail = self[id], mail.sentAt == invitation.sentAt else { return false }
        return !ids.dropFirst(id - ids.lowerBound + 1).contains { later in
            guard let later = self[later] else { return false }
            return later.person == mail.person && later.role == mail.role && later.to == mail.to
                && later.sentAt == mail.sentAt
        }
    }
}
