internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The invitation mails that would have gone out: `/__emulator/mail` (spec §11).
enum MailEndpoints {
    /// How many mails a list may have, and how many it has where nothing is said.
    private static let limits = (most: 1000, usual: 100)

    /// The newest mails that fit all that the query asks for, newest first.
    static func list(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let query = try MailQuery(call)
        guard let limit = Int(call.query("limit") ?? "\(limits.usual)"), (1...limits.most).contains(limit) else {
            throw ControlError(400, "limit is not valid", hint: "limit must be a number from 1 to \(limits.most).")
        }
        let (mails, total) = state.mails(query, limit: limit)
        return .control(
            .ok,
            [
                "mails": .array(mails.map { json($0, $1, call) }),
                "total": .number(JSONNumber(total)),
                "dropped": .number(JSONNumber(state.mailbox.dropped)),
            ]
        )
    }

    static func get(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        guard let id = Int(call.parameters[0]), let mail = state.mailbox[id] else {
            throw ControlError(
                404,
                "there is no mail \(call.parameters[0].prefix(100))",
                hint: "GET /__emulator/mail lists the mails; the newest \(Mailbox.capacity) are kept."
            )
        }
        return .control(.ok, json(id, mail, call))
    }

    /// Forgets all mails; their links lead nowhere then.
    static func clear(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        state.mailbox.clear()
        return .control(.ok, ["status": "cleared"])
    }

    private static func json(_ id: Int, _ mail: Mail, _ call: ControlCall) -> JSONValue {
        let content = MailContent(mail, base: call.request.baseURL)
        return [
            "id": .number(JSONNumber(id)),
            "to": .string(mail.to.text),
            "kind": .string(mail.kind.rawValue),
            "role": .string(mail.role.rawValue),
            "account": [
                "companyName": .string(mail.companyName),
                "apiKey": mail.apiKey.map { .string(call.plane.shown($0)) } ?? .null,
            ],
            "subject": .string(content.subject),
            "links": [
                "page": .string(content.page), "accept": .string(content.accept), "decline": .string(content.decline),
            ],
            "sentAt": .string(mail.sentAt.description),
            "expiresAt": mail.expiresAt.map { .string($0.description) } ?? .null,
            "text": .string(content.text),
            "html": .string(content.htmlText),
        ]
    }
}

extension MailQuery {
    /// What a list of mails is asked for: `?to=`, `?kind=`, `?role=`, `?account=`.
    fileprivate init(_ call: ControlCall) throws(ControlError) {
        self.init()
        to = try call.query("to", "an e-mail address, in which a plus is written %2B") { EmailAddress($0) }
        kind = try call.query("kind", "invitation or resend", Mail.Kind.init(rawValue:))
        role = try call.query("role", "user or admin", Occurrence.Role.init(rawValue:))
        account = call.query("account")
    }
}

extension ControlCall {
    /// The converted value of a query parameter, nil where it is absent.
    fileprivate func query<Value>(
        _ name: String,
        _ expected: String,
        _ convert: (String) -> Value?
    ) throws(ControlError) -> Value? {
        guard let text = query(name) else { return nil }
        guard let value = convert(text) else {
            throw ControlError(400, "\(name) is not valid", hint: "\(name) must be \(expected).")
        }
        return value
    }
}
