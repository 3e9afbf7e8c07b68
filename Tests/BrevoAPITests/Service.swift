import BrevoAPI
import BrevoCore
import HTTPMessage
import Testing

/// The service with one account, the clock of whoever tests it, and no socket.
struct Service {
    static let key = "xkeysib-acme"
    private static let requestID = "5bdb2b20-1e3c-4f0a-9a3e-0d6a4a2f7c11"

    var service: BrevoService
    var now: Timestamp

    /// A service whose account has nobody but boss@acme.example.
    init(plan: Plan = .enterprise, billing: Bool = false, policy: Accounts.KeyPolicy = .any) throws {
        now = try #require(Timestamp("2026-11-20T09:00:00Z"))
        var ids = IDSource(seed: 1)
        let account = Account(
            apiKeys: [APIKey(Self.key)],
            companyName: "Acme",
            plan: plan,
            billing: Billing(isOn: billing),
            owner: Owner(
                id: ids.next(),
                email: try #require(EmailAddress("boss@acme.example")),
                firstName: "Ada",
                lastName: "Boss",
                locale: "fr_FR"
            ),
            master: MasterAccount(
                groups: [
                    Group(id: try #require(ObjectID("65b1f22c09d6ed67ef1cd123")), groupName: "Support", createdAt: now)
                ]
            ),
            ids: ids
        )
        service = BrevoService(Accounts([account], template: account, policy: policy, seed: 1))
    }

    /// Calls an operation, written `GET /organization/…`, with a key.
    mutating func call(
        _ line: String,
        _ json: String? = nil,
        key: String? = Service.key,
        addsLegacyFields: Bool = false
    ) -> HTTPResponse {
        let halves = line.split(separator: " ", maxSplits: 1)
        var request = HTTPRequest(method: HTTPMethod(rawValue: String(halves[0])), target: "/v3" + halves[1])
        if let key { request.headers.append("api-key", key) }
        if let json {
            request.headers.append("Content-Type", "application/json")
            request.body = Array(json.utf8)
        }
        var asked = APIRequest(request, basePath: "/v3", bodyLimit: 1 << 20)
        asked.addsLegacyFields = addsLegacyFields
        return service.answer(asked, at: now, headers: ServiceHeaders(requestID: Self.requestID.utf8.span))
    }

    /// Invites somebody with these privileges; everything where there are none.
    mutating func invite(_ email: String, _ privileges: String? = nil, key: String? = Service.key) -> HTTPResponse {
        call("POST /organization/user/invitation/send", .access(email, privileges), key: key)
    }

    /// Changes what somebody may do.
    mutating func update(_ email: String, _ privileges: String? = nil) -> HTTPResponse {
        call("POST /organization/user/update/permissions", .access(email, privileges))
    }

    /// The answer about what somebody may do.
    mutating func permissions(_ email: String) -> String {
        call("GET /organization/user/\(email)/permissions").text
    }

    /// The list of users.
    mutating func list(key: String = Service.key) -> String {
        call("GET /organization/invited/users", key: key).text
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
    var hint: String? { headers["X-Emulator-Hint"] }
}

extension String {
    /// A body that grants these privileges; everything where there are none.
    static func access(_ email: String, _ privileges: String? = nil) -> String {
        guard let privileges else { return #"{"email":"\#(email)","all_features_access":true}"# }
        return #"{"email":"\#(email)","all_features_access":false,"privileges":\#(privileges)}"#
    }

    /// A list of one privilege.
    static func privilege(_ feature: String, _ permissions: String...) -> String {
        #"[{"feature":"\#(feature)","permissions":["\#(permissions.joined(separator: #"",""#))"]}]"#
    }

    /// The service's envelope of an error.
    static func error(_ code: String, _ message: String) -> String {
        #"{"code":"\#(code)","message":"\#(message)"}"#
    }

    static let ok = #"{"status":"OK"}"#
}
