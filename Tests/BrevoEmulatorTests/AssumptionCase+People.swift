import HTTPMessage

/// Assumptions about people: invitations, permissions, lists.
extension AssumptionCase {
    static let people = permissions + lists + refusals + generalOnly + revocations

    private static let phone = #"[{"feature":"phone","permissions":["all"]}]"#
    private static let annsPermissions = HTTPRequest.api("GET /organization/user/ann@acme.example/permissions")
    private static let accept = HTTPRequest.control("POST /users/ann@acme.example/accept")
    private static let decline = HTTPRequest.control("POST /users/ann@acme.example/decline")
    private static let expire = HTTPRequest.control("POST /clock/advance", #"{"by":"PT72H"}"#)

    private static let permissions: [AssumptionCase] =
        [("a pending user", []), ("an active user", [accept])].map { name, before in
            .init(
                assumption: "update",
                name: "POST /organization/user/update/permissions of \(name)",
                before: before,
                request: .api(
                    "POST /organization/user/update/permissions",
                    #"{"email":"ann@acme.example","all_features_access":false,"privileges":\#(phone)}"#
                ),
                then: annsPermissions,
                expected: [
                    "merge": .init(status: 200, body: .ok, then: #"{"feature":"Contacts","permissions":["View"]}"#),
                    "replace": .init(status: 200, body: .ok, then: #"{"feature":"Contacts","permissions":["None"]}"#),
                ]
            )
        } + [
            .init(
                assumption: "admin-update",
                name: "PUT /corporate/user/{email}/permissions",
                request: .api(
                    "PUT /corporate/user/eve@acme.example/permissions",
                    #"{"all_features_access":false,"privileges":[{"feature":"my_plan","permissions":["all"]}]}"#
                ),
                then: .api("GET /corporate/user/eve@acme.example/permissions"),
                expected: [
                    "replace": .init(status: 204, body: "", then: #""my_plan":["all"],"api_keys":["none"]"#),
                    "merge": .init(status: 204, body: "", then: #""my_plan":["all"],"api_keys":["all"]"#),
                ]
            )
        ]

    private static let lists: [AssumptionCase] =
        [("who declined", decline), ("whose invitation expired", expire)].map { name, step in
            let hidden = Conformance.userListWithoutAnn
            let listed = Conformance.userList.replacing(#""status":"pending""#, with: #""status":"rejected""#)
            return .init(
                assumption: "rejected",
                name: "GET /organization/invited/users with a user \(name)",
                before: [step],
                request: .api("GET /organization/invited/users"),
                expected: [
                    "hidden": .init(status: 200, body: hidden), "listed": .init(status: 200, body: listed),
                ]
            )
        } + [
            .init(
                assumption: "admin-groups",
                name: "GET /corporate/invited/users",
                request: .api("GET /corporate/invited/users"),
                expected: [
                    "array": .init(status: 200, body: #"{"users":[\#(Conformance.boss),\#(Conformance.eve)]}"#),
                    "object": .init(
                        status: 200,
                        body: #"{"users":[\#(withoutArrays(Conformance.boss)),\#(withoutArrays(Conformance.eve))]}"#
                    ),
                ]
            )
        ]

    private static func withoutArrays(_ row: String) -> String {
        row.replacing(#""groups":[]"#, with: #""groups":{}"#).replacing(/"groups":\[(\{.*?\})\]/) {
            "\"groups\":\($0.1)"
        }
    }

    /// Calls that do not apply to the person of their path.
    private static let refusals: [AssumptionCase] = [
        refusal("resend/nobody@acme.example"), refusal("cancel/nobody@acme.example"),
        refusal("revoke/nobody@acme.example", "User not found"),
        refusal("resend/ann@acme.example", before: accept), refusal("cancel/ann@acme.example", before: accept),
        refusal("revoke/ann@acme.example", "User not found", before: decline),
        refusal("revoke/ann@acme.example", "User not found", before: expire),
        refusal("resend/boss@acme.example"), refusal("cancel/boss@acme.example"), refusal("revoke/boss@acme.example"),
        refusal("resend/ann"), refusal("cancel/ann"), refusal("revoke/ann"), refusal("remind/ann@acme.example"),
    ]

    private static func refusal(
        _ path: String,
        _ message: String = "Invitation not found",
        before: HTTPRequest? = nil
    ) -> AssumptionCase {
        func basis(_ mark: String, _ status: Int) -> String {
            "\(mark) missing-invitation-\(status); missing-invitation=\(status)"
        }
        return .init(
            assumption: "missing-invitation",
            name: "PUT /organization/user/invitation/\(path)\(before.map { " after \($0.target)" } ?? "")",
            before: before.map { [$0] } ?? [],
            request: .api("PUT /organization/user/invitation/\(path)"),
            expected: [
                "403": .refused(403, "permission_denied", "Unauthorized access", basis("DOC", 403)),
                "400": .refused(400, "invalid_parameter", message, basis("INF", 400)),
                "404": .refused(404, "document_not_found", message, basis("INF", 404)),
            ]
        )
    }

    private static let generalOnly: [AssumptionCase] = [
        .init(
            assumption: "general-only",
            name: "POST /organization/user/invitation/send",
            request: .invite(email: "new@acme.example"),
            expected: [
                "allowed": .init(status: 200, body: .ok),
                "refused": .refused(
                    400,
                    "invalid_parameter",
                    "You can't give access to general features only",
                    "INF general-only-refused; general-only=refused"
                ),
            ]
        )
    ]

    private static let revocations: [AssumptionCase] = [
        .init(
            assumption: "revoke-pending",
            name: "PUT /organization/user/invitation/revoke/{email} of a pending user",
            request: .api("PUT /organization/user/invitation/revoke/ann@acme.example"),
            expected: [
                "allowed": .init(status: 200, body: .ok),
                "refused": .refused(
                    403,
                    "permission_denied",
                    "Unauthorized access",
                    "INF revoke-pending-refused; revoke-pending=refused"
                ),
            ]
        )
    ]
}
