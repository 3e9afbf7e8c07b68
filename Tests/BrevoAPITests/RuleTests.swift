import BrevoAPI
import BrevoCore
import Foundation
import HTTPMessage
import JSON
import Testing

/// The rules of behavior: each is known, has its source, and decides something.
@Suite struct RuleTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `no two rules have the same id`() {
        let ids = Rule.all.map(\.id)
        #expect(ids.count > 100)
        #expect(ids.count == Set(ids).count)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil })
    }

    @Test(arguments: Rule.all) func `a rule is a sentence, and what is documented or observed names its source`(
        rule: Rule
    ) throws {
        #expect(rule.text.wholeMatch(of: /.*\."?/) != nil)
        switch rule.basis {
        case .inferred: #expect(rule.basis.source == nil)
        case .documented(let source): #expect(source.hasPrefix("https://"))
        case .observed(let source):
            let file = source.firstMatch(of: /fixtures\/\S+/).map {
                Self.repository.appendingPathComponent(String($0.0))
            }
            #expect(
                source.hasPrefix("https://") || file.map { FileManager.default.fileExists(atPath: $0.path) } == true
            )
        }
    }

    /// What no refusal and no operation names: it holds for every request, or for every call of OAuth, or is a limit of the
    /// emulator alone.
    private static let general: Set<String> = [
        "authentication-first", "service-headers", "preflight", "unknown-fields-ignored", "key-before-token",
        "rate-limit-numbers", "oauth-token", "oauth-scopes-granted", "oauth-scope-list", "oauth-introspection",
        "oauth-revocation", "oauth-discovery", "account-capacity",
    ]

    @Test func `every rule decides something`() throws {
        let ofOperations = Endpoint.all.flatMap { $0.operation.rules }
        let refusals = Endpoint.refusalsOfAny + Endpoint.all.flatMap(\.refusals) + OAuthError.samples.map(Refusal.oauth)
        let ofRefusals = Assumptions.variants.flatMap { assumptions in
            refusals.compactMap { $0.response(under: assumptions).rule }
        }
        let ofAssumptions = ListedAssumption.all().flatMap { $0.values.map(\.rule) }
        let applied = Set((ofOperations + ofRefusals + ofAssumptions).map(\.id))
        #expect(Set(Rule.all.map(\.id)).subtracting(applied) == Self.general)
        #expect(applied.subtracting(Rule.all.map(\.id)).isEmpty)
    }

    /// Limits that no test reaches: of a million admin users, of ten thousand sub-accounts, of a thousand keys.
    @Test(arguments: [
        CoreError.adminUserLimitReached, .subAccountLimitReached, .keyLimitReached, .groupLimitReached,
        .subAccountUserLimitReached(nil), .userLimitReached(.enterprise),
    ])
    func `every limit has the status that is assumed`(limit: CoreError) {
        let expected: [(Assumptions.PlanLimit, Int, String)] = [
            (.paymentRequired, 402, "not_enough_credits"), (.badRequest, 400, "not_enough_credits"),
            (.methodNotAllowed, 405, "method_not_allowed"),
        ]
        #expect(expected.map(\.0) == Assumptions.PlanLimit.allCases)
        for (value, status, code) in expected {
            var assumptions = Assumptions()
            assumptions.planLimit = value
            let response = Refusal.domain(limit).response(under: assumptions)
            #expect(response.status.rawValue == status && response.code == code)
            #expect(response.rule?.assumption == "plan-limit=\(status)")
        }
    }

    @Test func `every file of an operation is a type of its name, which the router has`() throws {
        let folder = Self.repository.appendingPathComponent("Sources/BrevoAPI/Operations")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let operations = Endpoint.all.map { "\($0.operation).swift" }
        #expect(operations.count > 30)
        #expect(files.sorted() == operations.sorted())
        let ids = Endpoint.all.map { $0.operation.id }
        #expect(Set(ids).count == ids.count)
    }

    @Test(arguments: Endpoint.all) func `an operation reads the parameters of its path, in order`(endpoint: Endpoint) {
        let parameters = endpoint.route.path.split(separator: "/").filter { $0.hasPrefix("{") }
        #expect(endpoint.fields.path.map { "{\($0.name)}" } == parameters.map(String.init), "\(endpoint.operation.id)")
    }
}
