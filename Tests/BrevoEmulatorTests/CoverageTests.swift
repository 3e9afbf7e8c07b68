import BrevoAPI
import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// What a test suite has seen of the service.
@Suite struct CoverageTests {
    @Test(arguments: Transport.allCases)
    func `an outcome is counted with its operation and rule`(by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            #expect(try client.covered() == [:])
            _ = try client.send(.list(key: Acme.key))
            _ = try client.send(.invite(email: "ann@acme.example"))
            _ = try client.send(.invite(email: "ann@acme.example"))
            _ = try client.send(.list())
            _ = try client.send(.control("POST /users/ann@acme.example/accept"))
            let covered: [String: Int] = [
                "getInvitedUsersList 200": 1, "inviteuser 400 user-invited-once": 2, "any 401 credential-required": 1,
                "user accepted": 1,
            ]
            #expect(try client.covered() == covered)
        }
    }

    @Test func `a reset keeps the counts, and a stub counts nothing`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            _ = try client.send(.list(key: Acme.key))
            let stub = #"{"request":{"urlPath":"/v3/account"},"response":{"status":200}}"#
            _ = try client.send(.raw("POST", "/__admin/mappings", stub, key: nil))
            _ = try client.send(.api("GET /account"))
            _ = try client.send(.control("POST /reset"))
            #expect(try client.covered() == ["getInvitedUsersList 200": 1])
            _ = try client.send(.control("DELETE /coverage"))
            #expect(try client.covered() == [:])
        }
    }

    @Test func `all worlds count together, those that were deleted included`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            for world in ["a", "b"] {
                _ = try client.send(.raw("GET", "/worlds/\(world)/v3/account"))
                _ = try client.send(.control("DELETE /worlds/\(world)"))
            }
            _ = try client.send(.raw("GET", "/worlds/c/v3/account"))
            #expect(try client.covered() == [:])
            #expect(try client.covered("?worlds=all") == ["getAccount 200": 3])
            _ = try client.send(.control("DELETE /coverage?worlds=all"))
            #expect(try client.covered("?worlds=all") == [:])
        }
    }

    @Test func `an outcome under another assumption is listed while it holds, or once it was seen`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let other = "putRevokeUserPermission 400 missing-invitation-400"
            #expect(try client.items()[other] == nil)
            _ = try client.send(.control("PUT /assumptions", #"{"missing-invitation":"400"}"#))
            #expect(try client.items()[other] == 0)
            _ = try client.send(.api("PUT /organization/user/invitation/revoke/nobody@acme.example"))
            _ = try client.send(.control("PUT /assumptions", #"{"missing-invitation":"403"}"#))
            #expect(try client.items()[other] == 1)
        }
    }

    @Test(arguments: [("junit", "application/xml", "<testcase "), ("html", "text/html; charset=utf-8", "<tr ")])
    func `a report has a row for each outcome`(format: String, mediaType: String, row: String) throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let response = try client.send(.control("GET /coverage?format=\(format)"))
            #expect(response.headers["Content-Type"] == mediaType)
            #expect(response.text.ranges(of: row).count == (try client.items()).count)
        }
    }

    /// The outcomes that no case of conformance reaches, because a state of that size takes too long.
    private static let unreached: Set<String> = [
        "inviteAdminUser 402 plan-limit-402", "postCorporateGroup 402 plan-limit-402",
        "postCorporateSubAccount 402 plan-limit-402", "postCorporateSubAccountKey 402 plan-limit-402",
    ]

    @Test func `the cases of conformance cover every operation and rule`() throws {
        var counts: [String: Int] = [:]
        for conformance in try Conformance.every() {
            try Transport.direct.withEmulator(Acme.configuration(conformance.configuration)) { client in
                for request in conformance.before + [conformance.request] { _ = try client.send(request) }
                counts.merge(try client.items(), uniquingKeysWith: +)
            }
        }
        #expect(Set(counts.filter { $0.value == 0 }.keys).subtracting(Self.unreached) == [])
    }
}

/// The rules, as the control plane lists them.
@Suite struct RuleListTests {
    @Test func `every rule is listed with its basis and source`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let list = try JSONParser.parse(client.send(.control("GET /rules")).body).object?["rules"]?.array
            let rules = try #require(list).compactMap(\.object)
            #expect(rules.map { $0["id"]?.string } == Rule.all.map(\.id))
            #expect(Set(rules.compactMap { $0["id"]?.string }).count == rules.count)
            for rule in rules {
                #expect(rule["source"]?.isNull == (rule["basis"] == "INF"), "\(rule["id"]?.string ?? "")")
            }
        }
    }

    @Test func `one rule is found by its id, and a near one is proposed`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let rule = try JSONParser.parse(client.send(.control("GET /rules/update-merge")).body).object
            #expect(rule?["assumption"] == "update=merge")
            let refused = try client.send(.control("GET /rules/update-marge"))
            #expect(refused.status == 404)
            #expect(refused.text.contains("Did you mean update-merge?"))
        }
    }
}

extension Client {
    /// The counts of the outcomes that were seen.
    fileprivate func covered(_ query: String = "") throws -> [String: Int] { try items(query).filter { $0.value > 0 } }

    /// The counts of all outcomes.
    fileprivate func items(_ query: String = "") throws -> [String: Int] {
        let report = try JSONParser.parse(send(.control("GET /coverage\(query)")).body).object
        let items = try #require(report?["items"]?.array).compactMap(\.object)
        return try Dictionary(
            items.map { (try #require($0["id"]?.string), try #require($0["count"]?.number?.int)) },
            uniquingKeysWith: +
        )
    }
}
