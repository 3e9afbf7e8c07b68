/// The server that issues access tokens.
enum OAuthRule: String, RuleSet {
    case token = "oauth-token"
    case request = "oauth-request"
    case client = "oauth-client"
    case grantType = "oauth-grant-type"
    case scope = "oauth-scope"
    case scopesGranted = "oauth-scopes-granted"
    case scopeList = "oauth-scope-list"
    case bearer = "oauth-bearer"
    case method = "oauth-method"
    case introspection = "oauth-introspection"
    case revocation = "oauth-revocation"
    case discovery = "oauth-discovery"

    var statement: Rule.Statement {
        switch self {
        case .token:
            .init(
                .guide("oauth-m2m-authentication"),
                "A client gets a token for an hour; ours are opaque, Brevo's are JWTs."
            )
        case .request: .init(.guide("oauth-m2m-authentication"), "A malformed request is 400 invalid_request.")
        case .client: .init(.inferred, "An unknown client, or another secret, is 401 invalid_client (RFC 6749).")
        case .grantType: .init(.inferred, "Another grant type is 400 unsupported_grant_type (RFC 6749).")
        case .scope:
            .init(.guide("oauth-m2m-authentication"), "A scope that was not granted is 400 invalid_scope.")
        case .scopesGranted:
            .init(.guide("oauth-m2m-authentication"), "A token that asks for no scope has every granted one.")
        case .scopeList:
            .init(
                .documented("https://github.com/getbrevo/brevo-cli"),
                "GET scopes has the form that Brevo's CLI reads."
            )
        case .bearer: .init(.inferred, "userinfo without a valid token is 401 invalid_token (RFC 6750).")
        case .method: .init(.inferred, "Another method is 405.")
        case .introspection:
            .init(.guide("oauth-m2m-authentication"), "A client can introspect its own tokens (RFC 7662).")
        case .revocation: .init(.guide("oauth-m2m-authentication"), "A client can revoke its own tokens (RFC 7009).")
        case .discovery:
            .init(
                .guide("oauth-m2m-authentication"),
                "The discovery document has Brevo's endpoints, here with our address."
            )
        }
    }
}
