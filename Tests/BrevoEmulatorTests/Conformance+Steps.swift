import BrevoCore
import BrevoEmulator
import HTTPMessage

/// The statuses, the order of the checks, and credentials.
extension Conformance {
    static let noCredential = #"{"message":"authentication not found in headers","code":"unauthorized"}"# + "\n"
    static let keyNotFound = #"{"message":"Key not found","code":"unauthorized"}"# + "\n"
    static let accessForbidden = #"{"code":"permission_denied","message":"Access forbidden."}"#
    static let notJSON = #"{"code":"not_acceptable","message":"Content-Type must be application/json"}"#
    static let tooLarge = #"{"code":"bad_request","message":"The body is larger than 1000 bytes"}"#
    static let userList = """
        {"users":[\
        {"id":"00000000000000000000000a","email":"boss@acme.example","is_owner":true,"status":"active",\
        "feature_access":{"marketing":"owner","conversations":"owner","crm":"owner","transactional":"owner",\
        "phone":"owner"},"locale":"fr_FR"},\
        {"id":"000000000000000000000001","email":"Plus+Tag@acme.example","is_owner":false,"status":"active",\
        "feature_access":{"marketing":"none","conversations":"none","crm":"none","transactional":"none",\
        "phone":"none","meetings":"none","sequences":"none"},"locale":"en_US"},\
        {"id":"000000000000000000000002","email":"ann@acme.example","is_owner":false,"status":"pending",\
        "feature_access":{"marketing":"none","conversations":"none","crm":"none","transactional":"none",\
        "phone":"none","meetings":"none","sequences":"none"},"locale":"en_US"}]}
        """
    /// The list once ann is not in it any more.
    static let userListWithoutAnn = String(userList[..<userList.ranges(of: #",{"id""#)[1].lowerBound]) + "]}"

    /// A body of 1001 bytes where the limit is 1000.
    private static let large = String(repeating: " ", count: 1001)
    private static let onlyThousand: @Sendable (inout Emulator.Configuration) -> Void = { $0.bodyLimit = 1000 }
    private static let asText: HTTPHeaders = ["Content-Type": "text/plain"]
    private static let send = "POST /organization/user/invitation/send"

    static let statuses: [Conformance] =
        [
            .init("401 without a credential", .list(), 401, noCredential),
            .init("401 for a key that opens nothing", .list(key: "xkeysib-new"), 401, keyNotFound) {
                $0.keyPolicy = .seeded
            },
            .init(
                "404",
                .api("GET /nonsense"),
                404,
                #"{"code":"document_not_found","message":"/v3/nonsense is not an endpoint of this API"}"#
            ),
            .init(
                "405",
                .api("POST /organization/invited/users"),
                405,
                #"{"code":"method_not_allowed","message":"POST Method is not allowed on this path"}"#,
                allow: "GET, HEAD, OPTIONS"
            ),
            .init("406", .invite("{}", headers: asText), 406, notJSON),
            .init("413", .invite(large), 413, tooLarge, configuration: onlyThousand),
            .init(
                "413 at the limit that holds unless said otherwise",
                .invite(String(repeating: " ", count: 1_048_577)),
                413,
                #"{"code":"bad_request","message":"The body is larger than 1048576 bytes"}"#
            ),
            .init(
                "a body as large as the limit",
                .invite(.viewer("new@acme.example").padding(to: 1000)),
                200,
                .ok,
                configuration: onlyThousand
            ),
        ]
        + [
            "GET /corporate/groups", "GET /corporate/invited/users",
            "GET /corporate/user/eve@acme.example/permissions", "DELETE /corporate/user/revoke/eve@acme.example",
            "PUT /corporate/user/invitation/resend/eve@acme.example",
            "PUT /corporate/user/invitation/cancel/eve@acme.example",
        ].map {
            .init("403 \($0)", .api($0, key: Acme.organizationKey), 403, accessForbidden)
        }
        + [
            ("POST /corporate/user/invitation/send", #"{"email":"x@acme.example","all_features_access":true}"#),
            ("PUT /corporate/user/eve@acme.example/permissions", #"{"all_features_access":true}"#),
        ].map {
            .init("403 \($0.0)", .api($0.0, $0.1, key: Acme.organizationKey), 403, accessForbidden)
        }

    /// Neighbouring steps, two refusals due at once.
    static let order: [Conformance] = [
        .init("no key, unknown path", .api("GET /nonsense", key: nil), 401, noCredential),
        .init("no key, malformed path", .api("GET /%00", key: nil), 401, noCredential),
        .init("no key, wrong method", .api("PATCH /organization/invited/users", key: nil), 401, noCredential),
        .init("no key, wrong content type", .api(send, "{}", key: nil, headers: asText), 401, noCredential),
        .init("no key, too large a body", .api(send, large, key: nil), 401, noCredential, configuration: onlyThousand),
        .init("no key, no JSON", .api(send, "{", key: nil), 401, noCredential),
        .init("unknown key, unknown path", .api("GET /nonsense", key: "new"), 401, keyNotFound) {
            $0.keyPolicy = .seeded
        },
        .init(
            "unknown path, unknown method and wrong content type",
            .api("BREW /nonsense", "{}", headers: asText),
            404,
            .error("document_not_found", "/v3/nonsense is not an endpoint of this API")
        ),
        .init(
            "unknown path, too large a body",
            .api("POST /nonsense", large),
            404,
            .error("document_not_found", "/v3/nonsense is not an endpoint of this API"),
            configuration: onlyThousand
        ),
        .init(
            "wrong method, wrong content type",
            .api("POST /organization/invited/users", "{}", headers: asText),
            405,
            .error("method_not_allowed", "POST Method is not allowed on this path"),
            allow: "GET, HEAD, OPTIONS"
        ),
        .init(
            "wrong content type, too large a body",
            .invite(large, headers: asText),
            406,
            notJSON,
            configuration: onlyThousand
        ),
        .init("wrong content type, no JSON", .invite("{", headers: asText), 406, notJSON),
        .init("no content type, no body", .invite(""), 400, .error("missing_parameter", "No inputs in the body")),
        .init("no JSON, unknown user", .invite("{"), 400, .error("bad_request", "Input must be a valid JSON object")),
        .init(
            "missing, invalid",
            .invite(#"{"email":"nonsense"}"#),
            400,
            .error("missing_parameter", "all_features_access is missing")
        ),
        .init(
            "missing, no right",
            .api("POST /corporate/user/invitation/send", "{}", key: Acme.organizationKey),
            400,
            .error("missing_parameter", "email is missing")
        ),
        .init(
            "invalid, no right",
            .api(
                "POST /corporate/user/invitation/send",
                #"{"email":"nonsense","all_features_access":true}"#,
                key: Acme.organizationKey
            ),
            400,
            .error("invalid_parameter", "Invalid email address")
        ),
        .init(
            "no right, unknown group",
            .api(
                "POST /corporate/user/invitation/send",
                #"{"email":"x@acme.example","all_features_access":true,"groupIds":["nonsense"]}"#,
                key: Acme.organizationKey
            ),
            403,
            accessForbidden
        ),
        .init(
            "invalid, a state that refuses",
            .invite(
                #"{"email":"ann@acme.example","all_features_access":false,"#
                    + #""privileges":[{"feature":"x","permissions":["y"]}]}"#
            ),
            400,
            .error("invalid_parameter", "Invalid feature: x")
        ),
    ]

    static let credentials: [Conformance] = [
        .init("an empty key", .list(key: ""), 401, noCredential),
        .init("x-api-key", .list(["x-api-key": Acme.key]), 401, noCredential),
        .init("partner-key alone", .list(["partner-key": Acme.key]), 401, noCredential),
        .init("a key in the query", .api("GET /organization/invited/users?api-key=x", key: nil), 401, noCredential),
        .init("Basic", .list(["Authorization": "Basic eDp5"]), 401, noCredential),
        .init("Bearer without a token", .list(["Authorization": "Bearer "]), 401, noCredential),
        .init("a token that was never given out", .list(["Authorization": "Bearer abc"]), 401, keyNotFound),
        .init("an empty key and a token", .list(key: "", ["Authorization": "Bearer abc"]), 401, keyNotFound),
        .init("a key as token", .list(["Authorization": "Bearer \(Acme.key)"]), 401, keyNotFound),
        .init("a key", .list(key: Acme.key), 200, userList),
        .init("a key, its header in capitals", .list(["API-KEY": Acme.key]), 200, userList),
        .init("a key beside a partner's", .list(key: Acme.key, ["partner-key": "any"]), 200, userList),
        .init("a key beside a bad token", .list(key: Acme.key, ["Authorization": "Bearer abc"]), 200, userList),
        .init("a key of 257 bytes", .list(key: String(repeating: "k", count: 257)), 401, keyNotFound),
        .init(
            "a key of 256 bytes",
            .list(key: String(repeating: "k", count: 256)),
            200,
            """
            {"users":[{"id":"<id>","email":"owner@example.com","is_owner":true,"status":"active",\
            "feature_access":{"marketing":"owner","conversations":"owner","crm":"owner","transactional":"owner",\
            "phone":"owner"},"locale":"en_US"}]}
            """
        ),
    ]
}

extension String {
    /// The text with spaces behind it, so many bytes in all.
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: " ", count: count - utf8.count)
    }
}
