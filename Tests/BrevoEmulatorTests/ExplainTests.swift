import BrevoAPI
import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// Why a request was answered so, asked of every refusal in the tables of conformance.
@Suite struct ExplainTests {
    private static func refusals() throws -> [Conformance] {
        try Conformance.every().filter { $0.status.rawValue >= 400 }
    }

    @Test(arguments: try ExplainTests.refusals())
    func `a refusal is declared and names its rule, and the change that is proposed succeeds`(conformance: Conformance)
        throws
    {
        try check(conformance)
    }

    @Test(arguments: Assumptions.variants.indices.dropFirst())
    func `so does one that an assumption decides`(variant: Int) throws {
        for conformance in try Self.assumed.get() { try check(conformance, Assumptions.variants[variant]) }
    }

    /// The cases that an assumption decides.
    private static let assumed = Result {
        try refusals().filter { try rule(of: $0)?.assumption != nil }
    }

    private func check(_ conformance: Conformance, _ assumptions: Assumptions = Assumptions()) throws {
        var configuration = try Acme.configuration(conformance.configuration)
        configuration.assumptions = assumptions
        try Transport.direct.withEmulator(configuration) { client in
            // What an assumption forbids cannot have happened.
            for request in conformance.before {
                guard try client.send(request).status.rawValue < 300 else { return }
            }
            let refusal = try client.send(conformance.request)
            guard refusal.status.rawValue >= 400 else { return }
            let rule = try #require(refusal.ruleID)
            let explanation = try client.explanation(of: refusal)
            if let operation = explanation["operation"]?.string {
                #expect(Self.declared[operation]?.contains(rule) == true, "\(operation) is refused by \(rule)")
            }
            #expect(explanation["status"] == .number(JSONNumber(refusal.status.rawValue)))
            #expect(explanation["rule"]?.object?["id"]?.string == rule)
            #expect(explanation["hint"]?.string == refusal.headers["X-Emulator-Hint"])
            let checks = try #require(explanation["checks"]?.array).compactMap(\.object)
            #expect(checks.filter { $0["outcome"] == "refused" }.map { $0["rule"]?.string } == [rule])
            #expect(checks.allSatisfy { $0["outcome"] == "not reached" || $0["compared"]?.string?.isEmpty == false })
            let change = try #require(explanation["change"]?.object, "\(conformance.name): nothing is proposed")
            for request in try #require(change["requests"]?.array) {
                let response = try client.send(HTTPRequest(proposed: request))
                let text = "\(conformance.name): \(change["text"]?.string ?? ""): \(response.text)"
                #expect(response.status.rawValue < 300, "\(text)")
            }
        }
    }

    /// The rules by which each operation says that it can refuse, by its id.
    private static let declared = Dictionary(
        uniqueKeysWithValues: Endpoint.all.map { endpoint in
            let samples = endpoint.refusals + endpoint.sharedRefusals
            let rules = samples.flatMap { sample in
                Assumptions.variants.compactMap { sample.response(under: $0).rule?.id }
            }
            return (endpoint.operation.id, Set(rules))
        }
    )

    /// The rule of a case under the default assumptions.
    private static func rule(of conformance: Conformance, _ assumptions: Assumptions = Assumptions()) throws -> Rule? {
        var configuration = try Acme.configuration(conformance.configuration)
        configuration.assumptions = assumptions
        let id = try Transport.direct.withEmulator(configuration) { client in
            for request in conformance.before { _ = try client.send(request) }
            return try client.send(conformance.request).ruleID
        }
        return Rule.all.first { $0.id == id }
    }

    @Test(arguments: try ExplainTests.refusals())
    func `an explanation can be asked for beforehand, and changes nothing`(conformance: Conformance) throws {
        try Transport.direct.withEmulator(Acme.configuration(conformance.configuration)) { client in
            for request in conformance.before { try #require(try client.send(request).status.rawValue < 300) }
            // A response to HEAD has no body.
            guard conformance.request.method != .head else { return }
            let journal = HTTPRequest.raw("GET", "/__admin/requests", key: nil)
            let (state, requests) = (try client.send(.state).text, try client.send(journal).text)
            var request = conformance.request
            request.headers.append("X-Emulator-Explain", "1")
            let response = try client.send(request)
            #expect(response.status == 200)
            let explanation = try #require(try JSONParser.parse(response.body).object)
            #expect(try client.send(.state).text == state)
            #expect(try client.send(journal).text == requests)
            let refusal = try client.send(conformance.request)
            #expect(explanation["rule"]?.object?["id"]?.string == refusal.ruleID)
        }
    }

    @Test func `every rule that can refuse is among them`() throws {
        var reached: Set<String> = []
        for conformance in try Self.refusals() {
            if let rule = try Self.rule(of: conformance) { reached.insert(rule.id) }
        }
        for conformance in try Self.assumed.get() {
            for assumptions in Assumptions.variants {
                if let rule = try Self.rule(of: conformance, assumptions) { reached.insert(rule.id) }
            }
        }
        let samples = Endpoint.refusalsOfAny + Endpoint.all.flatMap(\.refusals)
        let rules = Set(
            Assumptions.variants.flatMap { assumptions in
                samples.compactMap { $0.response(under: assumptions).rule }.filter { assumptions.uphold($0) }.map(\.id)
            }
        )
        #expect(rules.subtracting(reached) == [])
    }

    @Test(arguments: [
        (#"{"email":1,"all_features_access":true}"#, "email: 1"),
        (#"{"email":"a@acme.example","all_features_access":1}"#, "all_features_access: 1"),
    ])
    func `the check that refuses says what it compared`(body: String, compared: String) throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let checks = try client.explanation(of: client.send(.invite(body)))["checks"]?.array?.compactMap(\.object)
            #expect(checks?.first { $0["outcome"] == "refused" }?["compared"]?.string == compared)
        }
    }

    @Test func `a stub and a fault name themselves`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let stub = #"{"name":"mine","request":{"url":"/v3/account"},"response":{"status":418}}"#
            let other = #"{"name":"near","request":{"url":"/v3/acount"},"response":{"status":418}}"#
            for stub in [stub, other] { _ = try client.send(.raw("POST", "/__admin/mappings", stub, key: nil)) }
            let stubbed = try client.explanation(of: client.send(.api("GET /account")))
            #expect(stubbed["source"] == "stub")
            #expect(stubbed["stub"]?.object?["name"] == "mine")
            #expect(stubbed["nearMisses"]?.array?.first?.object?["stub"]?.object?["name"] == "near")
            let rule = #"{"rules":[{"name":"down","fault":{"status":503}}]}"#
            #expect(try client.send(.control("PUT /chaos", rule)).status == 200)
            let failed = try client.explanation(of: client.send(.list(key: Acme.key)))
            #expect(failed["source"] == "fault")
            #expect(failed["fault"]?.string?.hasPrefix("down") == true)
        }
    }

    @Test func `a near miss is what would have succeeded`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let refused = try client.send(.invite(email: "ann@acme.example"))
            let nearMiss = try client.explanation(of: refused)["nearMiss"]?.string
            #expect(
                nearMiss == "PUT /v3/organization/user/invitation/resend/ann%40acme.example would have been 200."
            )
        }
    }
}

extension Conformance {
    /// The cases of every table.
    static func every() throws -> [Conformance] {
        let tables: [[Conformance]] = [
            statuses, order, credentials, methods, contentTypes, paths, queries, bodies, fields, try users(),
            adminUsers,
            adminCalls, restrictedKeys, restrictedKeysInOrder, noMasters, groups, groupRefusals, masterAccount,
            subAccounts, subAccountRefusals, allotment, allotmentRefusals, others,
        ]
        return Array(tables.joined())
    }

}

extension Client {
    /// The explanation of a response.
    fileprivate func explanation(of response: HTTPResponse) throws -> JSONObject {
        // A stub's response has no id, but the journal's newest event has.
        let journal = try JSONParser.parse(send(.raw("GET", "/__admin/requests?limit=1", key: nil)).body)
        let newest = JSONPointer("/requests/0/id")?.resolve(in: journal)?.string
        let id = try #require(response.headers["sib-request-id"] ?? newest)
        let explanation = try send(.control("GET /explain/\(id)"))
        try #require(explanation.status == 200, "\(explanation.text)")
        return try #require(try JSONParser.parse(explanation.body).object)
    }
}

extension HTTPResponse {
    /// The rule in `X-Emulator-Basis`.
    fileprivate var ruleID: String? {
        headers["X-Emulator-Basis"]?.split(separator: " ").dropFirst().first.map { String($0.prefix { $0 != ";" }) }
    }
}

extension HTTPRequest {
    /// A request as an explanation proposes it.
    fileprivate init(proposed json: JSONValue) throws {
        let members = try #require(json.object)
        var headers = HTTPHeaders()
        for member in try #require(members["headers"]?.object).members {
            headers.append(member.key, try #require(member.value.string))
        }
        self.init(
            method: HTTPMethod(rawValue: try #require(members["method"]?.string)),
            target: try #require(members["url"]?.string),
            headers: headers,
            body: Array((members["body"]?.string ?? "").utf8)
        )
    }
}
