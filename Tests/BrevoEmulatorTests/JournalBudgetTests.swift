import HTTPMessage
import Testing
import WireMock

@testable import BrevoEmulator

/// The journals and snapshots of a process have a limit together, whatever each world may keep.
@Suite struct JournalBudgetTests {
    private struct Holder {
        var journal = Journal(limits: Journal.Limits(events: 10_000))
        var share = JournalBudget.Share()
        private var random = SystemRandomNumberGenerator()

        mutating func record(_ count: Int, bytes: Int = 100, in budget: JournalBudget) {
            for number in 0..<count {
                let request = HTTPRequest(
                    method: .get,
                    target: "/\(number)",
                    body: [UInt8](repeating: 0x61, count: bytes)
                )
                let id = UUID(using: &random)
                journal.append(id, RequestRecord(request), HTTPResponse(status: 200), .service, loggedDate: 0)
                budget.update(&share, &journal)
            }
        }
    }

    @Test func `journals beyond the budget drop events, each down to its share`() {
        let (limit, worlds) = (4 << 20, 100)
        let budget = JournalBudget(bytes: limit, worlds: worlds)
        var holders = (0..<worlds).map { _ in Holder() }
        for index in holders.indices { holders[index].record(2000, in: budget) }
        let size = holders.map(\.journal.memorySize).reduce(0, +)
        // The budget, each world's share, and what a segment and a step may be ahead.
        #expect(size < 2 * limit + worlds * (64 << 10))
        #expect(holders.allSatisfy { $0.journal.total == 2000 })
        #expect(holders.allSatisfy { $0.journal.count >= 50 })
        #expect(holders.contains { $0.journal.dropped > 0 })
    }

    @Test func `what a world has taken is free when it is gone`() {
        let budget = JournalBudget(bytes: 1 << 20, worlds: 1)
        for _ in 0..<10 {
            var holder = Holder()
            holder.record(1000, in: budget)
            #expect(holder.journal.dropped == 0)
            budget.release(holder.share)
        }
    }

    @Test func `what is cleared is free`() {
        let budget = JournalBudget(bytes: 1 << 20, worlds: 1)
        var (one, other) = (Holder(), Holder())
        one.record(3000, in: budget)
        one.journal.clear()
        budget.update(&one.share, &one.journal)
        other.record(1500, in: budget)
        #expect(other.journal.dropped == 0)
    }

    @Test func `large requests count as many`() {
        let budget = JournalBudget(bytes: 8 << 20, worlds: 7)
        var holders = (0..<7).map { _ in Holder() }
        for index in holders.indices { holders[index].record(20, bytes: 1 << 20, in: budget) }
        #expect(holders.map(\.journal.memorySize).reduce(0, +) < 17 << 20)
        #expect(holders.allSatisfy { $0.journal.total == 20 })
    }

    @Test func `all worlds together have a limit of snapshots`() throws {
        let emulator = try Emulator(Acme.configuration())
        func take(_ world: Int, _ name: Int) -> HTTPStatus {
            emulator.respond(to: .raw("PUT", "/worlds/w\(world)/__emulator/snapshots/s\(name)")).status
        }
        for world in 0..<10 {
            for name in 0..<1000 { #expect(take(world, name) == 200) }
        }
        #expect(take(10, 0) == 409)
        #expect(take(3, 7) == 200)
        _ = emulator.respond(to: .raw("DELETE", "/worlds/w3/__emulator/snapshots/s7"))
        #expect(take(10, 0) == 200)
        #expect(take(10, 1) == 409)
        _ = emulator.respond(to: .raw("DELETE", "/__emulator/worlds/w4"))
        #expect(take(10, 1) == 200)
    }
}
