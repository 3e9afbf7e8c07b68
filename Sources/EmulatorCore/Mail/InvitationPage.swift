internal import BrevoCore
package import HTTPMessage

/// The page behind a mail's links, for the invited person: `/invitations/{token}`.
///
/// `GET` changes nothing, because programs that scan mails follow links; forms and tests use `POST`.
package enum InvitationPage {
    /// The path below which the pages are.
    package static let path = "/invitations"

    /// What a request to a page does.
    enum Action: CaseIterable {
        case show, accept, decline

        var step: Invitation.Step? {
            switch self {
            case .show: nil
            case .accept: .accept
            case .decline: .decline
            }
        }

        var method: HTTPMethod { self == .show ? .get : .post }

        fileprivate var path: String {
            switch self {
            case .show: "\(InvitationPage.path)/{token}"
            case .accept: "\(InvitationPage.path)/{token}/accept"
            case .decline: "\(InvitationPage.path)/{token}/decline"
            }
        }
    }

    fileprivate static let table = RouteTable(Action.allCases.map { .init($0.method, $0.path, $0) })

    /// The page of a link as a reference from the path of a request (RFC 3986 §5.2), which works below any prefix.
    static func reference(to token: InvitationToken, from path: Substring, _ action: Action) -> String {
        let levels = (action == .show ? 0 : 1) + (path.utf8.last == UInt8(ascii: "/") ? 1 : 0)
        return String(repeating: "../", count: levels) + token.description
    }
}

extension WorldState {
    /// Responds to a request for an invitation's page.
    package mutating func respond(toPage request: HTTPRequest, _ context: inout WorldContext) -> HTTPResponse {
        let now = now(context)
        return pageResponse(to: request, &context).response(to: request, at: now)
    }

    private mutating func pageResponse(to request: HTTPRequest, _ context: inout WorldContext) -> LinkResponse {
        switch InvitationPage.table.find(request.method, at: request.path) {
        case .notFound, .malformed: return .unknown
        case .methodNotAllowed(let methods):
            let allowed = methods.filter { $0 != .options }
            guard case .found(let action, let parameters) = InvitationPage.table.find(methods[0], at: request.path)
            else {
                return .unknown
            }
            let token = action == .show ? nil : InvitationToken(parameters[0])
            let page = token.map { InvitationPage.reference(to: $0, from: request.path, action) }
            return .wrongMethod(allowed: allowed, page: page)
        case .found(let action, let parameters):
            guard let token = InvitationToken(parameters[0]), let link = link(token, at: now(context)) else {
                return .unknown
            }
            guard let step = action.step else { return .page(of: link) }
            let visitor = Activity.Visitor(ip: request.clientAddress, userAgent: request.headers["user-agent"] ?? "")
            guard let taken = take(step, with: link, from: visitor, &context) else { return .refusal(by: link) }
            return .done(taken, page: InvitationPage.reference(to: token, from: request.path, action))
        }
    }
}
