public import BrevoCore
public import HTTPMessage

/// The page behind a mail's links, for the invited person: `/invitations/{token}` (spec §11).
///
/// A `GET` changes nothing, since programs that look through mails follow links; forms and tests `POST`.
public enum InvitationPage {
    /// What every path of the page starts with.
    static let path = "/invitations"

    /// Whether a path is the page's to answer.
    public static func owns(_ request: HTTPRequest) -> Bool {
        request.isAtOrBelow(Self.path)
    }

    /// Answers a request that it owns; what was refused has changed nothing.
    public static func answer(
        _ request: HTTPRequest,
        _ mailbox: Mailbox,
        _ accounts: inout Accounts,
        at now: Timestamp
    ) -> HTTPResponse {
        guard let target = LinkTarget(request.path) else { return LinkAnswer.unknown.response(to: request, at: now) }
        guard target.methods.contains(request.method) else {
            return LinkAnswer.wrongMethod(at: target).response(to: request, at: now)
        }
        guard let token = target.token, let link = InvitationLink(token, in: mailbox, of: accounts, at: now) else {
            return LinkAnswer.unknown.response(to: request, at: now)
        }
        guard let step = target.step else { return LinkAnswer.page(of: link).response(to: request, at: now) }
        guard let taken = link.taking(step, &accounts, at: now, by: Activity.Visitor(request)) else {
            return LinkAnswer.refusal(by: link).response(to: request, at: now)
        }
        return LinkAnswer.page(of: taken).response(to: request, at: now, from: target)
    }
}

/// What a path below `/invitations` names: a link, and what is done with it.
struct LinkTarget {
    /// The token; nil for a text that is none.
    let token: InvitationToken?
    /// What the person does; nil for a look at the page.
    let step: Invitation.Step?
    /// The page of the link, as a reference from this path (RFC 3986 §5.2): no prefix need be known.
    let page: String

    /// Takes a path apart as the service's are: split, then decoded once; one slash at the end is nothing.
    init?(_ path: Substring) {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst(2)
        let hasSlash = parts.last?.isEmpty == true
        if hasSlash { parts.removeLast() }
        guard let text = parts.popFirst(), !text.isEmpty, parts.count <= 1 else { return nil }
        switch parts.first.map({ String(Substring($0)) }) {
        case nil: step = nil
        case "accept": step = .accept
        case "decline": step = .decline
        default: return nil
        }
        token = PercentCoding.decode(Substring(text)).flatMap(InvitationToken.init)
        let up = (step == nil ? 0 : 1) + (hasSlash ? 1 : 0)
        page = String(repeating: "../", count: up) + (token?.description ?? "")
    }

    /// The methods that it takes.
    var methods: [HTTPMethod] { step == nil ? [.get, .head] : [.post] }
}
