import HTTPMessage

/// Whether two addresses that differ only in case are one person's.
extension AssumptionCase {
    static let addresses: [AssumptionCase] = users + adminUsers + control

    private static func addressCase(
        _ name: String,
        before: [HTTPRequest] = [],
        _ request: HTTPRequest,
        then: HTTPRequest? = nil,
        fold: Expected,
        keep: Expected
    ) -> AssumptionCase {
        .init(
            assumption: "email-case",
            name: name,
            before: before,
            request: request,
            then: then,
            expected: ["fold": fold, "keep": keep]
        )
    }

    private static let missing = Expected.refused(
        403,
        "permission_denied",
        "Unauthorized access",
        "DOC missing-invitation-403; missing-invitation=403"
    )

    private static func known(_ message: String, admin: Bool = false) -> Expected {
        .refused(400, "duplicate_parameter", message, "INF \(admin ? "admin" : "user")-invited-once")
    }

    private static func unknown(_ message: String, _ basis: String) -> Expected {
        .refused(400, "invalid_parameter", message, basis)
    }

    private static let unknownUser = unknown("User not found", "INF user-known")
    private static let list = HTTPRequest.api("GET /organization/invited/users")

    private static func update(_ email: String) -> HTTPRequest {
        .api("POST /organization/user/update/permissions", .viewer(email))
    }

    private static let users: [AssumptionCase] =
        ["resend", "cancel", "revoke"].map { action in
            addressCase(
                "PUT /organization/user/invitation/\(action)/{email}",
                .api("PUT /organization/user/invitation/\(action)/ANN@acme.example"),
                fold: .init(status: 200, body: .ok),
                keep: missing
            )
        } + [
            addressCase(
                "POST /organization/user/invitation/send of a user",
                .invite(email: "ANN@acme.example"),
                fold: known("User already invited"),
                keep: .init(status: 200, body: .ok)
            ),
            addressCase(
                "POST /organization/user/invitation/send of the owner",
                .invite(email: "BOSS@acme.example"),
                fold: known("User already exists"),
                keep: .init(status: 200, body: .ok)
            ),
            addressCase(
                "POST /organization/user/invitation/send of one who was rejected",
                before: [.control("POST /users/ann@acme.example/decline")],
                .invite(email: "ANN@acme.example"),
                then: .state,
                fold: .init(status: 200, body: .ok, then: #""email": "ANN@acme.example""#),
                keep: .init(status: 200, body: .ok, then: #""email": "ann@acme.example""#)
            ),
            addressCase(
                "POST /organization/user/update/permissions",
                update("ANN@acme.example"),
                fold: .init(status: 200, body: .ok),
                keep: unknownUser
            ),
            addressCase(
                "POST /organization/user/update/permissions of the owner",
                update("BOSS@acme.example"),
                fold: .refused(403, "permission_denied", "Access Denied", "DOC owner-unchanged"),
                keep: unknownUser
            ),
            addressCase(
                "GET /organization/user/{email}/permissions",
                .api("GET /organization/user/ANN@acme.example/permissions"),
                fold: .init(status: 200, body: Conformance.viewer(status: "pending")),
                keep: unknownUser
            ),
            addressCase(
                "GET /organization/user/{email}/permissions of the owner",
                .api("GET /organization/user/BOSS@acme.example/permissions"),
                fold: .init(status: 200, body: Conformance.ownerPermissions),
                keep: unknownUser
            ),
        ]

    private static func inviteAdmin(_ email: String) -> HTTPRequest {
        .api("POST /corporate/user/invitation/send", #"{"email":"\#(email)","all_features_access":true}"#)
    }

    private static let adminUsers: [AssumptionCase] = [
        addressCase(
            "POST /corporate/user/invitation/send",
            inviteAdmin("EVE@acme.example"),
            fold: known("User already invited", admin: true),
            keep: .init(status: 201, body: #"{"id":"<id>"}"#)
        ),
        addressCase(
            "POST /corporate/user/invitation/send of the owner",
            inviteAdmin("BOSS@acme.example"),
            fold: known("User already exists", admin: true),
            keep: .init(status: 201, body: #"{"id":"<id>"}"#)
        ),
        addressCase(
            "PUT /corporate/user/invitation/resend/{email}",
            .api("PUT /corporate/user/invitation/resend/EVE@acme.example"),
            fold: .init(status: 200, body: #"{"message":"Invitation resent successfully"}"#),
            keep: unknown("Invitation not found", "DOC admin-invitation-known")
        ),
        addressCase(
            "PUT /corporate/user/invitation/cancel/{email}",
            .api("PUT /corporate/user/invitation/cancel/EVE@acme.example"),
            fold: .init(status: 200, body: #"{"message":"Invitation cancelled successfully"}"#),
            keep: unknown("Invitation not found", "DOC admin-invitation-known")
        ),
        addressCase(
            "DELETE /corporate/user/revoke/{email}",
            .api("DELETE /corporate/user/revoke/EVE@acme.example"),
            fold: .init(status: 204, body: ""),
            keep: unknown("Invalid request", "DOC admin-revoke-known")
        ),
        addressCase(
            "PUT /corporate/user/{email}/permissions",
            .api("PUT /corporate/user/EVE@acme.example/permissions", #"{"all_features_access":true}"#),
            fold: .init(status: 204, body: ""),
            keep: unknown("Invalid email", "DOC admin-change-known")
        ),
        addressCase(
            "GET /corporate/user/{email}/permissions of the owner",
            .api("GET /corporate/user/BOSS@acme.example/permissions"),
            fold: .init(status: 200, body: Conformance.answer(about: Conformance.boss)),
            keep: unknown("User not found", "INF admin-user-known")
        ),
    ]

    /// The sessions of a master account, and the person's own step.
    private static let control: [AssumptionCase] = [
        addressCase(
            "POST /corporate/ssoToken",
            before: [.control("POST /users/eve@acme.example/accept?kind=admin")],
            .api("POST /corporate/ssoToken", #"{"email":"EVE@acme.example"}"#),
            fold: .init(status: 200, body: #"{"token":"<token>"}"#),
            keep: unknown("Invalid email address", "DOC session-person")
        ),
        addressCase(
            "POST /__emulator/users/{email}/accept",
            .control("POST /users/ANN@acme.example/accept"),
            then: list,
            fold: .init(
                status: 200,
                body: nil,
                then: #""email":"ann@acme.example","is_owner":false,"status":"active""#
            ),
            keep: .init(status: 404, body: nil)
        ),
    ]
}
