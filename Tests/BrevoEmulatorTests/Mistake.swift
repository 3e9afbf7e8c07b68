import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// A mistake that people make, and what the hint must tell them.
struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    var before: [HTTPRequest] = []
    let request: HTTPRequest
    let status: Int
    /// Parts of the hint.
    let hint: [String]
    /// What differs from ``Acme/configuration(_:)``.
    var configuration: @Sendable (inout Emulator.Configuration) -> Void = { _ in }

    var testDescription: String { name }

    init(
        _ name: String,
        _ request: HTTPRequest,
        _ status: Int,
        _ hint: String...,
        before: [HTTPRequest] = [],
        configuration: @escaping @Sendable (inout Emulator.Configuration) -> Void = { _ in }
    ) {
        (self.name, self.request, self.status, self.hint) = (name, request, status, hint)
        (self.before, self.configuration) = (before, configuration)
    }

    static let all = paths + credentials + bodies + fields + permissions + people + commands

    private static let list = "/organization/invited/users"
    private static let send = "POST /organization/user/invitation/send"

    private static let paths: [Mistake] = [
        .init("an API that is not emulated", .api("GET /contacts"), 404, "/contacts", "POST /__admin/mappings"),
        .init("sending mail", .api("POST /smtp/email", "{}"), 404, "only user management is", "/__admin/mappings"),
        .init("a misspelt path", .api("GET /organisation/invited/users"), 404, "Did you mean /v3\(list)?"),
        .init("a path in the singular", .api("GET /organization/invited/user"), 404, "Did you mean /v3\(list)?"),
        .init("no base path", .raw("GET", list), 404, "lacks /v3", "Did you mean /v3\(list)?"),
        .init("the base path twice", .api("GET /v3\(list)"), 404, "/v3 twice", "Did you mean /v3\(list)?"),
        .init("two slashes", .api("GET /organization//invited/users"), 404, "two slashes", "Did you mean /v3\(list)?"),
        .init(
            "a control call below the base path",
            .api("GET /__emulator/state"),
            404,
            "Did you mean /__emulator/state?"
        ),
        .init(
            "a stub call below the base path",
            .api("POST /__admin/mappings"),
            404,
            "Did you mean /__admin/mappings?"
        ),
        .init("a misspelt control plane", .raw("POST", "/_emulator/reset"), 404, "Did you mean /__emulator/reset?"),
        .init("a wrong method", .api("GET /organization/user/invitation/send"), 405, "This path takes POST"),
    ]

    private static let credentials: [Mistake] = [
        .init("no key", .list(), 401, "Send the header api-key"),
        .init(
            "no key on an unknown path",
            .raw("GET", list, key: nil),
            401,
            "header api-key",
            "Did you mean /v3\(list)?"
        ),
        .init(
            "a key as Bearer",
            .list(["Authorization": "Bearer xkeysib-1"]),
            401,
            "api-key: xkeysib-",
            "without Bearer"
        ),
        .init("a key under another name", .list(["x-api-key": "k"]), 401, "named api-key, not x-api-key"),
        .init("a token of elsewhere", .list(["Authorization": "Bearer abc"]), 401, "POST /oauth/token"),
        .init("a key that is not seeded", .list(key: "k"), 401, "--keys any") { $0.keyPolicy = .seeded },
        .init("no master account", .api("GET /corporate/groups", key: Acme.organizationKey), 403, #""kind": "master""#),
    ]

    private static let bodies: [Mistake] = [
        .init(
            "another content type",
            .invite("{}", headers: ["Content-Type": "text/plain"]),
            406,
            "text/plain",
            "send application/json"
        ),
        .init(
            "a compressed body",
            .invite("{}", headers: ["Content-Encoding": "gzip", "Content-Type": "application/json"]),
            415,
            "gzip",
            "uncompressed"
        ),
        .init("a body that is not JSON", .invite(#"{"email":}"#), 400, "The body is not JSON"),
        .init("a body in a list", .invite("[]"), 400, "not an object"),
        .init("no body", .api(send), 400, "needs a JSON object"),
        .init("a body beyond the limit", .invite(String(repeating: " ", count: 101)), 413, "--max-body") {
            $0.bodyLimit = 100
        },
        .init(
            "a misspelt header of the emulator",
            .list(key: Acme.key, ["X-Emulator-Explian": "1"]),
            400,
            "X-Emulator-Explain"
        ),
    ]

    private static let fields: [Mistake] = [
        .init(
            "camel case",
            .invite(#"{"email":"x@acme.example","allFeaturesAccess":true}"#),
            400,
            "Did you mean all_features_access by allFeaturesAccess?"
        ),
        .init(
            "a misspelt field",
            .invite(#"{"email":"x@acme.example","all_features_access":false,"privilages":[]}"#),
            400,
            "Did you mean privileges by privilages?"
        ),
        .init(
            "a misspelt field that is optional",
            .api(
                "POST /corporate/user/invitation/send",
                #"{"email":"x@acme.example","all_features_access":true,"groupsIds":[]}"#
            ),
            201,
            "Did you mean groupIds by groupsIds?"
        ),
        .init(
            "a flag in quotes",
            .invite(#"{"email":"x@acme.example","all_features_access":"true"}"#),
            400,
            "all_features_access must be true or false, not a string"
        ),
        .init(
            "an address with a space",
            .invite(.viewer(" x@acme.example")),
            400,
            "is not an email address",
            "no spaces"
        ),
        .init("a page without its type", .api("GET /corporate/invited/users?offset=1"), 400, "Give type a value"),
    ]

    private static func grant(_ feature: String, _ permissions: String...) -> HTTPRequest {
        grants("{\"feature\":\"\(feature)\",\"permissions\":[\"\(permissions.joined(separator: "\",\""))\"]}")
    }

    private static func grants(_ privileges: String) -> HTTPRequest {
        .invite(#"{"email":"x@acme.example","all_features_access":false,"privileges":[\#(privileges)]}"#)
    }

    private static let permissions: [Mistake] = [
        .init("a misspelt feature", grant("template", "none"), 400, "The features are templates, email_campaigns,"),
        .init(
            "a misspelt permission",
            grant("contacts", "exports"),
            400,
            "The permissions of contacts are export, view,"
        ),
        .init(
            "the label of a feature",
            grant("SMTP & API", "smtp"),
            400,
            #""SMTP & API" is a label; the name is smtp_api."#
        ),
        .init(
            "the label of a permission",
            grant("contacts", "Lists and attributes"),
            400,
            "the name is list_and_attributes."
        ),
        .init("none with others", grant("contacts", "none", "view"), 400, "none stands alone"),
        .init("a former name", grant("companies", "manage_others_companies"), 200, "write manage_other_companies"),
        .init(
            "a feature twice",
            grants(#"{"feature":"phone","permissions":["all"]},{"feature":"phone","permissions":["none"]}"#),
            400,
            "all permissions of phone into one item"
        ),
        .init("general permissions alone", grant("contacts", "view"), 200, "--assume general-only=refused"),
        .init("a feature that the plan lacks", grant("templates", "activate_deactivate"), 400, "plan lacks templates") {
            $0.seed = plan("free")
        },
        .init(
            "an update that names one feature of two",
            .api(
                "POST /organization/user/update/permissions",
                #"{"email":"ann@acme.example","all_features_access":false,"#
                    + #""privileges":[{"feature":"phone","permissions":["all"]}]}"#
            ),
            200,
            "Still granted",
            "contacts",
            "--assume update=replace"
        ),
    ]

    private static func plan(_ name: String) -> JSONDocument? {
        try? JSONDocument(Array(#"{"version":1,"accounts":[{"apiKeys":["xkeysib-acme"],"plan":"\#(name)"}]}"#.utf8))
    }

    private static let people: [Mistake] = [
        .init("a user who was invited already", .invite(email: "ann@acme.example"), 400, "resend or cancel", "/accept"),
        .init("a full plan", .invite(email: "x@acme.example"), 402, "The plan free has 1 users") {
            $0.seed = plan("free")
        },
        .init(
            "a resend to an active user",
            .api("PUT /organization/user/invitation/resend/ann@acme.example"),
            403,
            "The user is active",
            "pending or rejected",
            before: [.control("POST /users/ann@acme.example/accept")]
        ),
        .init(
            "another action",
            .api("PUT /organization/user/invitation/remind/ann@acme.example"),
            403,
            #""remind" is not"#
        ),
        .init(
            "a revoke of the owner",
            .api("PUT /organization/user/invitation/revoke/boss@acme.example"),
            403,
            "account's owner"
        ),
        .init(
            "a group that does not exist",
            .api(
                "POST /corporate/user/invitation/send",
                #"{"email":"x@acme.example","all_features_access":true,"groupIds":["1"]}"#
            ),
            400,
            "GET /corporate/groups lists them"
        ),
    ]

    private static let commands: [Mistake] = [
        .init(
            "an unknown person accepts",
            .control("POST /users/bob@acme.example/accept"),
            404,
            "Pending are ann@acme.example in the world default"
        ),
        .init("an admin user accepts as a user", .control("POST /users/eve@acme.example/accept"), 404, "?kind=admin"),
        .init(
            "a person of another world accepts",
            .raw("POST", "/worlds/w/__emulator/users/bob@acme.example/accept"),
            404,
            "in the world w"
        ),
        .init(
            "an active person accepts",
            .control("POST /users/Plus+Tag@acme.example/accept"),
            409,
            "Only a pending invitation"
        ),
        .init("a misspelt control call", .control("POST /resett"), 404, "/reset"),
        .init("a wrong method of a control call", .control("GET /reset"), 405, "This path takes POST"),
        .init("an unknown assumption", .control("PUT /assumptions", #"{"updat":"merge"}"#), 422, "nothing was changed"),
    ]
}
