internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// A request to the authorization server.
struct OAuthRequest: Sendable {
    private let endpoint: OAuthEndpoint
    private let request: HTTPRequest
    private let issuer: String

    init(_ endpoint: OAuthEndpoint, _ request: HTTPRequest) {
        (self.endpoint, self.request) = (endpoint, request)
        let scheme = request.isSecure ? "https" : "http"
        issuer = "\(scheme)://\(request.headers["host"] ?? "127.0.0.1")\(request.prefix)/realms/partner"
    }

    /// Performs the request.
    func respond(_ accounts: inout Accounts, _ context: inout CommandContext) throws(OAuthError) -> HTTPResponse {
        switch endpoint {
        case .token: try issueToken(&accounts, &context)
        case .introspect: try introspect(&accounts, &context)
        case .revoke: try revoke(&accounts, &context)
        case .userinfo: try describeOwner(accounts, at: context.now)
        case .discovery: discovery
        case .keys: .json { $0.array("keys") { _ in } }
        case .scopes: scopes
        }
    }

    /// RFC 6749 §4.4.2 and §5.1.
    private func issueToken(
        _ accounts: inout Accounts,
        _ context: inout CommandContext
    ) throws(OAuthError) -> HTTPResponse {
        let form = try ClientForm(request)
        let client = try form.credentials()
        guard let grant = form["grant_type"] else { throw .invalidRequest("grant_type is missing") }
        guard grant == "client_credentials" else { throw .unsupportedGrantType }
        let scopes = (form["scope"] ?? "").split(separator: " ").map { Scope(rawValue: String($0)) }
        let (text, token): (String, AccessToken)
        do throws(OAuthRefusal) {
            (text, token) = try accounts.issueToken(to: client.id, secret: client.secret, scopes: scopes, &context)
        } catch { throw OAuthError(error, byBasic: client.areBasic) }
        return .json { json in
            json.member("access_token", text)
            json.member("token_type", "Bearer")
            json.member("expires_in", Int(AccessToken.lifetime.components.seconds))
            json.member("scope", token.scopes.map(\.rawValue).joined(separator: " "))
        }
    }

    /// RFC 7662 §2: another client's token is as inactive as one that does not exist.
    private func introspect(
        _ accounts: inout Accounts,
        _ context: inout CommandContext
    ) throws(OAuthError) -> HTTPResponse {
        let (text, client) = try authenticatedToken(&accounts, &context)
        let token = accounts.token(text, at: context.now)
        return .json { json in
            guard let token, token.clientID == client else {
                json.member("active", false)
                return
            }
            json.member("active", true)
            json.member("scope", token.scopes.map(\.rawValue).joined(separator: " "))
            json.member("client_id", token.clientID)
            json.member("token_type", "Bearer")
            json.member("exp", token.expiresAt.unixSeconds)
            json.member("iat", token.issuedAt.unixSeconds)
            json.member("iss", issuer)
        }
    }

    /// RFC 7009 §2: 200 whether or not there was such a token.
    private func revoke(
        _ accounts: inout Accounts,
        _ context: inout CommandContext
    ) throws(OAuthError) -> HTTPResponse {
        let (text, client) = try authenticatedToken(&accounts, &context)
        if accounts.token(text, at: context.now)?.clientID == client { accounts.revoke(token: text) }
        return HTTPResponse(status: .ok)
    }

    private func authenticatedToken(
        _ accounts: inout Accounts,
        _ context: inout CommandContext
    ) throws(OAuthError) -> (token: String, clientID: String) {
        let form = try ClientForm(request)
        let client = try form.credentials()
        do throws(OAuthRefusal) { try accounts.authenticate(client.id, secret: client.secret, &context) } catch {
            throw OAuthError(error, byBasic: client.areBasic)
        }
        guard let token = form["token"] else { throw .invalidRequest("token is missing") }
        return (token, client.id)
    }

    /// OpenID Connect Core §5.3, about the account's owner: a client has no user of its own.
    private func describeOwner(_ accounts: Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        let text = request.headers["authorization"].flatMap(Credential.bearerToken)
        guard let token = text.flatMap({ accounts.token($0, at: now) }) else { throw .invalidToken }
        let owner = accounts[token.account].owner
        return .json { json in
            json.member("sub", owner.id.description)
            json.member("email", owner.email.text)
            json.member("name", "\(owner.firstName) \(owner.lastName)")
            json.member("organization_id", accounts[token.account].organizationID.description)
        }
    }

    /// RFC 8414 §2.
    private var discovery: HTTPResponse {
        .json { json in
            json.member("issuer", issuer)
            json.member("token_endpoint", "\(issuer)/oauth/token")
            json.member("jwks_uri", "\(issuer)/public-keys")
            json.member("introspection_endpoint", "\(issuer)/oauth/introspect")
            json.member("revocation_endpoint", "\(issuer)/oauth/revoke")
            json.member("userinfo_endpoint", "\(issuer)/oauth/userinfo")
            json.strings("scopes_supported", Scope.documented.map(\.rawValue))
            json.strings("response_types_supported", [])
            json.strings("grant_types_supported", ["client_credentials"])
            json.strings("token_endpoint_auth_methods_supported", ["client_secret_basic", "client_secret_post"])
        }
    }

    /// The form that Brevo's command-line tool reads; the endpoints of a scope are inferred from its name.
    private var scopes: HTTPResponse {
        .json { json in
            json.array("scopes") { json in
                for scope in Scope.documented where scope != .all {
                    let isOfOpenID = Scope.ofOpenID.contains(scope.rawValue)
                    let category = isOfOpenID ? "openid" : String(scope.rawValue.prefix { $0 != ":" })
                    json.object { json in
                        json.member("name", scope.rawValue)
                        json.member("category", category)
                        json.strings("api_endpoints", isOfOpenID ? [] : Self.endpoints(of: category))
                        json.member("is_oidc_reserved", isOfOpenID)
                    }
                }
            }
            json.strings("magic_scopes", [Scope.all.rawValue])
        }
    }

    private static func endpoints(of category: String) -> [String] {
        switch category {
        case "account": ["/account", "/senders", "/senders/domains", "/inbound", "/feeds", "/processes"]
        default: ["/" + category.replacing(".", with: "/")]
        }
    }
}

extension JSONWriter {
    fileprivate mutating func strings(_ key: String, _ values: [String]) {
        array(key) { json in
            for value in values { json.string(value) }
        }
    }
}

extension HTTPResponse {
    fileprivate static func json(_ members: (inout JSONWriter) -> Void) -> HTTPResponse {
        var json = JSONWriter()
        json.object(members)
        return HTTPResponse(status: .ok, body: json.bytes)
    }
}
