internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The response to a link, before it is known whether for a browser or for a program.
struct LinkResponse {
    let status: HTTPStatus
    let title: String
    let message: String
    /// What a tester should know; empty for nothing.
    let hint: String
    /// The link; nil if there is none.
    var link: InvitationLink?
    /// The methods of the path, in the response to another method.
    private var allowed: [HTTPMethod] = []
    /// The invitation's page, in a response that shows another.
    private(set) var page: String?
    /// Where a browser is redirected.
    private var redirection: String?

    private init(_ status: HTTPStatus, _ title: String, _ message: String, hint: String, link: InvitationLink? = nil) {
        (self.status, self.title, self.message, self.hint, self.link) = (status, title, message, hint, link)
    }

    static let unknown = LinkResponse(
        404,
        "This link leads to no invitation",
        "Perhaps a part of it is missing, or the invitation is forgotten.",
        hint: """
            GET /__emulator/mail lists the mails with their links; a reset and DELETE /__emulator/mail forget them, and \
            only the newest \(Mailbox.capacity) are kept.
            """
    )

    static func wrongMethod(allowed: [HTTPMethod], page: String?) -> LinkResponse {
        var response = LinkResponse(
            405,
            "Following this link changes nothing",
            "An invitation is accepted or declined on its page.",
            hint: "This path takes \(allowed.filter { $0 != .head }.map(\.rawValue).joined(separator: ", "))."
        )
        (response.allowed, response.page) = (allowed, page)
        return response
    }

    /// The response to a look at a link.
    static func page(of link: InvitationLink) -> LinkResponse { LinkResponse(link, ifAnswered: 200) }

    /// The response to a step that was taken; a browser is redirected to the page, which can be reloaded.
    static func done(_ link: InvitationLink, page: String) -> LinkResponse {
        var response = LinkResponse(link, ifAnswered: 200)
        response.redirection = page
        return response
    }

    /// The response to a step that cannot be taken.
    static func refusal(by link: InvitationLink) -> LinkResponse { LinkResponse(link, ifAnswered: 409) }

    private init(_ link: InvitationLink, ifAnswered: HTTPStatus) {
        let (company, address) = (link.mail.companyName, link.mail.to.text)
        let again = "PUT …/user/invitation/resend/{email} makes it pending again and sends a new mail."
        let (status, title, message, hint): (HTTPStatus, String, String, String)
        switch link.status {
        case .pending:
            (status, title) = (200, "Join \(company)")
            message = "\(company) invites \(address) to its Brevo account, as \(link.terms.roleName)."
            hint = ""
        case .accepted:
            (status, title) = (ifAnswered, "This invitation has been accepted")
            message = "\(address) belongs to the account of \(company)."
            hint = "An invitation is answered once, by link or by POST /__emulator/users/{email}/accept."
        case .declined:
            (status, title) = (ifAnswered, "This invitation has been declined")
            message = "If that was a mistake, ask \(company) to send it again."
            hint = again
        case .expired:
            (status, title) = (410, "This invitation has expired")
            message = "An invitation can be answered for 72 hours. Ask \(company) to send it again."
            hint = again
        case .superseded:
            (status, title) = (410, "A newer mail has taken the place of this one")
            message = "The link in the latest mail to \(address) is the one that works."
            hint = "GET /__emulator/mail?to={email} lists the mails, the newest first."
        case .withdrawn:
            (status, title) = (410, "This invitation has been withdrawn")
            message = "\(company) has cancelled the invitation or revoked the access."
            hint = "POST …/user/invitation/send invites anew, with a new mail."
        }
        self.init(status, title, message, hint: hint, link: link)
    }

    /// The response as a page, or as JSON for a client that asks for it.
    func response(to request: HTTPRequest, at now: Timestamp) -> HTTPResponse {
        var response: HTTPResponse
        if request.accepts("application/json") {
            response = .control(status, json.encoded(pretty: true))
        } else if let redirection {
            response = HTTPResponse(status: 303, headers: ["Location": redirection])
        } else {
            response = HTTPResponse(
                status: status,
                headers: ["Content-Type": "text/html; charset=utf-8"],
                body: Array(html(at: now, hasSlash: request.path.utf8.last == UInt8(ascii: "/")).text.utf8)
            )
        }
        response.headers.append(contentsOf: Self.headers)
        if !allowed.isEmpty { response.headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", ")) }
        return response
    }

    /// The page may load nothing, be framed by nobody and tell nobody its link; `GET` asks the emulator every time.
    private static let headers: HTTPHeaders = [
        "Cache-Control": "no-store",
        "Content-Security-Policy": """
        default-src 'none'; style-src '\(PageStyle.hash)'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """,
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    ]

    private var json: JSONValue {
        var object: JSONObject = [:]
        if let link {
            object["status"] = .string(link.status.rawValue)
            object["email"] = .string(link.mail.to.text)
            object["role"] = .string(link.terms.role.rawValue)
            object["companyName"] = .string(link.mail.companyName)
            object["access"] = .array(
                link.terms.features.map { feature in
                    [
                        "feature": .string(feature.label),
                        "permissions": .array(feature.permissions.map { .string($0) }),
                    ]
                }
            )
            object["groups"] = .array(link.terms.groups.map { .string($0) })
            object["sentAt"] = .string(link.mail.sentAt.description)
            object["expiresAt"] = link.mail.expiresAt.map { .string($0.description) } ?? .null
        }
        if status.rawValue >= 400 {
            object["error"] = .string(title)
            object["hint"] = .string(hint)
        }
        return .object(object)
    }
}
