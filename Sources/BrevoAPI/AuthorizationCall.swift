internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// A request to the server that gives out tokens (spec §8), which asks for no API key.
///
/// Released SDKs look for it in three places: `/realms/partner/oauth` beside the base path, `/oauth`, and `/oauth` below
/// the base path.
struct AuthorizationCall: Sendable {
    /// What can be asked; the keys and their order are those of RFC 8414 and of Brevo's own discovery document.
    private enum Endpoint: CaseIterable {
        case token, introspect, revoke, userinfo, discovery, keys, scopes

        var name: String {
            switch self {
            case .token: "/token"
            case .introspect: "/introspect"
            case .revoke: "/revoke"
            case .userinfo: "/userinfo"
            case .discovery: "/.well-known/openid-configuration"
            case .keys: "/public-keys"
            case .scopes: "/scopes"
            }
        }

        /// Whether it stands below `/oauth`, and not beside it.
        var isBelowOAuth: Bool { [.token, .introspect, .revoke, .userinfo].contains(self) }

        var method: HTTPMethod { [.token, .introspect, .revoke].contains(self) ? .post : .get }
    }

    private let endpoint: Endpoint
    private let request: HTTPRequest
    private let issuer: String

    /// The call of this request; nil where the path is none of the server's.
    init?(_ request: borrowing HTTPRequest, basePath: String) {
        let path = request.path.last == "/" ? request.path.dropLast() : request.path
        let parent = basePath.lastIndex(of: "/").map { basePath[..<$0] } ?? ""
        let realms = Set([parent + "/realms/partner", "/realms/partner"])
        let roots = realms.map { $0 + "/oauth" } + ["/oauth", basePath + "/oauth"]
        let found = Endpoint.allCases.first { endpoint in
            (endpoint.isBelowOAuth ? roots : Array(realms)).contains { path == $0 + endpoint.name }
        }
        guard let found else { return nil }
        (endpoint, self.request) = (found, copy request)
        let scheme = request.isSecure ? "https" : "http"
        issuer = "\(scheme)://\(request.headers["host"] ?? "127.0.0.1")\(request.prefix)/realms/partner"
    }

    /// Whether the path takes the method.
    var isOfService: Bool { method == endpoint.method }

    private var method: HTTPMethod { request.method == .head ? .get : request.method }

    /// Answers; no answer of this server may be kept by a cache (RFC 6749 §5.1).
    func answer(_ accounts: inout Accounts, at now: Timestamp, _ headers: ServiceHeaders) -> HTTPResponse {
        var response: HTTPResponse
        do throws(OAuthError) { response = try perform(&accounts, at: now) } catch { response = error.response }
        response.headers.append("Cache-Control", "no-store")
        response.headers.append("Pragma", "no-cache")
        headers.add(to: &response)
        return response
    }

    private func perform(_ accounts: inout Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        guard isOfService else { throw .methodNotAllowed(allowed: endpoint.method) }
        return switch endpoint {
        case .token: try giveToken(&accounts, at: now)
        case .introspect: try introspect(&accounts, at: now)
        case .revoke: try revoke(&accounts, at: now)
        case .userinfo: try showOwner(accounts, at: now)
        case .discovery: discovery
        case .keys: .json(.ok) { $0.array("keys") { _ in } }
        case .scopes: .json(.ok) { $0.strings("scopes", Scope.documented.map(\.rawValue)) }
        }
    }

    /// RFC 6749 §4.4.2 and §5.1.
    private func giveToken(_ accounts: inout Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        let form = try ClientForm(request)
        let client = try form.credentials()
        guard let grant = form["grant_type"] else { throw .invalidRequest("grant_type is missing") }
        guard grant == "client_credentials" else { throw .unsupportedGrantType }
        let scopes = (form["scope"] ?? "").split(separator: " ").map { Scope(rawValue: String($0)) }
        let (text, token): (String, AccessToken)
        do throws(OAuthRefusal) {
            (text, token) = try accounts.issueToken(to: client.id, secret: client.secret, scopes: scopes, at: now)
        } catch { throw OAuthError(error, byBasic: client.areBasic) }
        return .json(.ok) { json in
            json.member("access_token", text)
            json.member("token_type", "Bearer")
            json.member("expires_in", Int(AccessToken.lifetime.components.seconds))
            json.member("scope", token.scopes.map(\.rawValue).joined(separator: " "))
        }
    }

    /// RFC 7662 §2: another client's token is as little active as one that there is not.
    private func introspect(_ accounts: inout Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        let (text, client) = try tokenOfClient(&accounts)
        let token = accounts.token(text, at: now)
        return .json(.ok) { json in
            guard let token, token.clientID == client else {
                json.member("active", false)
                return
            }
            json.member("active", true)
            json.member("scope", token.scopes.map(\.rawValue).joined(separator: " "))
            json.member("client_id", token.clientID)
            json.member("token_type", "Bearer")
            json.member("exp", Int(token.expiresAt.milliseconds / 1000))
            json.member("iat", Int(token.issuedAt.milliseconds / 1000))
            json.member("iss", issuer)
        }
    }

    /// RFC 7009 §2: 200 whether or not there was such a token.
    private func revoke(_ accounts: inout Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        let (text, client) = try tokenOfClient(&accounts)
        if accounts.token(text, at: now)?.clientID == client { accounts.revoke(token: text) }
        return HTTPResponse(status: .ok)
    }

    private func tokenOfClient(_ accounts: inout Accounts) throws(OAuthError) -> (token: String, clientID: String) {
        let form = try ClientForm(request)
        let client = try form.credentials()
        do throws(OAuthRefusal) { try accounts.authenticate(client.id, secret: client.secret) } catch {
            throw OAuthError(error, byBasic: client.areBasic)
        }
        guard let token = form["token"] else { throw .invalidRequest("token is missing") }
        return (token, client.id)
    }

    /// OpenID Connect Core §5.3, of the account's owner: a client has no user of its own (INF).
    private func showOwner(_ accounts: Accounts, at now: Timestamp) throws(OAuthError) -> HTTPResponse {
        let text = request.headers["authorization"].flatMap(Credential.bearerToken)
        guard let token = text.flatMap({ accounts.token($0, at: now) }) else { throw .invalidToken }
        let owner = accounts[token.account].owner
        return .json(.ok) { json in
            json.member("sub", owner.id.description)
            json.member("email", owner.email.text)
            json.member("name", "\(owner.firstName) \(owner.lastName)")
            json.member("organization_id", accounts[token.account].organizationID.description)
        }
    }

    /// RFC 8414 §2.
    private var discovery: HTTPResponse {
        .json(.ok) { json in
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
}

extension JSONWriter {
    fileprivate mutating func strings(_ key: String, _ values: [String]) {
        array(key) { json in
            for value in values { json.string(value) }
        }
    }
}
