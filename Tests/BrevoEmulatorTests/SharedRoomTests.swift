import HTTPMessage
import Testing
import WireMock

@testable import BrevoEmulator

/// What the worlds of a process hold together has an end, whatever each of them may hold.
@Suite struct SharedRoomTests {
    private struct Holder {
        var journal = Journal(limits: Journal.Limits(events: 10_000))
        var holding = SharedRoom.Holding()
        private var random = SystemRandomNumberGenerator()

        mutating func note(_ count: Int, bytes: Int = 100, in room: SharedRoom) {
            for number in 0..<count {
                let request = HTTPRequest(
                    method: .get,
                    target: "/\(number)",
                    body: [UInt8](repeating: 0x61, count: bytes)
                )
                let id = UUID(using: &random)
                journal.append(id, RequestRecord(request), HTTPResponse(status: 200), .service, loggedDate: 0)
                room.settle(&journal, &holding)
            }
        }
    }

    @Test func `journals beyond the room forget, each down to its share`() {
        let (limit, worlds) = (4 << 20, 100)
        let room = SharedRoom(bytes: limit, worlds: worlds)
        var holders = (0..<worlds).map { _ in Holder() }
        for index in holders.indices { holders[index].note(2000, in: room) }
        let held = holders.map(\.journal.memorySize).reduce(0, +)
        // The room, each world's share, and what a segment and a step may be ahead.
        #expect(held < 2 * limit + worlds * (64 << 10))
        #expect(holders.allSatisfy { $0.journal.total == 2000 })
        #expect(holders.allSatisfy { $0.journal.count >= 50 })
        #expect(holders.contains { $0.journal.dropped > 0 })
    }

    @Test func `what a world held is free when it is gone`() {
        let room = SharedRoom(bytes: 1 << 20, worlds: 1)
        for _ in 0..<10 {
            var holder = Holder()
            holder.note(1000, in: room)
            #expect(holder.journal.dropped == 0)
            room.release(holder.holding)
        }
    }

    @Test func `what is cleared is free`() {
        let room = SharedRoom(bytes: 1 << 20, worlds: 1)
        var (one, other) = (Holder(), Holder())
        one.note(3000, in: room)
        one.journal.clear()
        room.settle(&one.journal, &one.holding)
        other.note(1500, in: room)
        #expect(other.journal.dropped == 0)
    }

    @Test func `large requests take the room of many`() {
        let room = SharedRoom(bytes: 8 << 20, worlds: 7)
        var holders = (0..<7).map { _ in Holder() }
        for index in holders.indices { holders[index].note(20, bytes: 1 << 20, in: room) }
        #expect(holders.map(\.journal.memorySize).reduce(0, +) < 17 << 20)
        #expect(holders.allSatisfy { $0.journal.total == 20 })
    }

    @Test func `snapshots have an end over all worlds`() throws {
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
