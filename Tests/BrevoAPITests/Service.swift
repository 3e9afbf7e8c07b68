import BrevoAPI
import BrevoCore
import HTTPMessage
import Testing
import WireMock

@testable import EmulatorCore

/// The service with one account, a clock that the test sets, and no socket; hints come from the world around it.
struct Service {
    static let key = "xkeysib-acme"

    private var world: WorldState
    /// The time of the world.
    var now: Timestamp

    /// The service of the world.
    var service: BrevoService { world.service }

    /// What is assumed where no evidence decides.
    var assumptions: Assumptions {
        get { world.assumptions }
        set { world.assumptions = newValue }
    }

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
                email: EmailAddress("boss@acme.example"),
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
        let accounts = Accounts([account], template: account, policy: policy, seed: 1)
        world = Self.world(accounts, at: now, addsLegacyFields: false)
    }

    private static func world(_ accounts: Accounts, at now: Timestamp, addsLegacyFields: Bool) -> WorldState {
        var settings = WorldOrigin.Settings()
        settings.addsLegacyFields = addsLegacyFields
        let origin = WorldOrigin(
            settings,
            router: APIRouter(basePath: "/v3", bodyLimit: 1 << 20),
            accounts,
            Assumptions(),
            .real(at: now),
            WireMockState(journal: Journal(limits: nil))
        )
        return WorldState(WorldState.defaultName, origin)
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
        if addsLegacyFields {
            world = Self.world(world.service.accounts, at: now, addsLegacyFields: true)
        }
        var numbers = RandomSequence(seed: 1)
        let prepared = PreparedRequest(request, id: UUID(using: &numbers), world.origin)
        var context = WorldContext(real: now)
        return world.respond(to: request, prepared, &context).outcome.response
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
