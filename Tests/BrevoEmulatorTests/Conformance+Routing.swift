import BrevoEmulator
import HTTPMessage
import SpecTables

/// Methods, content types, paths, query strings.
extension Conformance {
    private static func notAllowed(_ line: String, allow: String) -> Conformance {
        let method = line.prefix { $0 != " " }
        return .init(
            line,
            .api(line),
            405,
            method == "HEAD"
                ? nil : .error("method_not_allowed", "\(method) Method is not allowed on this path"),
            allow: allow
        )
    }

    private static func unknown(_ name: String, _ target: String, _ method: String = "GET") -> Conformance {
        .init(
            name,
            .raw(method, target),
            404,
            .error("document_not_found", "\(target) is not an endpoint of this API")
        )
    }

    static let methods: [Conformance] = [
        notAllowed("POST /organization/invited/users", allow: "GET, HEAD, OPTIONS"),
        notAllowed("DELETE /organization/user/ann@acme.example/permissions", allow: "GET, HEAD, OPTIONS"),
        notAllowed("GET /organization/user/invitation/revoke/ann@acme.example", allow: "PUT, OPTIONS"),
        notAllowed("POST /organization/user/invitation/resend/ann@acme.example", allow: "PUT, OPTIONS"),
        notAllowed("PUT /organization/user/invitation/send", allow: "POST, OPTIONS"),
        notAllowed("HEAD /organization/user/invitation/send", allow: "POST, OPTIONS"),
        notAllowed("PUT /organization/user/update/permissions", allow: "GET, POST, HEAD, OPTIONS"),
        notAllowed("DELETE /corporate/groups", allow: "GET, HEAD, OPTIONS"),
        notAllowed("PUT /corporate/invited/users", allow: "GET, HEAD, OPTIONS"),
        notAllowed("GET /corporate/user/invitation/send", allow: "POST, OPTIONS"),
        notAllowed("GET /corporate/user/invitation/cancel/eve@acme.example", allow: "PUT, OPTIONS"),
        notAllowed("PUT /corporate/user/revoke/eve@acme.example", allow: "DELETE, OPTIONS"),
        notAllowed("DELETE /corporate/user/eve@acme.example/permissions", allow: "GET, PUT, HEAD, OPTIONS"),
        notAllowed("PATCH /organization/invited/users", allow: "GET, HEAD, OPTIONS"),
        notAllowed("BREW /organization/invited/users", allow: "GET, HEAD, OPTIONS"),
        .init("HEAD answers like GET", .api("HEAD /organization/invited/users"), 200, nil),
        .init("HEAD without a key", .api("HEAD /organization/invited/users", key: nil), 401, nil),
        .init("HEAD on an unknown path", .api("HEAD /nonsense"), 404, nil),
        .init("OPTIONS without a key", .api("OPTIONS /organization/invited/users", key: nil), 204, nil),
        .init("OPTIONS with a bad key", .api("OPTIONS /corporate/groups", key: ""), 204, nil),
        .init("OPTIONS on an unknown path", .api("OPTIONS /nonsense", key: nil), 204, nil),
        .init("OPTIONS on the control plane", .raw("OPTIONS", "/__emulator/state", key: nil), 204, nil),
        .init("OPTIONS on no path", .raw("OPTIONS", "*", key: nil), 204, nil),
        .init("OPTIONS outside the base path", .raw("OPTIONS", "/%FF", key: nil), 204, nil),
        .init("OPTIONS with a body", .api("OPTIONS /x", "{", key: nil, headers: ["Content-Type": "a/b"]), 204, nil),
        .init("204 has no body", .api("DELETE /corporate/user/revoke/eve@acme.example"), 204, nil),
    ]

    static let contentTypes: [Conformance] =
        [
            "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
            "Application/JSON", "APPLICATION/JSON ; Charset=\"utf-8\"", "application/json\t;charset=utf-8",
        ].map {
            .init($0, .invite(.viewer("new@acme.example"), headers: ["Content-Type": $0]), 200, .ok)
        }
        + [
            "", "text/plain", "text/json", "application/jsonp", "application/json-patch+json", "application/xml",
            "application/x-www-form-urlencoded", "application", "json", "application/json, text/plain",
        ].map {
            .init("“\($0)”", .invite(.viewer("new@acme.example"), headers: ["Content-Type": $0]), 406, notJSON)
        }
        + [
            .init(
                "PUT with a body of another type",
                .api("PUT /organization/user/invitation/resend/ann@acme.example", "x", headers: text),
                406,
                notJSON
            ),
            .init(
                "DELETE with a body of another type",
                .api("DELETE /corporate/user/revoke/eve@acme.example", "x", headers: text),
                406,
                notJSON
            ),
            .init(
                "PUT without a body",
                .api("PUT /organization/user/invitation/resend/ann@acme.example", headers: text),
                200,
                .ok
            ),
            .init("GET with a body", .api("GET /organization/invited/users", "x", headers: text), 200, userList),
        ]

    private static let text: HTTPHeaders = ["Content-Type": "text/plain"]
    private static let unauthorized = String.error("permission_denied", "Unauthorized access")

    /// The answer to a question about somebody who is not there, so that the path was right.
    private static func asks(_ address: String, _ name: String) -> Conformance {
        .init(
            name,
            .api("GET /organization/user/\(address)/permissions"),
            400,
            .error("invalid_parameter", "User not found")
        )
    }

    private static func isNoAddress(_ segment: String, _ name: String) -> Conformance {
        .init(
            name,
            .api("GET /organization/user/\(segment)/permissions"),
            400,
            .error("invalid_parameter", "Invalid email address")
        )
    }

    private static func isMalformed(_ segment: String) -> Conformance {
        .init(
            "\(segment) in a path",
            .api("GET /organization/user/\(segment)/permissions"),
            400,
            .error("invalid_parameter", "Invalid path")
        )
    }

    /// Sends the invitation again, which only somebody who is there can be answered.
    private static func finds(_ address: String, invitedAs text: String, _ name: String) -> Conformance {
        .init(
            name,
            before: [.invite(email: text)],
            .api("PUT /organization/user/invitation/resend/\(address)"),
            200,
            .ok
        )
    }

    static let paths: [Conformance] = [
        .init("a trailing slash", .api("GET /organization/invited/users/"), 200, userList),
        .init("a percent-encoded letter", .api("GET /%6Frganization/invit%65d/users"), 200, userList),
        unknown("two trailing slashes", "/v3/organization/invited/users//"),
        unknown("a double slash", "/v3/organization//invited/users"),
        unknown("a double slash behind the base path", "/v3//organization/invited/users"),
        unknown("an empty parameter", "/v3/organization/user//permissions"),
        unknown("%2F splits nothing", "/v3/organization%2Finvited/users"),
        unknown("the base path alone", "/v3"),
        unknown("the base path and a slash", "/v3/"),
        unknown("the root", "/"),
        unknown("another base path", "/v30/organization/invited/users"),
        unknown("the base path in capitals", "/V3/organization/invited/users"),
        unknown("no base path", "/organization/invited/users"),
        unknown("a path in capitals", "/v3/Organization/invited/users"),
        unknown("a path that goes on", "/v3/organization/invited/users/more"),
        unknown("a path that ends early", "/v3/organization/invited"),
        .init("an empty base path", .raw("GET", "/organization/invited/users"), 200, userList) { $0.basePath = "/" },
        .init(
            "/v3 where the base path is empty",
            .api("GET /organization/invited/users"),
            404,
            .error("document_not_found", "/v3/organization/invited/users is not an endpoint of this API")
        ) { $0.basePath = "/" },
        .init("another base path is configured", .raw("GET", "/a/b/organization/invited/users"), 200, userList) {
            $0.basePath = "/a/b"
        },
        isMalformed("%00"), isMalformed("a%00@acme.example"), isMalformed("%FF"), isMalformed("%C0%AF"),
        isMalformed("%ED%A0%80"), isMalformed("%F4%90%80%80"),
        finds("new+tag@acme.example", invitedAs: "new+tag@acme.example", "a raw + is a plus"),
        finds("new%2Btag%40acme.example", invitedAs: "new+tag@acme.example", "%2B is a plus"),
        finds("NEW@ACME.example", invitedAs: "new@acme.example", "addresses compare without regard to case"),
        finds("a%2Fb@acme.example", invitedAs: "a/b@acme.example", "%2F in an address"),
        finds("a%252Fb@acme.example", invitedAs: "a%2Fb@acme.example", "a segment is decoded once"),
        finds("jos%C3%A9@acme.example", invitedAs: "jos\u{E9}@acme.example", "UTF-8, percent-encoded"),
        finds("jos\u{E9}@acme.example", invitedAs: "jos\u{E9}@acme.example", "UTF-8, raw"),
        finds("100%25@acme.example", invitedAs: "100%@acme.example", "%25 is a percent sign"),
        asks("a%2Fb@acme.example", "decoding twice would find nobody else"),
        asks("\u{301}a@acme.example", "a combining mark behind a slash does not join it"),
        isNoAddress("a%20b@acme.example", "%20 is a space"),
        isNoAddress("nonsense", "no address"),
        isNoAddress("update", "update is an address of GET only, and none"),
        .init(
            "update is a path of POST",
            .api("POST /organization/user/update/permissions", .viewer("nobody@acme.example")),
            400,
            .error("invalid_parameter", "User not found")
        ),
        .init(
            "revoke is no action",
            .api("PUT /organization/user/invitation/revoke/nobody@acme.example"),
            403,
            unauthorized
        ),
        .init(
            "another action",
            .api("PUT /organization/user/invitation/remind/ann@acme.example"),
            403,
            unauthorized
        ),
        .init(
            "an action in capitals",
            .api("PUT /organization/user/invitation/Resend/ann@acme.example"),
            403,
            unauthorized
        ),
        .init(
            "a malformed address of a resend",
            .api("PUT /organization/user/invitation/resend/ann"),
            403,
            unauthorized
        ),
        .init(
            "a malformed address of a revoke",
            .api("PUT /organization/user/invitation/revoke/ann"),
            403,
            unauthorized
        ),
    ]

    private static func admins(_ query: String, _ people: String...) -> Conformance {
        .init(
            query,
            .api("GET /corporate/invited/users\(query)"),
            200,
            #"{"users":[\#(people.joined(separator: ","))]}"#
        )
    }

    private static func refused(_ query: String, _ code: String, _ message: String) -> Conformance {
        .init(query, .api("GET /corporate/invited/users\(query)"), 400, .error(code, message))
    }

    static let boss = """
        {"groups":[],"email":"boss@acme.example","is_owner":true,"status":"active",\
        \([SpecFeature].featureAccess([SpecFeature].masterAccount.everything))}
        """
    static let eve = """
        {"groups":[{"id":"174bab366732bbce142e4412","name":"Technical"}],"email":"eve@acme.example",\
        "is_owner":false,"status":"pending",\([SpecFeature].featureAccess(["api": ["all"]]))}
        """

    static let queries: [Conformance] = [
        admins("", boss, eve), admins("?", boss, eve), admins("?other=1&x", boss, eve),
        admins("?limit=1&limit=2", boss, eve), admins("?limit=2&limit=1", boss),
        admins("?type=active&type=pending", eve), admins("?type=pending&type=active", boss),
        admins("?t%79pe=pend%69ng", eve), admins("?limit=%31", boss),
        refused("?limit=1&limit=", "invalid_parameter", "Invalid limit"),
        refused("?limit=+1", "invalid_parameter", "Invalid limit"),
        refused("?type=bogus", "invalid_parameter", "Invalid type"),
        refused("?type=", "invalid_parameter", "Invalid type"),
        refused("?type=rejected", "invalid_parameter", "Invalid type"),
        refused("?offset=1", "missing_parameter", "type is missing"),
        refused("?offset=x&limit=x", "missing_parameter", "type is missing"),
        refused("?type=active&offset=x", "invalid_parameter", "Invalid offset"),
        refused("?type=active&offset=-1", "out_of_range", "offset must be between 0 and 2147483647"),
        refused("?limit=0", "out_of_range", "limit must be between 1 and 100"),
        refused("?limit=101", "out_of_range", "limit must be between 1 and 100"),
        refused("?limit=-1", "out_of_range", "limit must be between 1 and 100"),
        refused("?limit=1.5", "invalid_parameter", "Invalid limit"),
        admins("?limit=100", boss, eve), admins("?type=active&offset=2"),
        admins("?type=active&offset=2147483647&limit=100"),
        .init("a query where none is known", .api("GET /organization/invited/users?limit=0&type=x"), 200, userList),
    ]
}
