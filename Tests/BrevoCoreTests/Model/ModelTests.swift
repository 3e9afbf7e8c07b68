import BrevoCore
import CoreCommands
import Foundation
import Testing

/// Random scripts, played on the domain and on what the specification says of it.
@Suite struct ModelTests {
    /// The scripts of one seed.
    struct Run: Sendable, CustomTestStringConvertible {
        let seed: UInt64
        let steps: Int

        var testDescription: String { "seed \(seed), \(steps) steps" }
    }

    /// 100 000 steps, and a million more where BREVO_EMULATOR_MODEL_SEED names a seed for them.
    private static let runs: [Run] = {
        let wanted = ProcessInfo.processInfo.environment["BREVO_EMULATOR_MODEL_SEED"].flatMap { UInt64($0) }
        let long = wanted.map { [Run(seed: $0, steps: 1_000_000)] } ?? []
        return (1...10).map { Run(seed: $0, steps: 10_000) } + long
    }()

    @Test(arguments: runs) func `whatever is called, the domain does as the specification says`(run: Run) {
        Self.play(run)
    }

    @Test(arguments: runs.prefix(4)) func `under the strictest assumptions it does so too`(run: Run) {
        Self.play(run, under: .strictest)
    }

    /// - Parameter assumptions: those of every script; nil for those that each has drawn.
    private static func play(_ run: Run, under assumptions: Assumptions? = nil) {
        var (numbers, played) = (Numbers(state: IDSource.mix(run.seed)), 0)
        while played < run.steps {
            var script = ModelScript.random(using: &numbers)
            if let assumptions { script.setting.assumptions = assumptions }
            if let found = script.shortestDifference(between: RealAccount.self, and: ModelAccount.self) {
                Issue.record("seed \(run.seed):\n\(found)")
                return
            }
            played += script.steps.count
        }
    }

    /// Every refusal that the rules of users, admin users and plans have.
    private static let refusals: Set<String> = [
        "featureNotOnPlan", "userAlreadyInvited", "userAlreadyExists", "userLimitReached", "invitationNotFound",
        "userToRevokeNotFound", "ownerCannotBeRemoved", "userNotFound", "ownerCannotBeChanged", "notAMasterAccount",
        "unknownGroup", "adminUserAlreadyInvited", "adminUserAlreadyExists", "adminInvitationNotFound",
        "adminUserToRevokeNotFound", "adminUserNotFound", "adminUserToChangeNotFound",
        "generalPermissionsOnly", "StepRefused from active", "StepRefused from rejected", "StepRefused from nothing",
    ]

    @Test func `the scripts come to every refusal on every plan that has it, and to all else`() {
        var (numbers, seen) = (Numbers(state: 1), [Plan: Set<String>]())
        for _ in 0..<300 {
            let script = ModelScript.random(using: &numbers)
            var account = ModelAccount(script.setting)
            for step in script.steps {
                let outcome = account.play(step)
                seen[script.setting.plan, default: []].formUnion(Self.features(of: outcome))
            }
        }
        let always: Set<String> = ["invited", "listed", "shown", "billed nothing", "done"]
        for plan in Plan.allCases {
            var expected = Self.refusals.union(always)
            if plan == .enterprise { expected.remove("userLimitReached") }
            if ![.free, .starter].contains(plan) { expected.remove("featureNotOnPlan") }
            if [.free, .starter].contains(plan) { expected.subtract(["userAlreadyInvited", "billed nothing"]) }
            if plan == .standard { expected.formUnion(["an invoice", "a credit note"]) }
            #expect(seen[plan, default: []].symmetricDifference(expected) == [], "\(plan)")
        }
    }

    private static func features(of outcome: ModelOutcome) -> [String] {
        switch outcome.answer {
        case .done: ["done"]
        case .invited: ["invited"]
        case .shown: ["shown"]
        case .listed: ["listed"]
        case .refused(let refusal): [refusal]
        case .billed(let invoice, let creditNotes):
            invoice != nil ? ["an invoice"] : creditNotes.isEmpty ? ["billed nothing"] : ["a credit note"]
        }
    }
}
