public import BrevoCore
internal import EmulatorCore
internal import HTTPMessage

/// An invitation mail that would have been sent.
public struct InvitationMail: Sendable, Hashable {
    /// Why an account sends a mail.
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

    /// The recipient's address.
    public let to: String
    /// Why the account sent it.
    public let kind: Kind
    /// The role in which the person is invited.
    public let role: PersonRole
    /// The name of the company that invites.
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
    /// The URL at which a `POST` accepts.
    public let acceptLink: String
    /// The URL at which a `POST` declines.
    public let declineLink: String
    /// When it was sent, by the world's clock.
    public let sentAt: Timestamp
    /// When its links expire unless somebody answers; nil where the calendar ends first.
    public let expiresAt: Timestamp?

    init(_ mail: Mail, base: String, settings: WorldOrigin.Settings) {
        let content = MailContent(mail, base: base)
        (to, kind, role) = (mail.to.text, Kind(mail.kind), mail.role)
        (companyName, apiKey) = (mail.companyName, mail.apiKey.map { settings.shown(key: $0) })
        (subject, text, html) = (content.subject, content.text, content.htmlText)
        (pageLink, acceptLink, declineLink) = (content.page, content.accept, content.decline)
        (sentAt, expiresAt) = (mail.sentAt, mail.expiresAt)
    }
}

extension EmulatorWorld {
    /// The invitation mails that would have been sent, newest first; the newest 10 000 are kept.
    ///
    /// ```swift
    /// let mail = try #require(try world.mails(to: "ann@acme.example").first)
    /// try await post(mail.acceptLink)
    /// ```
    ///
    /// - Parameters:
    ///   - address: The recipient; nil for everybody.
    ///   - key: An API key of the account that sent them; nil for any.
    /// - Throws: ``CommandRefused`` for an address that is not valid.
    public func mails(
        to address: String? = nil,
        account key: String? = nil
    ) throws(CommandRefused) -> [InvitationMail] {
        var query = MailQuery()
        query.account = key
        if let address {
            guard let to = EmailAddress(address) else {
                throw CommandRefused("\(address) is not an email address", hint: "Nobody can have a mail there.")
            }
            query.to = to
        }
        let base = url
        return try read { [query] world, _ in
            world.mails(query, limit: Mailbox.capacity).mails.map {
                InvitationMail($0.mail, base: base, settings: world.origin.settings)
            }
        }
    }
}
