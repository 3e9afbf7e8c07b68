import HTTPMessage
import SpecTables
import Testing

/// What an admin user is granted, and the pages of the list.
@Suite struct AdminGrantTests {
    private static let send = "POST /corporate/user/invitation/send"

    private func question(_ service: inout Service) -> String {
        service.call("GET /corporate/user/eve@acme.example/permissions").text
    }

    private func answer(_ granted: [String: [String]]) -> String {
        #"{"email":"eve@acme.example","status":"pending","groups":[],\#([SpecFeature].featureAccess(granted))}"#
    }

    @Test(arguments: [SpecFeature].masterAccount.flatMap(\.permissions))
    func `a permission granted alone is read back`(permission: SpecPermission) throws {
        var service = try Service()
        let privilege = String.privilege(permission.feature, permission.slug)
        let response = service.call(Self.send, .access("eve@acme.example", privilege))
        #expect(response.status == 201)
        #expect(response.text.wholeMatch(of: /\{"id":"[0-9a-f]{24}"\}/) != nil)
        #expect(response.hint == nil)
        #expect(question(&service) == answer([permission.feature: [permission.slug]]))
        let list = service.call("GET /corporate/invited/users?type=pending&offset=1").text
        #expect(
            list == #"{"users":[{"groups":[],"email":"eve@acme.example","is_owner":false,"status":"pending","#
                + [SpecFeature].featureAccess([permission.feature: [permission.slug]]) + "}]}"
        )
    }

    @Test(arguments: [SpecFeature].masterAccount.flatMap(\.permissions))
    func `a permission that is added by a change is read back, and none clears it`(permission: SpecPermission) throws {
        var service = try Service()
        _ = service.call(Self.send, .access("eve@acme.example", .privilege("my_plan", "none")))
        #expect(question(&service) == answer([:]))
        for (slug, granted) in [(permission.slug, [permission.feature: [permission.slug]]), ("none", [:])] {
            let response = service.call(
                "PUT /corporate/user/eve@acme.example/permissions",
                #"{"all_features_access":false,"privileges":\#(String.privilege(permission.feature, slug))}"#
            )
            #expect(response.status == 204)
            #expect(response.body.isEmpty)
            #expect(response.headers["Content-Type"] == nil)
            #expect(question(&service) == answer(granted))
        }
    }

    @Test func `everything is every permission of every feature`() throws {
        var service = try Service()
        _ = service.call(Self.send, .access("eve@acme.example"))
        #expect(question(&service) == answer([SpecFeature].masterAccount.everything))
    }

    @Test func `app_management means apps_management and is reported`() throws {
        var service = try Service()
        let response = service.call(Self.send, .access("eve@acme.example", .privilege("app_management", "all")))
        #expect(response.status == 201)
        #expect(try #require(response.hint).contains("apps_management"))
        #expect(question(&service) == answer(["apps_management": ["all"]]))
    }

    static let wrongPairs: [SpecPermission] = {
        let slugs = Set([SpecFeature].masterAccount.flatMap(\.permissions).map(\.slug)).sorted() + ["nonsense", ""]
        return [SpecFeature].masterAccount.flatMap { feature in
            slugs.filter { slug in !feature.permissions.contains { $0.slug == slug } }
                .map { SpecPermission(feature: feature.slug, slug: $0, label: "") }
        }
    }()

    @Test(arguments: wrongPairs) func `a permission of another feature is refused`(pair: SpecPermission) throws {
        var service = try Service()
        let response = service.call(Self.send, .access("eve@acme.example", .privilege(pair.feature, pair.slug)))
        #expect(response.status == 400)
        #expect(
            response.text
                == .error("invalid_parameter", "Invalid permission \(pair.slug) for feature \(pair.feature)")
        )
    }

    @Test(arguments: ["api_keys", "contacts", "nonsense"])
    func `a feature of the answers or of the organisation is none of an admin user`(feature: String) throws {
        var service = try Service()
        let response = service.call(Self.send, .access("eve@acme.example", .privilege(feature, "all")))
        #expect(response.status == 400)
        #expect(response.text == .error("invalid_parameter", "Invalid feature: \(feature)"))
    }

    @Test func `an admin user's groups are listed by id and name, in the order given and once each`() throws {
        var service = try Service()
        let id = "65b1f22c09d6ed67ef1cd123"
        _ = service.call(
            Self.send,
            #"{"email":"eve@acme.example","all_features_access":true,"groupIds":["\#(id)","\#(id)"]}"#
        )
        #expect(question(&service).contains(#","groups":[{"id":"\#(id)","name":"Support"}],"#))
    }

    /// The local parts of the people on a page.
    private func page(_ query: String, _ service: inout Service) -> [String] {
        service.call("GET /corporate/invited/users\(query)").text
            .matches(of: /"email":"(\w+)@acme.example"/).map { String($0.1) }
    }

    @Test func `pages are counted from one, and 0 is the first too`() throws {
        var service = try Service()
        let names = (1...45).map { "p\($0)" }
        for name in names { _ = service.call(Self.send, .access("\(name)@acme.example")) }
        #expect(page("", &service) == ["boss"] + names[..<19])
        #expect(page("?type=active", &service) == ["boss"])
        for offset in ["0", "1"] {
            #expect(page("?type=pending&offset=\(offset)", &service) == Array(names[..<20]))
        }
        #expect(page("?type=pending&offset=2", &service) == Array(names[20..<40]))
        #expect(page("?type=pending&offset=3", &service) == Array(names[40...]))
        #expect(page("?type=pending&offset=4", &service).isEmpty)
        #expect(page("?type=pending&offset=2&limit=7", &service) == Array(names[7..<14]))
        #expect(page("?limit=100", &service) == ["boss"] + names)
        #expect(page("?limit=1", &service) == ["boss"])
    }
}
