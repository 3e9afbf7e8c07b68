import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON

/// Outcomes whose bytes are tested elsewhere, so that these tables have every outcome that the service has.
extension Conformance {
    /// Refusals that are tested in other ways elsewhere.
    static let others: [Conformance] = badPrivileges + badFields + reads + refusals

    private static let refusals: [Conformance] = [
        .init(
            "a feature that the plan lacks",
            .invite(
                #"{"email":"a@acme.example","all_features_access":false,"privileges":[{"feature":"email_campaigns","#
                    + #""permissions":["create_edit_delete"]}]}"#
            ),
            400,
            nil,
            configuration: { $0.seed = seed(replacing: #""enterprise""#, with: #""starter""#) }
        ),
        .init("a full plan", .invite(email: "a@acme.example"), 402, nil) {
            $0.seed = seed(replacing: #""enterprise""#, with: #""standard""#)
        },
        .init("activities without enterprise", .api("GET /organization/activities"), 403, nil) {
            $0.seed = seed(replacing: #""enterprise""#, with: #""standard""#)
        },
        .init(
            "days too far apart",
            .api("GET /organization/activities?startDate=2026-01-01&endDate=2026-11-01"),
            400,
            nil
        ),
        .init(
            "days too long ago",
            .api("GET /organization/activities?startDate=2020-01-01&endDate=2020-01-02"),
            400,
            nil
        ),
        .init(
            "a compressed body",
            .invite(.viewer("a@acme.example"), headers: ["Content-Encoding": "gzip"]),
            415,
            nil
        ),
        .init(
            "resend to a rejected user, the plan full",
            before: [.control("POST /users/ann@acme.example/decline"), .invite(email: "b@acme.example")],
            .api("PUT /organization/user/invitation/resend/ann@acme.example"),
            402,
            nil
        ) { $0.seed = seed(replacing: #""enterprise""#, with: #""standard""#) },
        .init(
            "an update with a feature that the plan lacks",
            .api(
                "POST /organization/user/update/permissions",
                #"{"email":"ann@acme.example","all_features_access":false,"privileges":[{"feature":"email_campaigns","#
                    + #""permissions":["create_edit_delete"]}]}"#
            ),
            400,
            nil
        ) { $0.seed = seed(replacing: #""enterprise""#, with: #""starter""#) },
        .init("a used-up limit", before: [.list(key: Acme.key)], .list(key: Acme.key), 429, nil) {
            $0.rateLimits = .perHour(1)
        },
        .init(
            "revoke of a pending user, refused",
            before: [.control("PUT /assumptions", #"{"revoke-pending":"refused"}"#)],
            .api("PUT /organization/user/invitation/revoke/ann@acme.example"),
            403,
            nil
        ),
        .init(
            "permissions of the general group alone, refused",
            before: [.control("PUT /assumptions", #"{"general-only":"refused"}"#)],
            .invite(email: "a@acme.example"),
            400,
            nil
        ),
    ]

    /// Every call that grants privileges, for somebody who can have them.
    private static let grants = [
        "POST /organization/user/invitation/send", "POST /organization/user/update/permissions",
        "POST /corporate/user/invitation/send", "PUT /corporate/user/eve@acme.example/permissions",
    ]

    private static let badPrivileges = grants.flatMap { call in
        let feature = call.contains("/corporate") ? "api" : "contacts"
        let permission = call.contains("/corporate") ? "all" : "view"
        let items = [
            #"[{"feature":"telepathy","permissions":["all"]}]"#,
            #"[{"feature":"\#(feature)","permissions":["veiw"]}]"#,
            #"[{"feature":"\#(feature)","permissions":["none","\#(permission)"]}]"#,
            #"[{"feature":"\#(feature)","permissions":["\#(permission)"]},{"feature":"\#(feature)","permissions":["none"]}]"#,
        ]
        return items.map { privileges in
            let email = call.contains("update") ? "ann@acme.example" : "a@acme.example"
            let body = #"{"email":"\#(email)","all_features_access":false,"privileges":\#(privileges)}"#
            return Conformance("\(call) \(privileges)", .api(call, body), 400, nil)
        }
    }

    private static let malformed: [(call: String, body: String?)] = [
        ("POST /organization/user/update/permissions", #"{"email":"ann","all_features_access":true}"#),
        ("POST /organization/user/update/permissions", #"{"all_features_access":true}"#),
        ("POST /organization/user/update/permissions", #"{"email":"ann@acme.example","all_features_access":1}"#),
        ("PUT /corporate/user/eve@acme.example/permissions", #"{"all_features_access":1}"#),
        ("PUT /corporate/user/eve@acme.example/permissions", "{}"),
        (
            "POST /corporate/user/invitation/send",
            #"{"email":"a@acme.example","all_features_access":true,"groupIds":1}"#
        ),
        ("PUT /corporate/group/65b1f22c09d6ed67ef1cd123", #"{"groupName":1}"#),
        ("GET /organization/activities?startDate=2026-11-01", nil),
        ("GET /organization/activities?startDate=yesterday&endDate=2026-11-01", nil),
        ("GET /organization/activities?email=ann", nil),
    ]

    private static let badFields = malformed.map { call, body in
        Conformance("\(call) \(body ?? "")", .api(call, body), 400, nil)
    }

    private static let reads = [
        "GET /account", "GET /account/info", "GET /corporate/masterAccount", "GET /organization/activities",
    ].map { Conformance($0, .api($0), 200, nil) }

    private static func seed(replacing old: String, with new: String) -> JSONDocument? {
        try? JSONDocument(Array(Acme.seed.replacing(old, with: new).utf8))
    }
}
