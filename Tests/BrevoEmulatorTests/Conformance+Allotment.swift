import HTTPMessage

/// Plans, applications and addresses of sub-accounts; and who may make all these calls.
extension Conformance {
    private static let bakery = "/corporate/subAccount/\(Holding.bakery)"
    private static let associate = "POST /corporate/subAccount/ip/associate"
    private static let dissociate = "PUT /corporate/subAccount/ip/dissociate"
    private static let invalidID = String.error("invalid id", "Invalid request")
    private static let notIDs = String.error("invalid_parameter", "subAccountIds should be array of numeric ids only")
    private static let all =
        #""credits":{"email":5000,"externalFeeds":1,"sms":2000.0,"whatsapp":1e2,"wpSubscribers":-1},"#

    static let allotment: [Conformance] =
        [
            holding(
                "PUT \(bakery)/plan",
                #"{\#(all)"features":{"inbox":10,"landingPage":20,"salesUsers":6,"users":15}}"#,
                204
            ),
            holding("PUT \(bakery)/plan", "{}", 204),
            holding("PUT \(bakery)/plan", #"{"credits":null,"features":{"users":null}}"#, 204),
            holding("PUT \(bakery)/plan", #"{"credits":{"users":1},"x":1}"#, 204, hint: "x, credits.users"),
            holding("PUT \(bakery)/plan", #"{"features":{"users":0}}"#, 204),
            holding(
                "PUT /corporate/subAccounts/plan",
                #"{\#(all)"features":{"landingPage":20,"salesUsers":6,"users":15},"subAccountIds":[4109344,3984002]}"#,
                202
            ),
            holding("PUT /corporate/subAccounts/plan", "{}", 202),
            holding("PUT /corporate/subAccounts/plan", #"{"features":{"users":1},"subAccountIds":[]}"#, 202),
            holding(
                "PUT /corporate/subAccounts/plan",
                #"{"features":{"inbox":1},"subAccountIds":[4109344]}"#,
                202,
                hint: "features.inbox"
            ),
            holding("PUT \(bakery)/applications/toggle", "{}", 204),
            holding("PUT \(bakery)/applications/toggle", #"{"landing-pages":true,"web-push":false,"crm":null}"#, 204),
            holding("PUT \(bakery)/applications/toggle", #"{"analytics":false}"#, 204),
            holding("PUT \(bakery)/applications/toggle", #"{"webPush":false}"#, 204, hint: "webPush"),
            holding(
                "PUT /corporate/subAccount/5555555/applications/toggle",
                #"{"crm":false}"#,
                204,
                key: Holding.otherKey
            ),
            holding(associate, #"{"ids":[4109344,3984002],"ip":"103.11.32.88"}"#, 201, "[]"),
            holding(associate, #"{"ids":[],"ip":"103.11.32.88","x":1}"#, 201, "[]", hint: "x"),
            holding(dissociate, #"{"ids":[4109344,3984002],"ip":"103.11.32.88"}"#, 204),
            holding(dissociate, #"{"ids":[4109344],"ip":"103.11.32.89"}"#, 204),
        ]

    static let allotmentRefusals = unknownSubAccounts + quantities + ids + toggles + noBodies + ips

    private static let unknownSubAccounts: [Conformance] = ["5555555", "key", "0"].flatMap { id in
        ["plan", "applications/toggle"].map {
            holding("PUT /corporate/subAccount/\(id)/\($0)", "{}", 400, invalidSubAccount)
        }
    }

    private static let badQuantities: [(section: String, value: String, field: String)] = [
        ("credits", "[]", "credits"), ("features", "1", "features"), ("credits", #"{"email":-2}"#, "email"),
        ("credits", #"{"email":"1"}"#, "email"), ("credits", #"{"email":0.5}"#, "email"),
        ("credits", #"{"externalFeeds":2}"#, "externalFeeds"), ("credits", #"{"externalFeeds":-1}"#, "externalFeeds"),
        ("credits", #"{"wpSubscribers":1}"#, "wpSubscribers"), ("features", #"{"users":true}"#, "users"),
        ("features", #"{"users":2147483648}"#, "users"),
        ("features", #"{"landingPage":5,"salesUsers":[]}"#, "salesUsers"),
    ]

    private static let quantities: [Conformance] = badQuantities.flatMap { bad in
        ["PUT \(bakery)/plan", "PUT /corporate/subAccounts/plan"].map { call in
            let body = #"{"\#(bad.section)":\#(bad.value),"subAccountIds":[4109344]}"#
            return holding(call, body, 400, .error("invalid_parameter", "\(bad.field) is not valid"))
        }
    }

    private static let ids: [Conformance] =
        [("[4109344,5555555]", invalidSubAccount), ("[1]", invalidSubAccount), ("[0]", notIDs), ("{}", notIDs)].map {
            holding("PUT /corporate/subAccounts/plan", #"{"features":{"users":9},"subAccountIds":\#($0)}"#, 400, $1)
        }

    private static let toggles: [Conformance] =
        [#""true""#, "1", "[]"].map {
            let refusal = String.error("invalid_parameter", "landing-pages is not valid")
            return holding("PUT \(bakery)/applications/toggle", #"{"crm":true,"landing-pages":\#($0)}"#, 400, refusal)
        }
        + ["true", "false"].map {
            holding(
                "PUT /corporate/subAccount/5555555/applications/toggle",
                #"{"crm":false,"analytics":\#($0)}"#,
                400,
                .error("invalid_parameter", "Analytics is not available on your plan"),
                key: Holding.otherKey
            )
        }

    private static let noBodies: [Conformance] = [
        "PUT \(bakery)/plan", "PUT \(bakery)/applications/toggle", "PUT /corporate/subAccounts/plan", dissociate,
    ].map { holding($0, 400, .error("missing_parameter", "No inputs in the body")) }

    private static let badIPs: [(body: String, refusal: String)] = [
        (#"{"ip":"103.11.32.88"}"#, .error("missing_parameter", "ids is missing")),
        (#"{"ids":["x"]}"#, .error("missing_parameter", "ip is missing")),
        (#"{"ids":[4109344],"ip":1}"#, .error("invalid_parameter", "ip is not valid")),
        (#"{"ids":[4109344],"ip":"103.11.32.8"}"#, .error("invalid_parameter", "Invalid ip")),
        (#"{"ids":[4109344,5555555],"ip":"103.11.32.88"}"#, invalidID),
        (#"{"ids":[0],"ip":"103.11.32.88"}"#, invalidID),
        (#"{"ids":["4109344"],"ip":"103.11.32.88"}"#, invalidID), (#"{"ids":4109344,"ip":"103.11.32.88"}"#, invalidID),
    ]

    private static let ips: [Conformance] = [associate, dissociate].flatMap { call in
        badIPs.map { holding(call, $0.body, 400, $0.refusal) }
    }

    /// Every call of a master account that needs no person, right but for the account that makes it.
    private static let calls: [(String, String?)] = [
        ("POST /corporate/group", #"{"groupName":"New"}"#), ("GET /corporate/group/\(Holding.support)", nil),
        ("PUT /corporate/group/\(Holding.support)", "{}"), ("DELETE /corporate/group/\(Holding.support)", nil),
        ("PUT /corporate/group/unlink/\(Holding.support)/subAccounts", #"{"subAccountIds":[4109344]}"#),
        ("GET /corporate/groups", nil), ("GET /corporate/ip", nil), ("GET /corporate/masterAccount", nil),
        ("POST /corporate/ssoToken", #"{"email":"boss@acme.example"}"#),
        ("GET /corporate/subAccount?offset=0&limit=1", nil),
        ("POST /corporate/subAccount", #"{"companyName":"D","email":"d@deli.example"}"#),
        (associate, #"{"ids":[4109344],"ip":"103.11.32.88"}"#), (dissociate, #"{"ids":[4109344],"ip":"103.11.32.88"}"#),
        ("POST /corporate/subAccount/key", #"{"id":4109344,"name":"ci"}"#),
        ("POST /corporate/subAccount/ssoToken", #"{"id":4109344}"#), ("GET \(bakery)", nil), ("DELETE \(bakery)", nil),
        ("PUT \(bakery)/applications/toggle", #"{"crm":true}"#), ("PUT \(bakery)/plan", #"{"features":{"users":1}}"#),
        ("PUT /corporate/subAccounts/plan", #"{"subAccountIds":[4109344]}"#),
    ]

    static let noMasters = [Holding.plainKey, Holding.bakeryKey].flatMap { key in
        calls.map { call, json in holding(call, json, 403, accessForbidden, key: key) }
    }
}
