internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What a link answers, before it is known whether to a browser or to a program.
struct LinkAnswer {
    let status: HTTPStatus
    let title: String
    let message: String
    /// What somebody who tests should know; empty where there is nothing to say.
    let hint: String
    /// The link; nil where there is none.
    var link: InvitationLink?
    /// What the path takes, in the answer to another method.
    private var allowed: [HTTPMethod] = []
    /// The invitation's page, in an answer that shows another.
    private(set) var page: String?

    private init(_ status: HTTPStatus, _ title: String, _ message: String, hint: String, link: InvitationLink? = nil) {
        (self.status, self.title, self.message, self.hint, self.link) = (status, title, message, hint, link)
    }

    static let unknown = LinkAnswer(
        404,
        "This link leads to no invitation",
        "Perhaps a part of it is missing, or the invitation is forgotten.",
        hint: """
            GET /__emulator/mail lists the mails with their links; a reset and DELETE /__emulator/mail forget them, and \
            only the newest \(Mailbox.capacity) are kept.
            """
    )

    static func wrongMethod(at target: LinkTarget) -> LinkAnswer {
        let methods = target.methods.filter { $0 != .head }.map(\.rawValue).joined()
        var answer = LinkAnswer(
            405,
            "Following this link changes nothing",
            "An invitation is accepted or declined on its page.",
            hint: "This path takes \(methods)."
        )
        answer.allowed = target.methods
        if target.token != nil, target.step != nil { answer.page = target.page }
        return answer
    }

    /// The answer to a look at a link.
    static func page(of link: InvitationLink) -> LinkAnswer {
        LinkAnswer(link, whereAnswered: 200)
    }

    /// The answer to a step that cannot be taken.
    static func refusal(by link: InvitationLink) -> LinkAnswer {
        LinkAnswer(link, whereAnswered: 409)
    }

    private init(_ link: InvitationLink, whereAnswered: HTTPStatus) {
        let (company, address) = (link.mail.companyName, link.mail.to.text)
        let again = "PUT …/user/invitation/resend/{email} makes it pending again and sends a new mail."
        let (status, title, message, hint): (HTTPStatus, String, String, String)
        switch link.status {
        case .pending:
            (status, title) = (200, "Join \(company)")
            message = "\(company) invites \(address) to its Brevo account, as \(link.offer.roleName)."
            hint = ""
        case .accepted:
            (status, title) = (whereAnswered, "This invitation has been accepted")
            message = "\(address) belongs to the account of \(company)."
            hint = "An invitation is answered once, by link or by POST /__emulator/users/{email}/accept."
        case .declined:
            (status, title) = (whereAnswered, "This invitation has been declined")
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

    /// The answer as a page, or as JSON for a client that asks for it.
    ///
    /// - Parameter target: where a step was taken; a browser is led from there to the page, which can be loaded again.
    func response(to request: HTTPRequest, at now: Timestamp, from target: LinkTarget? = nil) -> HTTPResponse {
        var response: HTTPResponse
        if request.wantsJSON {
            response = .control(status, json)
        } else if let target {
            response = HTTPResponse(status: 303, headers: ["Location": target.page])
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
            object["role"] = .string(link.offer.role.rawValue)
            object["companyName"] = .string(link.mail.companyName)
            object["access"] = .array(
                link.offer.features.map { feature in
                    [
                        "feature": .string(feature.label),
                        "permissions": .array(feature.permissions.map { .string($0) }),
                    ]
                }
            )
            object["groups"] = .array(link.offer.groups.map { .string($0) })
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

extension HTTPRequest {
    /// Whether the client names JSON as what it takes, as browsers that ask for a page never do.
    fileprivate var wantsJSON: Bool {
        headers.values(of: "accept").joined(separator: ",").split(separator: ",").contains { range in
            let type = range.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
            return type.equalsIgnoringASCIICase("application/json")
        }
    }
}
