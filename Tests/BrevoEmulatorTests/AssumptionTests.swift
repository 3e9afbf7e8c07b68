import BrevoCore
import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// What each assumption decides.
@Suite struct AssumptionTests {
    private static let cases =
        AssumptionCase.people + AssumptionCase.addresses + AssumptionCase.plans + AssumptionCase.paths
    private static let decisions = cases.flatMap { each in
        each.expected.keys.sorted().map { (each, $0) }
    }

    @Test(arguments: decisions, Transport.allCases)
    func `each value of an assumption has its own outcome`(
        decision: (case: AssumptionCase, value: String),
        by transport: Transport
    ) throws {
        try decision.case.check(under: decision.value, by: transport)
    }

    @Test func `every value of every assumption has a case, and no two values of a case the same outcome`() throws {
        let listed = try Emulator().respond(to: .assumptions).assumptions
        #expect(listed.count == 11)
        #expect(Set(Self.cases.map(\.assumption)) == Set(listed.compactMap { $0["name"]?.string }))
        for assumption in listed {
            let values = Set(try #require(assumption["values"]?.array).compactMap(\.string))
            for each in Self.cases where each.assumption == assumption["name"]?.string {
                #expect(Set(each.expected.keys) == values, "\(each)")
                #expect(Set(each.expected.values).count == values.count, "\(each)")
            }
        }
    }

    @Test func `the first value is the default, and strictest sets the documented ones`() throws {
        var configuration = Emulator.Configuration()
        configuration.assumptions = .strictest
        let standard = try Emulator().respond(to: .assumptions)
        let strictest = try Emulator(configuration).respond(to: .assumptions)
        for (usual, strict) in zip(try standard.assumptions, try strictest.assumptions) {
            #expect(usual["value"] == usual["values"]?.array?.first)
            #expect(strict["value"] == strict["strictest"])
        }
        let values = try strictest.assumptions.map { "\($0["name"]?.string ?? "")=\($0["value"]?.string ?? "")" }
        #expect(
            values == [
                "update=replace", "admin-update=replace", "rejected=listed", "missing-invitation=403", "plan-limit=405",
                "plan-feature=405", "general-only=refused", "email-case=keep", "revoke-pending=refused",
                "admin-groups=object", "unknown-path=gateway",
            ]
        )
    }
}

extension HTTPRequest {
    /// What is assumed.
    static let assumptions = HTTPRequest.control("GET /assumptions")
}

extension HTTPResponse {
    /// The assumptions that this response lists.
    var assumptions: [JSONObject] {
        get throws { try #require(try JSONParser.parse(body).object?["assumptions"]?.array).compactMap(\.object) }
    }

    /// The values of the assumptions that this response lists, by name.
    var assumptionValues: [String: String] {
        get throws {
            let pairs = try assumptions.map { ($0["name"]?.string ?? "", $0["value"]?.string ?? "") }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }
}
