import HTTPMessage

/// Sub-accounts: what they are, and what a key and a session of one need.
extension Conformance {
    private static let bakery = "/corporate/subAccount/\(Holding.bakery)"
    private static let both =
        #"{"id":"\#(Holding.support)","name":"Support"},{"id":"\#(Holding.technical)","name":"Technical"}"#
    private static let bakeryRow =
        #"{"id":4109344,"companyName":"Bakery","active":true,"createdAt":1707459280,"groups":[\#(both)]}"#
    private static let cafeRow =
        #"{"id":3984002,"companyName":"Cafe","active":true,"createdAt":1704424300,"#
        + #""groups":[{"id":"\#(Holding.support)","name":"Support"}]}"#

    private static func list(_ query: String, _ rows: [String], key: String = Acme.key) -> Conformance {
        holding(
            "GET /corporate/subAccount?\(query)",
            200,
            #"{"count":2,"subAccounts":[\#(rows.joined(separator: ","))]}"#,
            key: key
        )
    }

    private static func details(
        users: String,
        email: String = #"{"quantity":5000,"remaining":5000}"#,
        before: [HTTPRequest] = []
    ) -> Conformance {
        let none = #"{"quantity":-1,"remaining":-1}"#
        return holding(
            "GET \(bakery)",
            200,
            #"{"name":"Bea Baker","email":"owner@bakery.example","companyName":"Bakery","groups":[\#(both)],"#
                + #""planInfo":{"credits":{"emails":\#(email),"sms":\#(none),"#
                + #""wpSubscribers":{"quantity":0,"remaining":0},"whatsapp":\#(none),"#
                + #""externalFeeds":{"quantity":1,"remaining":1}},"#
                + #""features":{"inbox":{"quantity":10,"remaining":10},"landingPage":\#(none),"users":\#(users),"#
                + #""salesUsers":{"quantity":6,"remaining":4}},"planType":"paid"}}"#,
            before: before
        )
    }

    static let subAccounts: [Conformance] = [
        list("offset=0&limit=50", [bakeryRow, cafeRow]),
        list("offset=0&limit=1", [bakeryRow]),
        list("limit=1&offset=1", [cafeRow]),
        list("offset=2&limit=1", []),
        list("offset=2147483647&limit=2147483647", []),
        details(users: #"{"quantity":3,"remaining":1}"#),
        details(
            users: #"{"quantity":1,"remaining":0}"#,
            before: [.api("PUT \(bakery)/plan", #"{"features":{"users":1}}"#)]
        ),
        details(
            users: #"{"quantity":-1,"remaining":-1}"#,
            email: #"{"quantity":-1,"remaining":-1}"#,
            before: [.api("PUT \(bakery)/plan", #"{"credits":{"email":-1},"features":{"users":-1}}"#)]
        ),
        details(
            users: #"{"quantity":3,"remaining":0}"#,
            before: [.invite(email: "new@bakery.example", key: Holding.bakeryKey)]
        ),
        holding("DELETE \(bakery)", 204),
        holding("GET \(bakery)", 400, invalidSubAccount, before: [.api("DELETE \(bakery)")]),
        holding(
            "DELETE \(bakery)",
            404,
            #"{"message":"Sub-account 4109344 was not found","code":"document_not_found"}"#,
            before: [.api("DELETE \(bakery)")]
        ),
        holding(
            "GET /organization/invited/users",
            401,
            keyNotFound,
            before: [.api("DELETE \(bakery)")],
            key: Holding.bakeryKey
        ),
        holding("GET /organization/invited/users", 401, keyNotFound, key: "xkeysib-gone"),
        create(#"{"companyName":"Deli","email":"d@deli.example"}"#),
        create(
            #"{"companyName":"Deli","email":"owner@bakery.example","groupIds":[],"language":"de","timezone":"Asia/X"}"#
        ),
        create(#"{"companyName":"Deli","email":"d@deli.example","groupIds":["\#(Holding.support)"],"language":null}"#),
        create(#"{"companyName":"Deli","email":"d@deli.example","colour":"red"}"#, hint: "colour"),
        holding(
            "POST /corporate/subAccount/key",
            #"{"id":4109344,"name":"ci"}"#,
            201,
            #"{"status":"success","key":"<key>"}"#
        ),
        holding(
            "POST /corporate/subAccount/key",
            #"{"id":3984002,"name":"ci","x":1}"#,
            201,
            #"{"status":"success","key":"<key>"}"#,
            hint: "x"
        ),
        session(#"{"id":4109344}"#),
        session(#"{"id":4109344,"email":"ann@bakery.example","target":"contacts","url":"https://app.example/x"}"#),
        session(#"{"id":4109344,"email":"OWNER@bakery.example","name":1}"#, hint: "name"),
    ]

    private static func create(_ json: String, hint: String? = nil) -> Conformance {
        holding("POST /corporate/subAccount", json, 201, #"{"id":<number>}"#, hint: hint)
    }

    private static func session(_ json: String, hint: String? = nil) -> Conformance {
        holding("POST /corporate/subAccount/ssoToken", json, 200, #"{"token":"<token>"}"#, hint: hint)
    }

    private static func refused(_ call: String, _ json: String, _ code: String, _ message: String) -> Conformance {
        holding(call, json, 400, .error(code, message))
    }

    private static func listRefused(_ query: String, _ code: String, _ message: String) -> Conformance {
        holding("GET /corporate/subAccount?\(query)", 400, .error(code, message))
    }

    static let subAccountRefusals =
        listRefusals + unknownSubAccounts + createRefusals + keyRefusals + ssoRefusals

    private static let listRefusals: [Conformance] =
        [
            listRefused("limit=1", "missing_parameter", "offset is missing"),
            listRefused("offset=0", "missing_parameter", "limit is missing"),
            listRefused("offset=x&limit=1", "invalid_parameter", "Invalid offset"),
            listRefused("offset=0&limit=", "invalid_parameter", "Invalid limit"),
            listRefused("offset=-1&limit=1", "out_of_range", "offset must be between 0 and 2147483647"),
            listRefused("offset=0&limit=0", "out_of_range", "limit must be between 1 and 2147483647"),
            holding(
                "DELETE /corporate/subAccount/2039dfsddf885",
                400,
                #"{"message":"Sub-account 2039dfsddf885 is not valid","code":"missing_parameter"}"#
            ),
            holding(
                "DELETE /corporate/subAccount/2039885",
                404,
                #"{"message":"Sub-account 2039885 was not found","code":"document_not_found"}"#
            ),
            // The sub-account of another master account.
            holding(
                "DELETE /corporate/subAccount/5555555",
                404,
                #"{"message":"Sub-account 5555555 was not found","code":"document_not_found"}"#
            ),
            holding(
                "PUT /corporate/subAccount/key",
                "{}",
                405,
                .error("method_not_allowed", "PUT Method is not allowed on this path"),
                allow: "POST, OPTIONS"
            ),
        ]
        // A literal path is that path for every method.
        + ["key", "ssoToken"].map {
            holding(
                "GET /corporate/subAccount/\($0)",
                nil,
                405,
                .error("method_not_allowed", "GET Method is not allowed on this path"),
                allow: "POST, OPTIONS"
            )
        }

    private static let unknownSubAccounts: [Conformance] = [
        "ip", "0", "-1", "+1", "1.0", "99999999999999999999", "2039885", "5555555",
    ].map {
        holding("GET /corporate/subAccount/\($0)", 400, invalidSubAccount)
    }

    private static let createRefusals: [Conformance] = [
        refused(
            "POST /corporate/subAccount",
            "{}",
            "missing_parameter",
            "Missing companyName attribute in the request"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":null,"email":1}"#,
            "missing_parameter",
            "Missing companyName attribute in the request"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":1}"#,
            "missing_parameter",
            "Missing email attribute in the request"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":1,"email":1}"#,
            "invalid_parameter",
            "companyName is not valid"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"","email":"a@b.example"}"#,
            "invalid_parameter",
            "companyName is not valid"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"D","email":"nonsense"}"#,
            "invalid_parameter",
            "Invalid email address"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"D","email":"a@b.example","groupIds":1}"#,
            "invalid_parameter",
            "groupIds is not valid"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"D","email":"a@b.example","groupIds":["x"]}"#,
            "invalid_parameter",
            "Invalid group id"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"D","email":"a@b.example","language":"EN"}"#,
            "invalid_parameter",
            "language is not valid"
        ),
        refused(
            "POST /corporate/subAccount",
            #"{"companyName":"D","email":"a@b.example","timezone":1}"#,
            "invalid_parameter",
            "timezone is not valid"
        ),
    ]

    private static let keyRefusals: [Conformance] = [
        refused("POST /corporate/subAccount/key", "{}", "missing_parameter", "id is missing"),
        refused("POST /corporate/subAccount/key", #"{"id":0}"#, "missing_parameter", "name is missing"),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":0,"name":"ci"}"#,
            "invalid_parameter",
            "id should be a positive number"
        ),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":-4109344,"name":"ci"}"#,
            "invalid_parameter",
            "id should be a positive number"
        ),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":"4109344","name":"ci"}"#,
            "invalid_parameter",
            "id should be a positive number"
        ),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":4109344.5,"name":"ci"}"#,
            "invalid_parameter",
            "id should be a positive number"
        ),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":4109344,"name":""}"#,
            "invalid_parameter",
            "name is not valid"
        ),
        refused(
            "POST /corporate/subAccount/key",
            #"{"id":5555555,"name":"ci"}"#,
            "invalid_parameter",
            "Invalid sub-account id."
        ),
    ]
}
