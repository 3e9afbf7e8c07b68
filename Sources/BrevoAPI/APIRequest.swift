internal import BrevoCore
internal import HTTPMessage
package import JSON

/// A request with everything that can be decided before the state is looked at, when no lock is held.
///
/// A class, because it is passed around more than it is read.
package final class APIRequest: Sendable {
    /// What the request is for.
    package enum Target: Sendable {
        /// `OPTIONS`, which is answered without a key so that a browser can call.
        case preflight
        /// An operation of the API.
        case operation(Endpoint)
        /// The authorization server.
        case oauth(OAuthEndpoint)
        /// Nothing that exists: an unknown path, or a method that the path lacks.
        case unknown
    }

    /// What the request is for.
    package let target: Target
    /// What it authenticates with.
    package let credential: Credential
    /// What is left to do, or the first fault.
    let requested: Result<RequestedCall, Refusal>
    let oauth: OAuthRequest?
    /// The body; `{}` if the operation takes none, or if it is not a JSON object.
    package let body: JSONDocument
    /// The values of the path's parameters, decoded.
    package let parameters: [String]
    /// The names of the fields of the body that mean nothing, and are ignored.
    package let ignoredFields: [String]
    /// Whether it needs no credential, although nothing serves it.
    let isPublic: Bool
    /// Where it came from; set only if it may change something.
    let visitor: Activity.Visitor

    /// The operation; nil for any other target.
    package var endpoint: Endpoint? {
        if case .operation(let endpoint) = target { endpoint } else { nil }
    }

    /// Whether the service has what is asked for, whether or not it is then refused.
    package var isOfService: Bool {
        if case .unknown = target { false } else { true }
    }

    /// What rate limits count separately: a path with its parameters in braces; all unknown paths together.
    var rateLimitKey: String { endpoint?.route.path ?? "" }

    init(
        _ target: Target,
        _ request: borrowing HTTPRequest,
        _ requested: Result<RequestedCall, Refusal>,
        oauth: OAuthRequest? = nil,
        body: JSONDocument = .emptyObject,
        parameters: [String] = [],
        ignoredFields: [String] = [],
        isPublic: Bool = false
    ) {
        (self.target, self.requested, self.oauth) = (target, requested, oauth)
        (self.body, self.parameters, self.ignoredFields) = (body, parameters, ignoredFields)
        self.isPublic = isPublic
        credential = Credential(request.headers)
        let isChange = if case .operation(let endpoint) = target { endpoint.route.method != .get } else { false }
        visitor =
            isChange
            ? Activity.Visitor(ip: request.clientAddress, userAgent: request.headers["user-agent"] ?? "")
            : Activity.Visitor()
    }
}
