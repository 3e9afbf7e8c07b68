import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// A listener whose connections are all in use, and the few that are reserved.
@Suite struct FullHouseTests {
    private func configuration() -> HTTPListener.Configuration {
        var configuration = HTTPListener.Configuration(threads: 2, maximumConnections: 3)
        configuration.reservedConnections = 2
        configuration.mayUseReservedConnection = { $0.target.hasPrefix("/control") }
        return configuration
    }

    @Test func `a reserved connection serves what it is for, and refuses all else`() throws {
        try withListener(configuration(), answering: echo) { listener in
            let clients = try (0..<3).map { _ in try RawClient(listener.port) }
            for client in clients { #expect(try client.get().status == 200) }
            for _ in 0..<10 {
                let commander = try RawClient(listener.port)
                #expect(try commander.get("/control").status == 200)
                #expect(try commander.get("/control/2").status == 200)
                let refused = try commander.get("/other")
                #expect(refused.status == 503)
                #expect(refused["X-Emulator-Hint"]?.contains("3 connections") == true)
                #expect(try commander.receiveAll().text.isEmpty)
            }
            for client in clients { #expect(try client.get().status == 200) }
        }
    }

    @Test func `a reserved connection is an ordinary one once there is room`() throws {
        try withListener(configuration(), answering: echo) { listener in
            var clients = try (0..<3).map { _ in try RawClient(listener.port) }
            for client in clients { #expect(try client.get().status == 200) }
            let commander = try RawClient(listener.port)
            #expect(try commander.get("/control").status == 200)
            clients.removeFirst()
            #expect(eventually { listener.connectionCount == 3 })
            #expect(try commander.get("/other").status == 200)
        }
    }
}
