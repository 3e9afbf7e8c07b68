internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    private static let to = QueryParameter<EmailAddress>("to", "The recipient.", note: "A plus is written %2B.")
    private static let kind = QueryParameter<Mail.Kind>("kind", "Why the account sent the mail.")
    private static let role = QueryParameter<PersonRole>("role", "The role of the recipient.")
    private static let account = QueryParameter<String>("account", "An API key of the account that sent the mail.")
    private static let limit = QueryParameter<Int>("limit", "The most mails to return; 100 if left out.", in: 1...1000)

    /// The invitation mails that would have been sent: `/mail`.
    static let mailCalls: [ControlCall] = [
        .query(
            "/mail",
            "Lists the newest mails, newest first.",
            query: [to.property, kind.property, role.property, account.property, limit.property],
            returns: MailsRecord(mails: [.sample], total: 1, dropped: 0)
        ) { request, state, _ throws(ControlError) in
            var query = MailQuery()
            query.to = try request.query(to)
            query.kind = try request.query(kind)
            query.role = try request.query(role)
            query.account = try request.query(account)
            let (mails, total) = state.mails(query, limit: try request.query(limit) ?? 100)
            return MailsRecord(
                mails: mails.map { MailRecord($0, $1, request, state) },
                total: total,
                dropped: state.mailbox.dropped
            )
        },
        .query("/mail/{id}", "Returns a mail.", returns: MailRecord.sample) { request, state, _ throws(ControlError) in
            let text = request.parameters[0]
            guard let id = Int(text), let mail = state.mailbox[id] else {
                throw ControlError(
                    404,
                    "there is no mail \(text.prefix(100))",
                    hint: "GET /__emulator/mail lists the mails; the newest \(Mailbox.capacity) are kept."
                )
            }
            return MailRecord(id, mail, request, state)
        },
        .command(
            .delete,
            "/mail",
            "Deletes all mails; their links lead nowhere then.",
            returns: StatusRecord("cleared")
        ) { _, state, _ throws(ControlError) in
            state.clearMails()
            return StatusRecord("cleared")
        },
    ]
}

extension Mail.Kind: TextFieldValue {}

private struct MailsRecord: JSONRecord {
    var mails: [MailRecord]
    var total: Int
    var dropped: Int

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("mails", mails, blank: { _ in .sample }, append: { _, _ in })
        fields.integer("total", &total, in: 0...Int.max, "The number of all mails found.")
        fields.integer("dropped", &dropped, in: 0...Int.max, "The number of mails that newer ones have replaced.")
    }
}

private struct MailRecord: JSONRecord {
    private var id = 1
    private var to: EmailAddress = "ann@acme.example"
    private var kind = Mail.Kind.invitation
    private var role = PersonRole.user
    private var account = AccountRecord()
    private var subject = "Acme invites you to its Brevo account"
    private var links = LinksRecord()
    private var sentAt = StateContext.sample.now
    private var expiresAt: Timestamp?
    private var text = "…"
    private var html = "…"

    static let sample = MailRecord()

    private init() {}

    init(_ id: Int, _ mail: Mail, _ request: ControlRequest, _ state: WorldState) {
        let content = MailContent(mail, base: request.request.baseURL)
        (self.id, to, kind, role) = (id, mail.to, mail.kind, mail.role)
        account.companyName = mail.companyName
        account.apiKey = mail.apiKey.map { state.origin.settings.shown(key: $0) }
        (subject, text, html) = (content.subject, content.text, content.htmlText)
        links = LinksRecord(page: content.page, accept: content.accept, decline: content.decline)
        (sentAt, expiresAt) = (mail.sentAt, mail.expiresAt)
    }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.integer("id", &id, in: 1...Int.max)
        fields.required("to", &to)
        fields.required("kind", &kind, "Why the account sent it.")
        fields.required("role", &role, "The role of the recipient.")
        fields.record("account", &account, "The account that sent it.")
        fields.required("subject", &subject)
        fields.record("links", &links, "Where the invitation is accepted and declined.")
        fields.required("sentAt", &sentAt)
        fields.nullable("expiresAt", &expiresAt, "When the links expire.")
        fields.required("text", &text)
        fields.required("html", &html)
    }

    private struct AccountRecord: JSONRecord {
        var companyName = "Acme"
        var apiKey: String? = "xkeysib-…1234"

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("companyName", &companyName)
            fields.nullable("apiKey", &apiKey, "The first key, shortened unless --show-keys is set.")
        }
    }

    private struct LinksRecord: JSONRecord {
        var page = "http://127.0.0.1:8080/invitations/…"
        var accept = "http://127.0.0.1:8080/invitations/…/accept"
        var decline = "http://127.0.0.1:8080/invitations/…/decline"

        mutating func declareFields(_ fields: inout RecordFields<Void>) {
            fields.required("page", &page, "The page for a browser.")
            fields.required("accept", &accept, "Accepts, by POST.")
            fields.required("decline", &decline, "Declines, by POST.")
        }
    }
}
