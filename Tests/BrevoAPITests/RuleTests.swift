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

    /// What no refusal and no operation names, because it holds for every request or for every call of OAuth.
    private static let general: Set<String> = [
        "authentication-first", "service-headers", "preflight", "unknown-fields-ignored", "key-before-token",
        "rate-limit-numbers", "oauth-token", "oauth-scopes-granted", "oauth-scope-list", "oauth-introspection",
        "oauth-revocation", "oauth-discovery",
    ]

    @Test func `every rule decides something`() throws {
        let ofOperations = Endpoint.all.flatMap { $0.operation.rules }
        let ofRefusals = try Self.refusals().compactMap { $0.response(under: Assumptions()).rule }
        let ofAssumptions = ListedAssumption.all().flatMap { $0.values.map(\.rule) }
        let applied = Set((ofOperations + ofRefusals + ofAssumptions).map(\.id))
        #expect(Set(Rule.all.map(\.id)).subtracting(applied) == Self.general)
        #expect(applied.subtracting(Rule.all.map(\.id)).isEmpty)
    }

    /// A refusal of each kind.
    private static func refusals() throws -> [Refusal] {
        let nobody = StepRefused(status: nil)
        let contacts = try #require(Catalog.organization["contacts"])
        let failure = try #require(throws: JSONParser.Failure.self) { try JSONDocument(Array("{".utf8)) }
        let now = try #require(Timestamp("2026-11-20T09:00:00Z"))
        let domain: [CoreError] = [
            .unknownFeature("x", in: .organization), .unknownPermission("x", of: contacts, calledBy: "contacts"),
            .unknownPermission("none", of: contacts, calledBy: "contacts"), .duplicateFeature("x"),
            .featureNotOnPlan("x"), .userAlreadyInvited, .userAlreadyExists, .generalPermissionsOnly,
            .userLimitReached(.free), .subAccountUserLimitReached(1), .invitationNotFound(nobody),
            .userToRevokeNotFound(nobody), .userToRevokeNotFound(StepRefused(status: .pending)), .ownerCannotBeRemoved,
            .userNotFound, .ownerCannotBeChanged, .activitiesTooOld, .enterpriseOnly, .notAMasterAccount,
            .unknownGroup("x"), .adminUserAlreadyInvited, .adminUserAlreadyExists, .adminUserLimitReached,
            .adminInvitationNotFound(nobody), .adminUserToRevokeNotFound(nobody), .adminUserNotFound,
            .adminUserToChangeNotFound, .groupNotFound("x"), .unknownGroupMember(1), .groupLimitReached,
            .subAccountNotFound(1), .subAccountToDeleteNotFound(1), .subAccountLimitReached, .keyLimitReached,
            .analyticsNotOnPlan, .unknownIP("x"), .unknownIPUser(1), .noActivePerson("a@b.example"),
        ]
        let oauth: [OAuthError] = [
            .invalidRequest("x"), .invalidClient(byBasic: true), .unsupportedGrantType, .invalidScope("x"),
            .invalidToken, .methodNotAllowed(allowed: [.get]), .tooManyAccounts,
        ]
        let requests: [Refusal] = [
            .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyAccounts,
            .tooManyRequests(RateLimits.usedUp(at: now)), .noEndpoint(path: "/x"), .malformedPath,
            .methodNotAllowed(.get, allowed: [.post]), .notJSONContent(mediaType: nil),
            .compressedBody(encoding: "gzip"),
            .bodyTooLarge(limit: 1), .emptyBody, .malformedJSON(failure), .notAnObject, .missingField("x"),
            .invalidField("x", expected: "y"), .invalidParameter("x", expected: "y"), .outOfRange("x", 0...1),
            .activitySpanTooLong, .invalidEmailAddress("x"), .missingAttribute("x"),
            .invalidGroupField("x", expected: "y"), .nonNumericIDs("x"), .invalidIDs("x"), .nonPositiveNumber("x"),
            .invalidSubAccountID, .malformedSubAccountID("x"), .malformedInvitation("x", expected: "y"),
            .accessDenied(.all),
        ]
        return requests + domain.map(Refusal.domain) + oauth.map(Refusal.oauth)
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
}
