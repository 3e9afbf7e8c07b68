internal import BrevoCore
package import HTTPMessage

/// A refusal of the authorization server (RFC 6749 §5.2; RFC 6750 §3.1).
///
/// Brevo documents only the codes; forms and messages are the RFC's.
package enum OAuthError: Error, Equatable, Sendable {
    /// The request is malformed.
    case invalidRequest(String)
    /// The client is unknown, or its secret is another; whether the credentials came by HTTP Basic.
    case invalidClient(byBasic: Bool)
    /// The grant type is not `client_credentials`.
    case unsupportedGrantType
    /// The client cannot have the scope.
    case invalidScope(String)
    /// The token whose owner is asked for is missing or not valid.
    case invalidToken
    /// The path lacks the method.
    case methodNotAllowed(allowed: [HTTPMethod])
    /// There are too many accounts.
    case tooManyAccounts

    init(_ refusal: OAuthRefusal, byBasic: Bool) {
        switch refusal {
        case .unknownClient: self = .invalidClient(byBasic: byBasic)
        case .invalidScope(let scope): self = .invalidScope(scope.rawValue)
        case .tooManyAccounts: self = .tooManyAccounts
        }
    }

    /// A sample of each refusal, in the order of the checks.
    package static let samples: [OAuthError] = [
        .methodNotAllowed(allowed: [.post]), .invalidRequest(""), .invalidClient(byBasic: false), .unsupportedGrantType,
        .invalidScope(""), .invalidToken,
    ]

    var response: RefusalResponse {
        switch self {
        case .invalidRequest(let fault): .init(400, oauth: "invalid_request", fault, .request)
        case .invalidClient: .init(401, oauth: "invalid_client", "Client authentication failed", .client)
        case .unsupportedGrantType:
            .init(400, oauth: "unsupported_grant_type", "The grant type must be client_credentials", .grantType)
        case .invalidScope(let scope):
            .init(
                400,
                oauth: "invalid_scope",
                "The scope \(scope) is unknown or not granted to the client",
                .scope
            )
        case .invalidToken:
            .init(401, oauth: "invalid_token", "The access token is missing, unknown or expired", .bearer)
        case .methodNotAllowed(let allowed):
            .init(405, oauth: "invalid_request", "The method must be \(allowed[0].rawValue)", .method)
        case .tooManyAccounts: .init(503, oauth: "temporarily_unavailable", "Too many accounts", .client)
        }
    }

    /// The challenge that a 401 carries if the credential came in `Authorization`; nil for none.
    var challenge: String? {
        switch self {
        case .invalidClient(byBasic: true): #"Basic realm="partner""#
        case .invalidToken: #"Bearer error="invalid_token""#
        case .invalidClient(byBasic: false), .invalidRequest, .unsupportedGrantType, .invalidScope, .methodNotAllowed,
            .tooManyAccounts:
            nil
        }
    }
}
