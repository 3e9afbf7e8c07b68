import BrevoCore
import CoreCommands
import Testing

/// That the model test can fail, and says why as briefly as can be.
@Suite struct ShrinkingTests {
    @Test(arguments: [1, 2, 7, 64, 99])
    func `what makes an array fail is all that is left of it`(length: Int) {
        let needed = Set([0, length / 3, length - 1])
        let shrunk = Array(0..<length).shrunk { needed.isSubset(of: $0) }
        #expect(shrunk == needed.sorted())
    }

    @Test func `an array that need not be long becomes empty`() {
        #expect((1...10).map(\.self).shrunk { _ in true }.isEmpty)
        #expect((1...10).map(\.self).shrunk { $0.count >= 4 }.count == 4)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a model in which who declined can still accept fails after three steps`(seed: UInt64) throws {
        let found = try #require(Self.firstDifference(from: ForgivingModel.self, seed: seed))
        let lines = found.script.description.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[1] }
        #expect(lines == ["invite", "decline", "accept"])
        #expect(found.actual.answer == .refused("StepRefused from rejected"))
        #expect(found.expected.answer == .done)
        #expect(found.description.contains("3. accept"))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a model in which only active people can be revoked fails after two steps`(seed: UInt64) throws {
        let found = try #require(Self.firstDifference(from: StrictModel.self, seed: seed))
        let lines = found.script.description.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[1] }
        #expect(lines == ["invite", "revoke"])
    }

    private static func firstDifference<Wrong: ModelSubject>(from: Wrong.Type, seed: UInt64) -> ModelDifference? {
        var numbers = Numbers(state: IDSource.mix(seed))
        for _ in 0..<200 {
            let script = ModelScript.random(using: &numbers)
            if let found = script.shortestDifference(between: RealAccount.self, and: Wrong.self) { return found }
        }
        return nil
    }
}

/// Wrong: lets people accept whatever they declined.
private struct ForgivingModel: ModelSubject {
    private var account: ModelAccount

    init(_ setting: ModelScript.Setting) {
        account = ModelAccount(setting)
    }

    mutating func play(_ step: ModelStep) -> ModelOutcome {
        guard case .take(.accept, let role, let address) = step else { return account.play(step) }
        var hasDeclined = false
        account.change(role, address) { person in
            hasDeclined = person.answer == "rejected"
            if hasDeclined { person.answer = "active" }
        }
        return hasDeclined ? account.outcome(.done, [.accepted]) : account.play(step)
    }
}

/// Wrong: says of a pending person that nobody is there to be revoked.
private struct StrictModel: ModelSubject {
    private var account: ModelAccount

    init(_ setting: ModelScript.Setting) {
        account = ModelAccount(setting)
    }

    mutating func play(_ step: ModelStep) -> ModelOutcome {
        if case .take(.revoke, let role, let address) = step, account.status(role, address) == "pending" {
            return account.outcome(.refused("userToRevokeNotFound"), [])
        }
        return account.play(step)
    }
}
