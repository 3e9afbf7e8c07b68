import HTTPMessage
import Testing
import WireMock

@testable import BrevoEmulator

/// The journals and snapshots of a process have a limit together, whatever each world may keep.
@Suite struct WorldBudgetTests {
    private struct Holder {
        var journal = Journal(limits: Journal.Limits(events: 10_000))
        var share = WorldBudget.Share()
        private var random = SystemRandomNumberGenerator()

        mutating func record(_ count: Int, bytes: Int = 100, in budget: WorldBudget) {
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
        let budget = WorldBudget(MemoryBudget(limit: 2 * limit), worlds: worlds)
        var holders = (0..<worlds).map { _ in Holder() }
        for index in holders.indices { holders[index].record(2000, in: budget) }
        let size = holders.map(\.journal.memorySize).reduce(0, +)
        // The budget, each world's share, and what a segment and a step may be ahead.
        #expect(size < 2 * limit + worlds * (64 << 10))
        #expect(holders.allSatisfy { $0.journal.total == 2000 })
        #expect(holders.allSatisfy { $0.journal.count >= 20 })
        #expect(holders.contains { $0.journal.dropped > 0 })
    }

    @Test func `what a world has taken is free when it is gone`() {
        let budget = WorldBudget(MemoryBudget(limit: 2 << 20), worlds: 1)
        for _ in 0..<10 {
            var holder = Holder()
            holder.record(1000, in: budget)
            #expect(holder.journal.dropped == 0)
            budget.release(holder.share)
        }
    }

    @Test func `what is cleared is free`() {
        let budget = WorldBudget(MemoryBudget(limit: 2 << 20), worlds: 1)
        var (one, other) = (Holder(), Holder())
        one.record(3000, in: budget)
        one.journal.clear()
        budget.update(&one.share, &one.journal)
        other.record(1500, in: budget)
        #expect(other.journal.dropped == 0)
    }

    @Test func `large requests count as many`() {
        let budget = WorldBudget(MemoryBudget(limit: 16 << 20), worlds: 7)
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

    private func emulator(memory: Int) throws -> Emulator {
        try Emulator(Acme.configuration { $0.memoryLimit = memory })
    }

    private static let stub =
        #"{"request":{"urlPath":"/x"},"response":{"body":"\#(String(repeating: "a", count: 100_000))"}}"#

    @Test func `stubs past the budget are refused, all else is served, and what was deleted is free`() throws {
        let emulator = try emulator(memory: 16 << 20)
        var statuses: [HTTPStatus: Int] = [:]
        for _ in 0..<200 {
            statuses[emulator.respond(to: .raw("POST", "/__admin/mappings", Self.stub)).status, default: 0] += 1
        }
        #expect(statuses.keys.sorted { $0.rawValue < $1.rawValue } == [201, 507])
        #expect((60...90).contains(statuses[201] ?? 0))
        let refused = emulator.respond(to: .raw("POST", "/worlds/other/__admin/mappings", Self.stub))
        #expect(refused.status == 507)
        #expect(refused.text.contains("errors") && refused.text.contains("--memory"))
        #expect(emulator.respond(to: .raw("GET", "/x")).body.count == 100_000)
        #expect(emulator.respond(to: .list(key: Acme.key)).status == 200)
        #expect(emulator.respond(to: .raw("DELETE", "/__admin/mappings")).status == 200)
        #expect(emulator.respond(to: .raw("POST", "/__admin/mappings", Self.stub)).status == 201)
    }

    @Test func `snapshots are counted once for each state`() throws {
        let emulator = try emulator(memory: 16 << 20)
        func replaceState(_ number: Int) -> HTTPStatus {
            let users = (0..<2000).map { #"{"email":"u\#($0)@w\#(number).example","status":"active"}"# }
            let state = #"{"version":1,"accounts":[{"apiKeys":["k"],"users":[\#(users.joined(separator: ","))]}]}"#
            return emulator.respond(to: .control("PUT /state", state)).status
        }
        #expect(replaceState(0) == 200)
        for name in 0..<500 { #expect(emulator.respond(to: .control("PUT /snapshots/same\(name)")).status == 200) }
        var taken = 0
        while taken < 100, replaceState(taken + 1) == 200 {
            #expect(emulator.respond(to: .control("PUT /snapshots/s\(taken)")).status == 200)
            taken += 1
        }
        #expect((5...50).contains(taken))
        let refused = emulator.respond(to: .control("PUT /state", #"{"version":1,"accounts":[]}"#))
        #expect(refused.status == 200, "a small state takes the place of a large one")
        #expect(emulator.respond(to: .control("POST /snapshots/s0/restore")).status == 200)
        for name in 0..<taken { _ = emulator.respond(to: .control("DELETE /snapshots/s\(name)")) }
        _ = emulator.respond(to: .control("POST /reset"))
        #expect(replaceState(1000) == 200)
    }

    @Test func `in a process without memory requests that need some are refused, the others served`() throws {
        let emulator = try emulator(memory: 1 << 20)
        while emulator.respond(to: .raw("POST", "/__admin/mappings", Self.stub)).status == 201 {}
        let small = #"{"request":{"urlPath":"/y"},"response":{"body":"\#(String(repeating: "b", count: 3000))"}}"#
        while emulator.respond(to: .raw("POST", "/__admin/mappings", small)).status == 201 {}
        var count = 0
        while count < 1000, emulator.respond(to: .invite(email: "u\(count)@acme.example")).status == 200 { count += 1 }
        let refused = emulator.respond(to: .invite(email: "last@acme.example"))
        #expect(refused.status == 507)
        #expect(refused.text.contains("hint"))
        #expect(emulator.respond(to: .list(key: "never-seen")).status == 507)
        #expect(emulator.respond(to: .list(key: Acme.key)).status == 200)
        #expect(emulator.respond(to: .control("POST /reset")).status == 200)
        #expect(emulator.respond(to: .invite(email: "last@acme.example")).status == 200)
    }

    @Test func `changes of one small state do not use up the budget`() throws {
        let emulator = try emulator(memory: 64 << 20)
        for _ in 0..<20_000 {
            #expect(emulator.respond(to: .invite(email: "zoe@acme.example")).status == 200)
            let cancel = HTTPRequest.api("PUT /organization/user/invitation/cancel/zoe@acme.example")
            #expect(emulator.respond(to: cancel).status == 200)
        }
    }

    @Test func `a list for which there is no memory is refused`() throws {
        let emulator = try emulator(memory: 4 << 20)
        for _ in 0..<40 { _ = emulator.respond(to: .raw("POST", "/x", String(repeating: "a", count: 50_000))) }
        #expect(emulator.respond(to: .raw("GET", "/__admin/requests")).status == 507)
        #expect(emulator.respond(to: .raw("GET", "/__admin/requests?limit=1")).status == 200)
    }
}
