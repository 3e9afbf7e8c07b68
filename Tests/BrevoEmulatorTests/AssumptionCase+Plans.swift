import HTTPMessage

/// Assumptions about plans, and about paths.
extension AssumptionCase {
    static let plans = limits + features
    static let paths = ["GET /nonsense", "POST /organization/user", "PUT /corporate", "DELETE /smtp"].map(unknownPath)

    /// A free account, which has no other user than the owner, with ann and bob, who were rejected.
    private static func seed(plan: String) -> String {
        """
        {"version": 1, "accounts": [{"apiKeys": ["xkeysib-acme"], "plan": "\(plan)", "users": [
          {"email": "ann@acme.example", "status": "rejected"},
          {"email": "cid@acme.example", "status": "active"}, {"email": "dan@acme.example", "status": "active"}]}]}
        """
    }

    /// A sub-account that may have its owner and nobody else.
    private static let fullSubAccount = """
        {"version": 1, "accounts": [{"apiKeys": ["xkeysib-master"], "kind": "master", "subAccounts": [
          {"id": 4109344, "apiKeys": ["xkeysib-acme"], "features": {"users": 1},
           "users": [{"email": "ann@acme.example", "status": "rejected"}]}]}]}
        """

    /// As many groups as a master account can have.
    private static let fullGroups = """
        {"version": 1, "accounts": [{"apiKeys": ["xkeysib-acme"], "kind": "master",
          "groups": [\(Array(repeating: #"{"groupName": "g"}"#, count: 1000).joined(separator: ","))]}]}
        """

    private static func limit(_ name: String, _ seed: String, _ request: HTTPRequest, _ noun: String = "User")
        -> AssumptionCase
    {
        let message = "\(noun) limit reached for your plan"
        return .init(
            assumption: "plan-limit",
            name: name,
            seed: seed,
            request: request,
            expected: [
                "402": .refused(402, "not_enough_credits", message, "DOC plan-limit-402; plan-limit=402"),
                "400": .refused(400, "not_enough_credits", message, "INF plan-limit-400; plan-limit=400"),
                "405": .refused(405, "method_not_allowed", message, "INF plan-limit-405; plan-limit=405"),
            ]
        )
    }

    private static let resend = HTTPRequest.api("PUT /organization/user/invitation/resend/ann@acme.example")

    private static let limits: [AssumptionCase] = [
        limit("POST /organization/user/invitation/send", seed(plan: "standard"), .invite(email: "new@acme.example")),
        limit("PUT /organization/user/invitation/resend/{email}", seed(plan: "standard"), resend),
        limit(
            "POST /organization/user/invitation/send in a sub-account",
            fullSubAccount,
            .invite(email: "new@acme.example")
        ),
        limit("PUT /organization/user/invitation/resend/{email} in a sub-account", fullSubAccount, resend),
        limit("POST /corporate/group", fullGroups, .api("POST /corporate/group", #"{"groupName":"new"}"#), "Group"),
    ]

    private static func feature(_ line: String, _ email: String) -> AssumptionCase {
        let message = "Feature templates is not available on your plan"
        return .init(
            assumption: "plan-feature",
            name: line,
            seed: seed(plan: "starter"),
            request: .api(
                line,
                #"{"email":"\#(email)","all_features_access":false,"#
                    + #""privileges":[{"feature":"templates","permissions":["activate_deactivate"]}]}"#
            ),
            expected: [
                "400": .refused(400, "invalid_parameter", message, "INF plan-feature-400; plan-feature=400"),
                "402": .refused(402, "not_enough_credits", message, "INF plan-feature-402; plan-feature=402"),
                "405": .refused(405, "method_not_allowed", message, "INF plan-feature-405; plan-feature=405"),
            ]
        )
    }

    private static let features = [
        feature("POST /organization/user/invitation/send", "new@acme.example"),
        feature("POST /organization/user/update/permissions", "cid@acme.example"),
    ]

    private static func unknownPath(_ line: String) -> AssumptionCase {
        let message = "/v3\(line.drop { $0 != "/" }) is not an endpoint of this API"
        return .init(
            assumption: "unknown-path",
            name: line,
            request: .api(line),
            expected: [
                "service": .refused(
                    404,
                    "document_not_found",
                    message,
                    "INF unknown-path-service; unknown-path=service"
                ),
                "gateway": .init(
                    status: 404,
                    body: #"{"message":"\#(message)","code":"document_not_found"}"# + "\n",
                    basis: "INF unknown-path-gateway; unknown-path=gateway"
                ),
            ]
        )
    }
}
