import BrevoCore
import BrevoEmulator
import Foundation
import HTTPMessage
import MicroHTTP
import TestSupport
import Testing

@Suite struct EmulatorServerTests {
    /// An address of this machine that no other test listens on, so that nobody else takes a port that was given back.
    private static func listening(port: UInt16 = 0) -> HTTPListener.Configuration {
        HTTPListener.Configuration(host: "127.77.0.1", port: port)
    }

    @Test func `it listens for as long as it or one of its worlds is referred to`() throws {
        var server: EmulatorServer? = try EmulatorServer(listening: Self.listening())
        let port = try #require(server?.port)
        var world = try server?.world("w")
        server = nil
        #expect(throws: HTTPListener.Failure.self) { try EmulatorServer(listening: Self.listening(port: port)) }
        #expect(try world?.snapshotNames == [])
        world = nil
        #expect(throws: Never.self) { try EmulatorServer(listening: Self.listening(port: port)) }
    }

    @Test func `it can be stopped twice, and its worlds be commanded after`() throws {
        let server = try EmulatorServer(listening: Self.listening())
        let world = try server.world("w")
        server.stop(grace: .zero)
        server.stop()
        #expect(throws: Never.self) { try EmulatorServer(listening: Self.listening(port: server.port)) }
        #expect(try world.mails().isEmpty)
    }

    @Test func `when it goes its threads and descriptors go`() async {
        // In a process of its own, where no other test starts threads.
        await #expect(processExitsWith: .success) {
            func held() throws -> (threads: Int, descriptors: Int) {
                (
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count,
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                )
            }
            let before = try held()
            var servers = try (0..<20).map { _ in try EmulatorServer() }
            for server in servers { _ = try RawClient(server.port).exchange(.state) }
            let during = try held()
            #expect(during.threads >= before.threads + 40)
            #expect(during.descriptors >= before.descriptors + 20)
            servers = []
            // Less than one of each server; the runtime may have a few more threads than at first. A thread that was
            // joined stays in the folder for a moment.
            let isReleased = try eventually {
                let after = try held()
                return after.threads < before.threads + 10 && after.descriptors < before.descriptors + 10
            }
            #expect(isReleased)
        }
    }

    @Test(arguments: [("/v3", "/v3"), ("/", ""), ("", ""), ("v3/", "/v3"), ("/a/b", "/a/b")])
    func `an SDK is given the world's base URL`(path: String, suffix: String) throws {
        var configuration = try Acme.configuration()
        configuration.basePath = path
        let server = try EmulatorServer(configuration)
        let root = "http://127.0.0.1:\(server.port)"
        #expect(server.url == root)
        #expect(server.baseURL == root + suffix)
        #expect(try server.world("default").baseURL == root + suffix)
        let world = try server.world("t.1")
        #expect(world.baseURL == "\(root)/worlds/t.1\(suffix)")
        let target = "/worlds/t.1\(suffix)/organization/invited/users"
        #expect(try RawClient(server.port).exchange(.raw("GET", target)).status == .ok)
    }

    @Test func `worlds are named, listed and deleted`() throws {
        let server = try EmulatorServer()
        let world = try server.world("b")
        _ = try server.world("a")
        #expect(server.worldNames == ["default", "a", "b"])
        try world.takeSnapshot("s")
        try world.delete()
        try server.deleteWorld("a")
        #expect(server.worldNames == ["default"])
        #expect(throws: CommandRefused.self) { try server.deleteWorld("a") }
        #expect(throws: CommandRefused.self) { try server.defaultWorld.delete() }
        #expect(try world.snapshotNames == [])
    }

    @Test(arguments: ["", "a/b", "ä", String(repeating: "x", count: 65)])
    func `a name that no world can have is refused`(name: String) throws {
        let server = try EmulatorServer()
        #expect(throws: CommandRefused.self) { try server.world(name) }
        #expect(server.worldNames == ["default"])
    }

    @Test func `past the most worlds there is no other`() throws {
        var configuration = Emulator.Configuration()
        configuration.maximumWorlds = 1
        configuration.journalSize = -1
        let server = try EmulatorServer(configuration)
        let first = try server.world("one")
        let refusal = #expect(throws: CommandRefused.self) { try server.world("two") }
        #expect(refusal?.message == "there are too many worlds")
        try first.reset()
    }
}
