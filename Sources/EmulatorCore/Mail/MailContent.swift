internal import BrevoCore

/// The text of a mail, with links to where the mail is read.
package struct MailContent {
    private let mail: Mail
    /// The page on which the invitation is accepted or declined.
    package let page: String

    /// - Parameter base: The part of the links before `/invitations`.
    package init(_ mail: Mail, base: String) {
        self.mail = mail
        page = "\(base)\(InvitationPage.path)/\(mail.token)"
    }

    /// Where the invitation is accepted, by `POST`, because programs that scan mails follow links by `GET`.
    package var accept: String { page + "/accept" }
    /// Where it is declined, by `POST` too.
    package var decline: String { page + "/decline" }

    /// The subject, one line.
    package var subject: String {
        let line = "\(mail.companyName) invites you to its Brevo account"
        // A subject is one line (RFC 5322 §3.6.5).
        let visible = line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return (mail.kind == .resend ? "Reminder: " : "") + String(String.UnicodeScalarView(visible))
    }

    /// The mail as plain text.
    package var text: String {
        let offered = mail.terms.lines.map { "- \($0.label): \($0.text)\n" }.joined()
        return """
            Hello,

            \(sentence)

            \(offered)
            \(request)
            \(page)

            \(Self.footer)

            """
    }

    /// The mail as an HTML document.
    package var htmlText: String { html.text }

    private var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(subject)</title>
        </head>
        <body style="\(Self.style)">
        <p>Hello,</p>
        <p>\(sentence)</p>
        <ul>\(mail.terms.lines.map { "<li><b>\($0.label)</b>: \($0.text)</li>" })</ul>
        <p>\(request)</p>
        <p><a href="\(page)">Accept or decline the invitation</a></p>
        <p><small>\(Self.footer)</small></p>
        </body>
        </html>

        """
    }

    private var sentence: String {
        """
        \(mail.kind == .resend ? "A reminder: " : "")\(mail.companyName) invites \(mail.to.text) to its Brevo account, \
        as \(mail.terms.roleName), with access to:
        """
    }

    private var request: String {
        "Accept or decline" + (mail.expiresAt.map { " until \($0.inWords)" } ?? "") + ":"
    }

    private static let style: HTML =
        "font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto; padding: 0 1em"
    /// The style of the mail, as a Content-Security-Policy allows it (CSP 3 §2.3.1): SHA-256, in Base64.
    package static let styleHash = "sha256-Wi75zUf7U9osrjhcIZwIGUB9duKLNRlg6wLGDSRKyLU="

    private static let footer = "Written by brevo-emulator, and sent to nobody."
}
