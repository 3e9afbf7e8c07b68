import BrevoEmulator
import HTTPMessage
import Testing

/// Spec §12: `--random-seed`.
@Suite struct DeterminismTests {
    /// The answers of an emulator to 100 calls, always the same ones.
    private func answers(randomSeed: UInt64?) throws -> [HTTPResponse] {
        let emulator = try Emulator(Acme.configuration { $0.randomSeed = randomSeed })
        var numbers = Numbers(state: 99)
        let script = (0..<100).map { _ in HTTPRequest.random(using: &numbers) }
        return (script + [.state]).map { emulator.respond(to: $0) }
    }

    @Test func `two runs with the same seed and calls answer alike, headers included`() throws {
        let first = try answers(randomSeed: 7)
        #expect(try answers(randomSeed: 7) == first)
        #expect(Set(first.map(\.status)).count > 5)
        #expect(Set(first.compactMap { $0.headers["sib-request-id"] }).count > 50)
    }

    @Test(arguments: [8, nil] as [UInt64?]) func `another seed gives other ids`(seed: UInt64?) throws {
        let (first, second) = (try answers(randomSeed: 7), try answers(randomSeed: seed))
        #expect(first.map(\.status) == second.map(\.status))
        #expect(first.last?.body != second.last?.body)
        let ids = [first, second].map { Set($0.compactMap { $0.headers["sib-request-id"] }) }
        #expect(ids[0].isDisjoint(with: ids[1]))
    }
}
