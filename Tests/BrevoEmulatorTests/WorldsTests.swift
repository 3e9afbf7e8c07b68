import BrevoCore
import Foundation
import HTTPMessage
import Testing

@testable import BrevoEmulator

@Suite struct WorldsTests {
    private func emulator(maximumWorlds: Int = 10_000) throws -> Emulator {
        var configuration = Emulator.Configuration()
        configuration.randomSeed = 7
        configuration.frozenClock = Timestamp("2026-11-20T09:00:00Z")
        configuration.maximumWorlds = maximumWorlds
        return try Emulator(configuration)
    }

    private func request(_ request: HTTPRequest, in world: String?) -> HTTPRequest {
        var moved = request
        if let world { moved.target = "/worlds/\(world)" + request.target }
        return moved
    }

    private func text(_ response: HTTPResponse) -> String {
        String(decoding: response.body, as: UTF8.self)
    }

    @Test func `a world is a fork of the seed and shares nothing with another`() throws {
        let emulator = try emulator()
        let invited = emulator.respond(to: request(.invite(email: "ann@acme.example"), in: "one"))
        try #require(invited.status == .ok)

        for (world, isThere) in [("one", true), ("two", false), (nil, false)] {
            let list = text(emulator.respond(to: request(.list(key: Acme.key), in: world)))
            #expect(list.contains("ann@acme.example") == isThere, "\(world ?? "default")")
        }
    }

    @Test(arguments: [
        "/__emulator/state", "/__emulator/clock", "/__admin/mappings", "/v3/organization/invited/users?x=1",
    ])
    func `a world responds below its prefix as the default world does at the root`(target: String) throws {
        let emulator = try emulator()
        // The numbers of worlds differ, so requests and new accounts have other ids in each.
        func response(_ prefix: String) -> HTTPResponse {
            var response = emulator.respond(to: .raw("GET", prefix + target))
            let others = response.headers.filter { $0.name != "sib-request-id" }
            response.headers = others.reduce(into: [:]) { $0.append($1.name, $1.value) }
            response.body = Array(text(response).replacing(/"id":"[0-9a-f]{24}"/, with: "").utf8)
            return response
        }
        let atRoot = response("")
        #expect(response("/worlds/fresh") == atRoot)
        #expect(response("http://localhost/worlds/other") == atRoot)
    }

    @Test func `clock, stubs and journal are a world's own`() throws {
        let emulator = try emulator()
        let stub = #"{"request":{"urlPath":"/hello"},"response":{"body":"stubbed"}}"#
        #expect(emulator.respond(to: .raw("POST", "/worlds/one/__admin/mappings", stub)).status == .created)
        #expect(
            emulator.respond(to: .raw("POST", "/worlds/one/__emulator/clock/advance", #"{"by":"P1D"}"#)).status == .ok
        )

        #expect(text(emulator.respond(to: .raw("GET", "/worlds/one/hello"))) == "stubbed")
        #expect(emulator.respond(to: .raw("GET", "/worlds/two/hello")).status == .notFound)
        #expect(text(emulator.respond(to: .raw("GET", "/worlds/two/__emulator/clock"))).contains("2026-11-20T09:00"))
        let found = text(emulator.respond(to: .raw("POST", "/worlds/one/__admin/requests/find", "{}")))
        #expect(found.contains(#""url":"/hello""#) || found.contains(#""url" : "/hello""#))
    }

    @Test(arguments: ["", "a b", "a%20b", "ä", "a:b", String(repeating: "x", count: 65)])
    func `a name that no world can have is refused`(name: String) throws {
        let refused = try emulator().respond(to: .raw("GET", "/worlds/\(name)/v3/organization/invited/users"))
        #expect(refused.status == .badRequest)
    }

    @Test func `worlds are listed and deleted, the default one only listed`() throws {
        let emulator = try emulator()
        for name in ["b.1", "A_2", String(repeating: "x", count: 64)] {
            #expect(emulator.respond(to: .raw("GET", "/worlds/\(name)/__emulator/livez")).status == .ok)
        }
        let listed = text(emulator.respond(to: .raw("GET", "/worlds/b.1/__emulator/worlds")))
        let names = ["default", "A_2", "b.1", String(repeating: "x", count: 64)]
        #expect(listed.split(separator: "\"").filter { names.contains(String($0)) }.map(String.init) == names)

        _ = emulator.respond(to: request(.invite(email: "ann@acme.example"), in: "b.1"))
        #expect(emulator.respond(to: .raw("DELETE", "/__emulator/worlds/A_2")).status == .ok)
        #expect(emulator.respond(to: .raw("DELETE", "/__emulator/worlds/A_2")).status == .notFound)
        #expect(emulator.respond(to: .raw("DELETE", "/__emulator/worlds/default")).status == .conflict)
        #expect(emulator.respond(to: .raw("POST", "/__emulator/worlds")).status == .methodNotAllowed)
        #expect(text(emulator.respond(to: request(.list(key: Acme.key), in: "b.1"))).contains("ann@acme.example"))
    }

    @Test func `past the most worlds there can be the answer is 503`() throws {
        let emulator = try emulator(maximumWorlds: 2)
        for name in ["a", "b", "a"] {
            #expect(emulator.respond(to: request(.list(key: Acme.key), in: name)).status == .ok)
        }
        #expect(emulator.respond(to: request(.list(key: Acme.key), in: "c")).status == .serviceUnavailable)
        #expect(emulator.respond(to: .raw("DELETE", "/__emulator/worlds/b")).status == .ok)
        #expect(emulator.respond(to: request(.list(key: Acme.key), in: "c")).status == .ok)
    }

    @Test func `a world without requests ends after its time to live`() throws {
        let start = try #require(Timestamp("2026-11-20T09:00:00Z"))
        let made = Made()
        let world = try emulator().worlds.standard
        let worlds = Worlds(world, Worlds.Limits(count: 2, idle: .seconds(60))) { _ in
            made.count()
            return world
        }
        func at(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) ?? start }

        #expect(worlds.world("a", at: at(0)) != nil)
        #expect(worlds.world("b", at: at(30)) != nil)
        #expect(worlds.world("c", at: at(59)) == nil)
        #expect(worlds.world("b", at: at(59)) != nil)
        #expect(made.number == 2)
        #expect(worlds.names(at: at(60)) == ["default", "b"])
        #expect(worlds.world("c", at: at(60)) != nil)
        #expect(worlds.world("b", at: at(119)) != nil)
        #expect(made.number == 4)
    }
}

/// Counts on many threads.
private final class Made: @unchecked Sendable {
    // Sendable because `value` is only touched while `lock` is held.
    private let lock = NSLock()
    private var value = 0

    var number: Int { lock.withLock { value } }

    func count() { lock.withLock { value += 1 } }
}
