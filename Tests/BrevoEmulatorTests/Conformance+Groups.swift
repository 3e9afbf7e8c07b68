import HTTPMessage

/// The groups of sub-accounts, and the master account itself.
extension Conformance {
    static let invalidRequest = String.error("invalid_parameter", "Invalid request")
    static let invalidSubAccount = String.error("invalid_parameter", "Invalid sub-account id.")

    /// A call in the world of ``Holding``.
    static func holding(
        _ call: String,
        _ json: String?,
        _ status: HTTPStatus,
        _ body: String? = nil,
        before: [HTTPRequest] = [],
        key: String = Acme.key,
        allow: String? = nil,
        hint: String? = nil
    ) -> Conformance {
        .init(
            "\(call) \(json ?? "")\(before.isEmpty ? "" : " after \(before.map(\.target))")",
            before: before,
            .api(call, json, key: key),
            status,
            body,
            allow: allow,
            hint: hint,
            configuration: Holding.configure
        )
    }

    static func holding(
        _ call: String,
        _ status: HTTPStatus,
        _ body: String? = nil,
        before: [HTTPRequest] = [],
        key: String = Acme.key
    ) -> Conformance {
        holding(call, nil, status, body, before: before, key: key)
    }

    private static let support = "/corporate/group/\(Holding.support)"
    private static let technical = "/corporate/group/\(Holding.technical)"
    private static let unlink = "PUT /corporate/group/unlink/\(Holding.technical)/subAccounts"
    private static let bakery =
        #"{"id":4109344,"companyName":"Bakery","createdAt":"2024-02-09T06:14:40+00:00"}"#
    private static let cafe = #"{"id":3984002,"companyName":"Cafe","createdAt":"2024-01-05T03:11:40+00:00"}"#

    /// The answer about a group; those in it, and those who may reach it.
    private static func group(_ id: String, _ name: String, _ members: [String], _ users: [String]) -> String {
        #"{"group":{"id":"\#(id)","groupName":"\#(name)","createdAt":"2024-02-09T06:14:40+00:00"},"#
            + #""sub-accounts":[\#(members.joined(separator: ","))],"#
            + #""users":[\#(users.map { #"{"email":"\#($0)@acme.example"}"# }.joined(separator: ","))]}"#
    }

    static let groups: [Conformance] = [
        holding("GET \(support)", 200, group(Holding.support, "Support", [bakery, cafe], ["all", "support"])),
        holding("GET \(technical)", 200, group(Holding.technical, "Technical", [bakery], ["all", "technical"])),
        holding("POST /corporate/group", #"{"groupName":"New"}"#, 201, #"{"id":"<id>"}"#),
        holding("POST /corporate/group", #"{"groupName":"Support"}"#, 201, #"{"id":"<id>"}"#),
        holding(
            "POST /corporate/group",
            #"{"groupName":"é","subAccountIds":[4109344,4109344]}"#,
            201,
            #"{"id":"<id>"}"#
        ),
        holding("POST /corporate/group", #"{"groupName":"N","subAccountIds":[]}"#, 201, #"{"id":"<id>"}"#),
        holding("POST /corporate/group", #"{"groupName":"N","subAccountIds":null}"#, 201, #"{"id":"<id>"}"#),
        holding("POST /corporate/group", #"{"groupName":"N","colour":1}"#, 201, #"{"id":"<id>"}"#, hint: "colour"),
        holding("PUT \(support)", "{}", 204),
        holding("PUT \(support)", #"{"id":1}"#, 204, hint: "id"),
        holding(
            "GET \(support)",
            200,
            group(Holding.support, "Desk", [cafe], ["all", "support"]),
            before: [.api("PUT \(support)", #"{"groupName":"Desk","subAccountIds":[3984002]}"#)]
        ),
        holding(
            "GET \(support)",
            200,
            group(Holding.support, "Support", [], ["all", "support"]),
            before: [.api("PUT \(support)", #"{"subAccountIds":[]}"#)]
        ),
        holding(unlink, #"{"subAccountIds":[4109344,4109344.0,3984002]}"#, 204),
        holding(
            "GET \(technical)",
            200,
            group(Holding.technical, "Technical", [], ["all", "technical"]),
            before: [.api(unlink, #"{"subAccountIds":[4109344]}"#)]
        ),
        holding("DELETE \(support)", 204),
        holding("GET \(support)", 400, invalidRequest, before: [.api("DELETE \(support)")]),
        holding("DELETE \(support)", 400, invalidRequest, before: [.api("DELETE \(support)")]),
        holding(
            "GET /corporate/groups",
            200,
            #"[{"id":"\#(Holding.technical)","groupName":"Technical"}]"#,
            before: [.api("DELETE \(support)")]
        ),
        holding(
            "GET \(technical)",
            200,
            group(Holding.technical, "Technical", [cafe], ["all", "technical"]),
            before: [
                .api("PUT \(technical)", #"{"subAccountIds":[3984002,4109344]}"#),
                .api("DELETE /corporate/subAccount/4109344"),
            ]
        ),
    ]

    static let groupRefusals = unknownGroups + badMembers + badLinks + badNames

    private static let unknownGroups: [Conformance] = ["GET", "PUT", "DELETE"].flatMap { method in
        ["000000000000000000000000", "id", "65B1F22C09D6ED67EF1CD123"].map { id in
            holding("\(method) /corporate/group/\(id)", method == "PUT" ? "{}" : nil, 400, invalidRequest)
        }
    }

    private static let badMembers: [Conformance] = [
        "[4109344,1]", "[5555555]", "[0]", "[-1]", "[1.5]", #"["4109344"]"#, "[null]", "[[]]", "{}", "4109344", "true",
    ].flatMap { ids in
        let body = #"{"groupName":"New","subAccountIds":\#(ids)}"#
        return [
            holding("POST /corporate/group", body, 400, invalidRequest),
            holding("PUT \(support)", body, 400, invalidRequest),
        ]
    }

    private static let badLinks: [Conformance] =
        ["[0]", "[-1]", "[1.5]", #"["4109344"]"#, #"[4109344,"x"]"#, "{}", "4109344", #""x""#, "true"].map { ids in
            let message = "subAccountIds should be array of numeric ids only"
            return holding(unlink, #"{"subAccountIds":\#(ids)}"#, 400, .error("invalid_parameter", message))
        } + [
            holding(unlink, #"{"subAccountIds":[4109344,1]}"#, 400, invalidRequest),
            holding("PUT /corporate/group/unlink/id/subAccounts", #"{"subAccountIds":[4109344]}"#, 400, invalidRequest),
            holding(unlink, "{}", 400, .error("missing_parameter", "subAccountIds is missing")),
            holding(unlink, #"{"subAccountIds":null}"#, 400, .error("missing_parameter", "subAccountIds is missing")),
            holding(unlink, 400, .error("missing_parameter", "No inputs in the body")),
        ]

    private static let badNames: [Conformance] =
        ["1", "[]", #""""#, "\"\(String(repeating: "é", count: 256))\""].map { name in
            let refusal = String.error("invalid_parameter", "groupName is not valid")
            return holding("POST /corporate/group", #"{"groupName":\#(name)}"#, 400, refusal)
        }
        + ["{}", #"{"groupName":null,"subAccountIds":[1]}"#].map { body in
            holding("POST /corporate/group", body, 400, .error("missing_parameter", "groupName is missing"))
        } + [holding("PUT \(support)", 400, .error("missing_parameter", "No inputs in the body"))]

    static let masterAccount = addresses + sessions + sessionRefusals

    private static let addresses: [Conformance] = [
        holding(
            "GET /corporate/ip",
            200,
            #"[{"domain":"mail.acme.example","ip":"103.11.32.88","transactional":true},"#
                + #"{"domain":"news.acme.example","ip":"103.11.32.89","transactional":false}]"#
        ),
        holding("GET /corporate/ip", 200, "[]", key: Holding.otherKey),
    ]

    private static let sessions: [Conformance] =
        ["BOSS@acme.example", "all@acme.example", "support@acme.example", "nothing@acme.example"].map { email in
            holding("POST /corporate/ssoToken", #"{"email":"\#(email)"}"#, 200, #"{"token":"<token>"}"#)
        } + [
            holding(
                "POST /corporate/ssoToken",
                #"{"email":"boss@acme.example","url":"x"}"#,
                200,
                #"{"token":"<token>"}"#,
                hint: "url"
            )
        ]

    private static let sessionRefusals: [Conformance] =
        ["nonsense", "technical@acme.example", "gone@acme.example", "ann@bakery.example", "x@acme.example"].map {
            let refusal = String.error("invalid_parameter", "Invalid email address")
            return holding("POST /corporate/ssoToken", #"{"email":"\#($0)"}"#, 400, refusal)
        } + [
            holding("POST /corporate/ssoToken", "{}", 400, .error("missing_parameter", "email is missing")),
            holding(
                "POST /corporate/ssoToken",
                #"{"email":1}"#,
                400,
                .error("invalid_parameter", "email is not valid")
            ),
        ]
}
