import BrevoEmulator
import HTTPMessage
import JSON

/// Restricted keys, in the order of the checks.
extension Conformance {
    private static let denied = String.error("permission_denied", "Access Denied")
    private static let invite = "POST /organization/user/invitation/send"
    private static let update = "POST /organization/user/update/permissions"

    /// The seed with further keys of the master account, one of each kind.
    private static let keys: @Sendable (inout Emulator.Configuration) -> Void = { configuration in
        let keys = """
            ["xkeysib-acme", {"key": "read", "access": {"organization": "read"}}, \
            {"key": "readWrite", "access": {"organization": "readWrite", "corporate": "readWrite"}}, \
            {"key": "corporate", "access": {"corporate": "all"}}, {"key": "none", "access": {}}, \
            {"key": "lasting", "expiresAt": "2026-11-20T09:00:00.001Z"}, \
            {"key": "expired", "expiresAt": "2026-11-20T09:00:00Z"}]
            """
        let seed = Acme.seed.replacing(#"["xkeysib-acme"]"#, with: keys)
        configuration.seed = try? JSONDocument(Array(seed.utf8))
    }

    private static func restricted(
        _ key: String,
        _ line: String,
        sending json: String? = nil,
        _ status: HTTPStatus,
        _ body: String?
    ) -> Conformance {
        .init("\(key): \(line)", .api(line, json, key: key), status, body, configuration: keys)
    }

    static let restrictedKeys: [Conformance] = [
        restricted("read", "GET /organization/invited/users", 200, userList),
        restricted("read", "HEAD /organization/invited/users", 200, nil),
        restricted("read", "GET /corporate/groups", 403, denied),
        restricted("read", invite, sending: .viewer("new@acme.example"), 403, denied),
        restricted("read", update, sending: .viewer("ann@acme.example"), 403, denied),
        restricted("read", "PUT /organization/user/invitation/resend/ann@acme.example", 403, denied),
        restricted("readWrite", invite, sending: .viewer("new@acme.example"), 200, .ok),
        restricted("readWrite", "PUT /organization/user/invitation/resend/ann@acme.example", 200, .ok),
        restricted("readWrite", "DELETE /corporate/user/revoke/eve@acme.example", 403, denied),
        restricted("corporate", "DELETE /corporate/user/revoke/eve@acme.example", 204, nil),
        restricted("corporate", "GET /organization/invited/users", 403, denied),
        restricted("corporate", "GET /account", 403, denied),
        restricted("corporate", "GET /organization/activities", 403, denied),
        restricted("none", "GET /organization/invited/users", 403, denied),
        restricted("none", "GET /account", 403, denied),
        restricted("none", "OPTIONS /account", 204, nil),
        restricted("lasting", "GET /organization/invited/users", 200, userList),
        restricted("expired", "GET /organization/invited/users", 401, keyNotFound),
        restricted("expired", "GET /nonsense", 401, keyNotFound),
    ]

    static let restrictedKeysInOrder: [Conformance] = [
        restricted(
            "none",
            "GET /nonsense",
            404,
            .error("document_not_found", "/v3/nonsense is not an endpoint of this API")
        ),
        restricted("none", invite, sending: "{", 400, .error("bad_request", "Input must be a valid JSON object")),
        restricted("none", invite, sending: "{}", 400, .error("missing_parameter", "email is missing")),
        restricted(
            "none",
            invite,
            sending: #"{"email":"x","all_features_access":true}"#,
            400,
            .error("invalid_parameter", "Invalid email address")
        ),
        restricted(
            "none",
            invite,
            sending:
                #"{"email":"new@acme.example","all_features_access":false,"privileges":[{"feature":"x","permissions":["y"]}]}"#,
            400,
            .error("invalid_parameter", "Invalid feature: x")
        ),
        restricted(
            "none",
            "GET /organization/activities?limit=0",
            400,
            .error("out_of_range", "limit must be between 1 and 100")
        ),
        restricted("none", invite, sending: .viewer("ann@acme.example"), 403, denied),
        restricted("none", "GET /organization/user/nobody@acme.example/permissions", 403, denied),
    ]
}
