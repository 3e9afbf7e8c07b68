internal import HTTPMessage

/// The endpoints of the authorization server, which needs no API key.
package enum OAuthEndpoint: CaseIterable, Sendable {
    case token, introspect, revoke, userinfo, discovery, keys, scopes

    /// The path below its root.
    var path: String {
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

    var method: HTTPMethod {
        switch self {
        case .token, .introspect, .revoke: .post
        case .userinfo, .discovery, .keys, .scopes: .get
        }
    }

    /// Whether it is below `/oauth`, rather than beside it.
    private var isBelowOAuth: Bool {
        switch self {
        case .token, .introspect, .revoke, .userinfo: true
        case .discovery, .keys, .scopes: false
        }
    }

    /// The router of the endpoints, by whole paths.
    ///
    /// Released SDKs look for them in three places: `/realms/partner/oauth` beside the base path, `/oauth`, and `/oauth`
    /// below the base path.
    static func table(basePath: String) -> RouteTable<OAuthEndpoint> {
        let parent = basePath.lastIndex(of: "/").map { basePath[..<$0] } ?? ""
        let realms = unique(["/realms/partner", parent + "/realms/partner"])
        let roots = unique(realms.map { $0 + "/oauth" } + ["/oauth", basePath + "/oauth"])
        return RouteTable(
            allCases.flatMap { endpoint in
                (endpoint.isBelowOAuth ? roots : realms).map { .init(endpoint.method, $0 + endpoint.path, endpoint) }
            }
        )
    }

    private static func unique(_ paths: [String]) -> [String] {
        paths.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
