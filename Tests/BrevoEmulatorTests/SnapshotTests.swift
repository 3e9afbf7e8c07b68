import BrevoCore
import BrevoEmulator
import HTTPMessage
import Testing

@Suite struct SnapshotTests {
    private func emulator() throws -> Emulator {
        var configuration = Emulator.Configuration()
        configuration.randomSeed = 3
        configuration.frozenClock = Timestamp("2026-11-20T09:00:00Z")
        let emulator = try Emulator(configuration)
        _ = emulator.respond(to: .invite(email: "ann@acme.example"))
        return emulator
    }

    private func body(_ emulator: Emulator, _ line: String) -> String {
        String(decoding: emulator.respond(to: .control(line)).body, as: UTF8.self)
    }

    @Test func `a restored snapshot is the state and the clock of its moment, to the byte`() throws {
        let emulator = try emulator()
        let before = (body(emulator, "GET /state"), body(emulator, "GET /clock"))
        #expect(emulator.respond(to: .control("PUT /snapshots/s.1")).status == .ok)

        _ = emulator.respond(to: .invite(email: "bob@acme.example"))
        _ = emulator.respond(to: .control("POST /users/ann@acme.example/accept"))
        _ = emulator.respond(to: .control("POST /clock/advance", #"{"by":"P9D"}"#))
        try #require(body(emulator, "GET /state") != before.0)

        for _ in 0..<2 {
            #expect(emulator.respond(to: .control("POST /snapshots/s.1/restore")).status == .ok)
            #expect(body(emulator, "GET /state") == before.0)
            #expect(body(emulator, "GET /clock") == before.1)
            _ = emulator.respond(to: .invite(email: "eve@acme.example"))
        }
        #expect(body(emulator, "GET /snapshots/s.1") == before.0)
    }

    @Test func `a reset leaves the snapshots, and another world has none`() throws {
        let emulator = try emulator()
        _ = emulator.respond(to: .control("PUT /snapshots/kept"))
        _ = emulator.respond(to: .control("POST /reset"))
        #expect(body(emulator, "GET /snapshots").contains("kept"))
        let elsewhere = emulator.respond(to: .raw("POST", "/worlds/other/__emulator/snapshots/kept/restore"))
        #expect(elsewhere.status == .notFound)
    }

    @Test(arguments: ["PUT /snapshots/a%20b", "PUT /snapshots/\(String(repeating: "x", count: 65))"])
    func `a name that none can have is refused`(line: String) throws {
        let emulator = try emulator()
        #expect(emulator.respond(to: .control(line)).status == .badRequest)
        #expect(!body(emulator, "GET /snapshots").contains("takenAt"))
    }

    @Test(arguments: ["GET /snapshots/no", "POST /snapshots/no/restore", "DELETE /snapshots/no"])
    func `a snapshot that was never taken is not there`(line: String) throws {
        #expect(try emulator().respond(to: .control(line)).status == .notFound)
    }

    @Test func `a snapshot is deleted once`() throws {
        let emulator = try emulator()
        _ = emulator.respond(to: .control("PUT /snapshots/s"))
        #expect(emulator.respond(to: .control("DELETE /snapshots/s")).status == .ok)
        #expect(emulator.respond(to: .control("DELETE /snapshots/s")).status == .notFound)
    }

    @Test func `there is an end to snapshots, but not to taking one anew`() throws {
        let emulator = try emulator()
        for number in 0..<1000 { _ = emulator.respond(to: .control("PUT /snapshots/s\(number)")) }
        #expect(emulator.respond(to: .control("PUT /snapshots/more")).status == .conflict)
        #expect(emulator.respond(to: .control("PUT /snapshots/s7")).status == .ok)
    }
}
