internal import BrevoAPI
package import BrevoCore

/// A search for mails; all its conditions must hold.
package struct MailQuery: Sendable {
    /// The recipient.
    package var to: EmailAddress?
    /// Why the account sent them.
    package var kind: Mail.Kind?
    /// The role of the recipient.
    package var role: PersonRole?
    /// A key of the account that sent them.
    package var account: String?

    /// A search for all mails.
    package init() {}
}

extension WorldState {
    /// The newest mails found, newest first, and the number of all found.
    package func mails(_ query: MailQuery, limit: Int) -> (mails: [(id: Int, mail: Mail)], total: Int) {
        let keys = query.account.map { key in
            service.accounts.account(ofKey: key).map { Set(service.accounts[$0].apiKeys.map(\.text)) } ?? [key]
        }
        return mailbox.newest(limit) { mail in
            (query.to == nil || mail.to == query.to) && (query.kind == nil || mail.kind == query.kind)
                && (query.role == nil || mail.role == query.role)
                && (keys == nil || mail.apiKey.map { keys?.contains($0) == true } == true)
        }
    }
}
