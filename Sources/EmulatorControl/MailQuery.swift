package import BrevoCore

/// Which mails are asked for: those that fit all that is given.
package struct MailQuery: Sendable {
    /// The address that they would have gone to.
    package var to: EmailAddress?
    /// What made the account send them.
    package var kind: Mail.Kind?
    /// As what the person was invited.
    package var role: Occurrence.Role?
    /// A key of the account that sent them.
    package var account: String?

    /// All mails.
    package init() {}
}

extension ControlState {
    /// The newest mails that fit, newest first, and how many fit in all.
    package func mails(_ query: MailQuery, limit: Int) -> (mails: [(id: Int, mail: Mail)], total: Int) {
        let keys = query.account.map { key in
            accounts.holder(of: key).map { Set(accounts[$0].apiKeys.map(\.text)) } ?? [key]
        }
        return mailbox.newest(limit) { mail in
            (query.to == nil || mail.to == query.to) && (query.kind == nil || mail.kind == query.kind)
                && (query.role == nil || mail.role == query.role)
                && (keys == nil || mail.apiKey.map { keys?.contains($0) == true } == true)
        }
    }
}
