import HTTPMessage

/// Every call about an admin user, wherever the admin user stands.
extension Conformance {
    /// A call in a situation; `leaves` is the status in which the admin user then stands.
    private static func admin(
        _ situation: Situation,
        _ call: String,
        body json: String? = nil,
        _ answer: (status: HTTPStatus, body: String?),
        leaves status: String?
    ) -> Conformance {
        var conformance = Conformance(
            "\(call) · \(situation.rawValue)",
            before: situation.history(isAdmin: true),
            .api(call, json),
            answer.status,
            answer.body
        )
        conformance.leaves = ("adminUsers", situation.address(isAdmin: true), status)
        return conformance
    }

    private static func refusal(_ message: String) -> (HTTPStatus, String?) {
        (400, .error("invalid_parameter", message))
    }

    private static func adminSend(_ situation: Situation) -> Conformance {
        let answer: (HTTPStatus, String?) =
            switch situation {
            case .owner, .active: (400, .error("duplicate_parameter", "User already exists"))
            case .pending, .lastMoment: (400, .error("duplicate_parameter", "User already invited"))
            case .declined, .expired, .removed, .unknown: (201, #"{"id":"<id>"}"#)
            }
        return admin(
            situation,
            "POST /corporate/user/invitation/send",
            body: #"{"email":"\#(situation.address(isAdmin: true))","all_features_access":true}"#,
            answer,
            leaves: answer.0 == 201 ? "pending" : situation.status
        )
    }

    private static func adminResend(_ situation: Situation) -> Conformance {
        let done = situation.hasOpenInvitation
        return admin(
            situation,
            "PUT /corporate/user/invitation/resend/\(situation.address(isAdmin: true))",
            done ? (200, #"{"message":"Invitation resent successfully"}"#) : refusal("Invitation not found"),
            leaves: done ? "pending" : situation.status
        )
    }

    private static func adminCancel(_ situation: Situation) -> Conformance {
        let done = situation.hasOpenInvitation
        return admin(
            situation,
            "PUT /corporate/user/invitation/cancel/\(situation.address(isAdmin: true))",
            done ? (200, #"{"message":"Invitation cancelled successfully"}"#) : refusal("Invitation not found"),
            leaves: done ? nil : situation.status
        )
    }

    private static func adminRevoke(_ situation: Situation) -> Conformance {
        admin(
            situation,
            "DELETE /corporate/user/revoke/\(situation.address(isAdmin: true))",
            situation.isListed ? (204, nil) : refusal("Invalid request"),
            leaves: situation.isListed ? nil : situation.status
        )
    }

    private static func adminChange(_ situation: Situation) -> Conformance {
        admin(
            situation,
            "PUT /corporate/user/\(situation.address(isAdmin: true))/permissions",
            body: #"{"all_features_access":false,"privileges":[{"feature":"security","permissions":["all"]}]}"#,
            situation.isListed ? (204, nil) : refusal("Invalid email"),
            leaves: situation.status
        )
    }

    private static func adminPermissions(_ situation: Situation) -> Conformance {
        let answer: (HTTPStatus, String?) =
            switch situation {
            case .owner: (200, Self.answer(about: boss))
            case .pending, .lastMoment: (200, Self.answer(about: eve))
            case .active: (200, Self.answer(about: eve).replacing("pending", with: "active"))
            case .declined, .expired, .removed, .unknown: refusal("User not found")
            }
        return admin(
            situation,
            "GET /corporate/user/\(situation.address(isAdmin: true))/permissions",
            answer,
            leaves: situation.status
        )
    }

    private static func adminList(_ situation: Situation) -> Conformance {
        let people =
            switch situation {
            case .owner, .pending, .lastMoment, .unknown: [boss, eve]
            case .active: [boss, eve.replacing("pending", with: "active")]
            case .declined, .expired, .removed: [boss]
            }
        return admin(
            situation,
            "GET /corporate/invited/users",
            (200, #"{"users":[\#(people.joined(separator: ","))]}"#),
            leaves: situation.status
        )
    }

    /// The row of the list in the order of `GET …/permissions`: e-mail and status first, no `is_owner`.
    static func answer(about row: String) -> String {
        let row = row.replacing(/"is_owner":(true|false),/, with: "")
        guard let parts = row.wholeMatch(of: /\{("groups":.*?\],)("email":.*?,"status":"\w+",)(.*)/) else { return row }
        return "{\(parts.2)\(parts.1)\(parts.3)"
    }

    static let adminUsers = Situation.allCases.flatMap { situation in
        [
            adminSend(situation), adminResend(situation), adminCancel(situation), adminRevoke(situation),
            adminChange(situation), adminPermissions(situation), adminList(situation),
        ]
    }

    private static func malformed(_ call: String, _ message: String, body json: String? = nil) -> Conformance {
        .init(call, .api(call, json), 400, .error("invalid_parameter", message))
    }

    private static func invites(_ groupIDs: String, _ status: HTTPStatus, _ body: String) -> Conformance {
        .init(
            "groupIds \(groupIDs)",
            .api(
                "POST /corporate/user/invitation/send",
                #"{"email":"new@acme.example","all_features_access":true,"groupIds":\#(groupIDs)}"#
            ),
            status,
            body
        )
    }

    /// What has one answer wherever the admin user stands.
    static let adminCalls: [Conformance] = [
        malformed("GET /corporate/user/nonsense/permissions", "Invalid email address"),
        malformed("PUT /corporate/user/nonsense/permissions", "Invalid email", body: #"{"all_features_access":true}"#),
        malformed("PUT /corporate/user/invitation/resend/nonsense", "Invitation not found"),
        malformed("PUT /corporate/user/invitation/cancel/nonsense", "Invitation not found"),
        malformed("PUT /corporate/user/invitation/remind/eve@acme.example", "Invalid action"),
        malformed("DELETE /corporate/user/revoke/nonsense", "Invalid request"),
        malformed(
            "POST /corporate/user/invitation/send",
            "Invalid email address",
            body: #"{"email":"nonsense","all_features_access":true}"#
        ),
        .init(
            "a change without a body",
            .api("PUT /corporate/user/eve@acme.example/permissions"),
            400,
            .error("missing_parameter", "No inputs in the body")
        ),
        .init(
            "a change that says nothing",
            .api("PUT /corporate/user/eve@acme.example/permissions", "{}"),
            400,
            .error("missing_parameter", "all_features_access is missing")
        ),
        .init(
            "a change with fields that mean nothing here",
            .api("PUT /corporate/user/eve@acme.example/permissions", #"{"all_features_access":true,"email":1}"#),
            204,
            nil,
            hint: "email"
        ),
        invites("[]", 201, #"{"id":"<id>"}"#),
        invites("null", 201, #"{"id":"<id>"}"#),
        invites(#"["65b1f22c09d6ed67ef1cd123","174bab366732bbce142e4412"]"#, 201, #"{"id":"<id>"}"#),
        invites(#"["65b1f22c09d6ed67ef1cd124"]"#, 400, .error("invalid_parameter", "Invalid group id")),
        invites(#"["Support"]"#, 400, .error("invalid_parameter", "Invalid group id")),
        invites(#"[""]"#, 400, .error("invalid_parameter", "Invalid group id")),
        invites("[1]", 400, .error("invalid_parameter", "groupIds is not valid")),
        invites(#""65b1f22c09d6ed67ef1cd123""#, 400, .error("invalid_parameter", "groupIds is not valid")),
        invites("{}", 400, .error("invalid_parameter", "groupIds is not valid")),
        .init(
            "groups",
            .api("GET /corporate/groups"),
            200,
            """
            [{"id":"65b1f22c09d6ed67ef1cd123","groupName":"Support"},\
            {"id":"174bab366732bbce142e4412","groupName":"Technical"}]
            """
        ),
    ]
}
