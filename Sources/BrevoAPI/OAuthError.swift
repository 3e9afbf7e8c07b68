internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// A refusal of the server that gives out tokens (RFC 6749 §5.2; RFC 6750 §3.1), each with one answer on the wire.
///
/// Brevo documents the codes only; shape and texts are the RFC's (INF).
enum OAuthError: Error, Equatable {
    /// What is wrong with the request.
    case invalidRequest(String)
    /// No such client or secret; whether they came by HTTP Basic.
    case invalidClient(byBasic: Bool)
    /// Another grant than `client_credentials`.
    case unsupportedGrantType
    /// A scope that the client cannot have.
    case invalidScope(String)
    /// No token, or one that opens nothing, where the owner of a token is asked for.
    case invalidToken
    /// Another method than the path takes.
    case methodNotAllowed(allowed: HTTPMethod)
    /// More accounts than the emulator keeps.
    case tooManyAccounts

    init(_ refusal: OAuthRefusal, byBasic: Bool) {
        switch refusal {
        case .unknownClient: self = .invalidClient(byBasic: byBasic)
        case .invalidScope(let scope): self = .invalidScope(scope.rawValue)
        case .tooManyAccounts: self = .tooManyAccounts
        }
    }

    private var status: HTTPStatus {
        switch self {
        case .invalidRequest, .unsupportedGrantType, .invalidScope: .badRequest
        case .invalidClient, .invalidToken: .unauthorized
        case .methodNotAllowed: .methodNotAllowed
        case .tooManyAccounts: .serviceUnavailable
        }
    }

    private var code: String {
        switch self {
        case .invalidRequest, .methodNotAllowed: "invalid_request"
        case .invalidClient: "invalid_client"
        case .unsupportedGrantType: "unsupported_grant_type"
        case .invalidScope: "invalid_scope"
        case .invalidToken: "invalid_token"
        case .tooManyAccounts: "temporarily_unavailable"
        }
    }

    private var description: String {
        switch self {
        case .invalidRequest(let fault): fault
        case .invalidClient: "Client authentication failed"
        case .unsupportedGrantType: "The grant type must be client_credentials"
        case .invalidScope(let scope): "The scope \(scope) is unknown or not granted to the client"
        case .invalidToken: "The access token is missing, unknown or expired"
        case .methodNotAllowed(let allowed): "The method must be \(allowed.rawValue)"
        case .tooManyAccounts: "Too many accounts"
        }
    }

    private var hint: String {
        switch self {
        case .invalidRequest, .unsupportedGrantType:
            "Send grant_type=client_credentials as a form, with client_id and client_secret in it or by HTTP Basic."
        case .invalidClient:
            "With --keys any every new client_id is taken, and then its first secret; with seeded those of oauthClients."
        case .invalidScope:
            "GET /realms/partner/scopes lists the scopes; a seeded client has those in its scopes. None asked: all."
        case .invalidToken: "Send Authorization: Bearer with a token of this world, less than an hour old by its clock."
        case .methodNotAllowed(let allowed): "Send it by \(allowed.rawValue)."
        case .tooManyAccounts: "POST /__emulator/reset gives the accounts of new clients back."
        }
    }

    /// The answer, with `WWW-Authenticate` where the credential came in `Authorization` (RFC 6749 §5.2).
    var response: HTTPResponse {
        var response = HTTPResponse.json(status) { json in
            json.member("error", code)
            json.member("error_description", description)
        }
        switch self {
        case .invalidClient(byBasic: true): response.headers.append("WWW-Authenticate", #"Basic realm="partner""#)
        case .invalidToken: response.headers.append("WWW-Authenticate", #"Bearer error="invalid_token""#)
        case .methodNotAllowed(let allowed): response.headers.append("Allow", "\(allowed.rawValue), OPTIONS")
        default: break
        }
        response.addHint(hint)
        return response
    }
}
