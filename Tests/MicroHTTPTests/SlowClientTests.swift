import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// Clients that send too slowly, which no idle timeout ends.
@Suite struct SlowClientTests {
    private func configuration() -> HTTPListener.Configuration {
        var configuration = HTTPListener.Configuration(threads: 1)
        configuration.headTimeout = .milliseconds(500)
        configuration.bodyTimeout = .milliseconds(500)
        return configuration
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nA: ", "GET /", "\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
    ])
    func `a client that sends a byte from time to time is cut off`(start: String) throws {
        var configuration = configuration()
        // The test sends as often as it can, which is no slow rate.
        configuration.minimumBodyRate = .max
        try withListener(configuration, answering: echo) { listener in
            let clients = try (0..<20).map { _ in try RawClient(listener.port) }
            for client in clients { try client.send(start) }
            let isCutOff = eventually {
                for client in clients { try? client.send("x") }
                return listener.connectionCount == 0
            }
            #expect(isCutOff)
            #expect(try RawClient(listener.port).get().status == 200)
        }
    }

    @Test func `a large body may take the time that the rate allows`() throws {
        var configuration = configuration()
        configuration.minimumBodyRate = 1000
        try withListener(configuration, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            try client.send([UInt8](repeating: 120, count: 99_999))
            let (start, clock) = (ContinuousClock.now, ContinuousClock())
            // Several sweeps long; the 99,999 bytes allow a hundred seconds.
            while clock.now < start + .milliseconds(2500) { _ = try RawClient(listener.port).get() }
            try client.send("x")
            #expect(try client.receiveResponse().status == 200)
        }
    }

    @Test func `a connection between two requests is not held to the limit of a head`() throws {
        try withListener(configuration(), answering: echo) { listener in
            let (client, silent) = (try RawClient(listener.port), try RawClient(listener.port))
            #expect(try client.get().status == 200)
            let (start, clock) = (ContinuousClock.now, ContinuousClock())
            while clock.now < start + .milliseconds(2500) { _ = try RawClient(listener.port).get() }
            #expect(try client.get().status == 200)
            #expect(try silent.get().status == 200)
        }
    }
}
