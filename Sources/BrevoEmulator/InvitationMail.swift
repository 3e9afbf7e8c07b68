public import BrevoCore
internal import EmulatorControl
internal import HTTPMessage

/// An invitation mail that would have gone out.
public struct InvitationMail: Sendable, Hashable {
    /// What made the account send it.
    public enum Kind: String, CaseIterable, Sendable {
        /// The account invited the person.
        case invitation
        /// The account sent the invitation again.
        case resend

        init(_ kind: Mail.Kind) {
            switch kind {
            case .invitation: self = .invitation
            case .resend: self = .resend
            }
        }
    }

    /// The address that it would have gone to.
    public let to: String
    /// What made the account send it.
    public let kind: Kind
    /// As what the person is invited.
    public let role: Occurrence.Role
    /// The company that invites.
    public let companyName: String
    /// The first key of the account that invites, shortened unless ``Emulator/Configuration/showsKeys`` is set.
    public let apiKey: String?
    /// The subject line.
    public let subject: String
    /// The mail as plain text.
    public let text: String
    /// The mail as an HTML document.
    public let html: String
    /// The page on which a browser accepts or declines.
    public let pageLink: String
    /// Where a `POST` accepts.
    public let acceptLink: String
    /// Where a `POST` declines.
    public let declineLink: String
    /// When it was sent, by the world's clock.
    public let sentAt: Timestamp
    /// When its links end if nobody has answered; nil where the calendar ends first.
    public let expiresAt: Timestamp?

    init(_ mail: Mail, base: String, shown: (HTTPHeader) -> String) {
        let content = MailContent(mail, base: base)
        (to, kind, role) = (mail.to.text, Kind(mail.kind), mail.role)
        (companyName, apiKey) = (mail.companyName, mail.apiKey.map { shown(HTTPHeader("api-key", $0)) })
        (subject, text, html) = (content.subject, content.text, content.htmlText)
        (pageLink, acceptLink, declineLink) = (content.page, content.accept, content.decline)
        (sentAt, expiresAt) = (mail.sentAt, mail.expiresAt)
    }
}

extension EmulatorWorld {
    /// The invitation mails that would have gone out, newest first; the newest 10 000 are kept.
    ///
    /// ```swift
    /// let mail = try #require(try world.mails(to: "ann@acme.example").first)
    /// try await post(mail.acceptLink)
    /// ```
    ///
    /// - Parameters:
    ///   - address: whose mails; nil for everybody's.
    ///   - key: an API key of the account that sent them; nil for any.
    /// - Throws: ``CommandRefused`` for an address that is none.
    public func mails(to address: String? = nil, account key: String? = nil) throws(CommandRefused) -> [InvitationMail]
    {
        var query = MailQuery()
        query.account = key
        if let address {
            guard let to = EmailAddress(address) else {
                throw CommandRefused("\(address) is no e-mail address", hint: "Nobody can have a mail there.")
            }
            query.to = to
        }
        let (base, shown) = (url, try world().shown)
        return try read { [query] state, _ in
            state.mails(query, limit: Mailbox.capacity).mails.map { $0.mail }
        }
        .map { InvitationMail($0, base: base, shown: shown) }
    }
}
