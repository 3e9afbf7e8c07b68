import BrevoAPI
import BrevoCore
import HTTPMessage
import Testing

/// What `--legacy-responses` adds, byte by byte; that the client reads it is shown in Tests/SDK.
@Suite struct LegacyFieldsTests {
    private static let view = String.privilege("contacts", "view")

    @Test(arguments: [
        (
            "POST /organization/user/invitation/send", String.access("bob@acme.example", view),
            #"{"status":"OK","invoice_id":"INV-000002","email":"bob@acme.example","all_features_access":false,"privileges":\#(view)}"#
        ),
        (
            "POST /organization/user/invitation/send", .access("bob@acme.example"),
            #"{"status":"OK","invoice_id":"INV-000002","email":"bob@acme.example","all_features_access":true,"privileges":[]}"#
        ),
        (
            "POST /organization/user/update/permissions", .access("ann@acme.example", view),
            #"{"status":"OK","email":"ann@acme.example","all_features_access":false,"privileges":\#(view)}"#
        ),
        (
            "PUT /organization/user/invitation/resend/ann%40acme.example", nil,
            #"{"status":"OK","email":"ann@acme.example"}"#
        ),
        (
            "PUT /organization/user/invitation/cancel/ann@acme.example", nil,
            #"{"status":"OK","credit_notes":["CN-000001"],"email":"ann@acme.example"}"#
        ),
        (
            "PUT /organization/user/invitation/revoke/ann@acme.example", nil,
            #"{"status":"OK","credit_notes":["CN-000001"],"email":"ann@acme.example"}"#
        ),
    ])
    func `an answer repeats the request after the service's own fields`(
        line: String,
        body: String?,
        answer: String
    ) throws {
        var service = try Service(plan: .standard, billing: true)
        let billed = String.privilege("email_campaigns", "create_edit_delete")
        try #require(service.invite("ann@acme.example", billed).status == .ok)
        #expect(service.call(line, body, addsLegacyFields: true).text == answer)
    }

    @Test func `an admin user's invitation keeps its id`() throws {
        var service = try Service()
        let body = String.access("eve@acme.example")
        let answer = service.call("POST /corporate/user/invitation/send", body, addsLegacyFields: true)
        #expect(answer.status == .created)
        let repeated = #","email":"eve@acme.example","all_features_access":true,"privileges":[]}"#
        #expect(answer.text.wholeMatch(of: /\{"id":"[0-9a-f]{24}"(.*)/)?.1 == Substring(repeated))
    }

    @Test(
        arguments: [
            ("GET /organization/invited/users", nil), ("GET /organization/user/ann@acme.example/permissions", nil),
            ("GET /corporate/groups", nil), ("GET /corporate/invited/users", nil),
            ("PUT /organization/user/invitation/revoke/bob@acme.example", nil),
            ("POST /organization/user/invitation/send", .access("ann@acme.example")),
            ("DELETE /corporate/user/revoke/eve@acme.example", nil),
        ] as [(String, String?)]
    )
    func `every other answer is as it was, refusals too`(line: String, body: String?) throws {
        var faithful = try Service()
        try #require(faithful.invite("ann@acme.example").status == .ok)
        let admin = faithful.call("POST /corporate/user/invitation/send", .access("eve@acme.example"))
        try #require(admin.status == .created)
        var legacy = faithful
        let answer = faithful.call(line, body)
        #expect(legacy.call(line, body, addsLegacyFields: true).text == answer.text)
    }
}
