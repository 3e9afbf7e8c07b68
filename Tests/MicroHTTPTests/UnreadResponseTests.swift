import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// Bodies that wait in memory, against the budget for them.
@Suite struct UnreadResponseTests {
    private static let size = 8 << 20

    private func configuration(_ budget: MemoryBudget) -> HTTPListener.Configuration {
        var configuration = HTTPListener.Configuration(threads: 2, maximumBodySize: 4 << 20)
        configuration.memoryBudget = budget
        return configuration
    }

    @Test(arguments: [.whole, .dribble(chunks: 2, over: .seconds(3600))] as [HTTPResponse.Delivery])
    func `responses that nobody reads are refused past the budget`(delivery: HTTPResponse.Delivery) throws {
        let budget = MemoryBudget(limit: 3 * Self.size)
        try withListener(
            configuration(budget),
            answering: { request in
                guard request.target == "/large" else { return HTTPResponse(status: 200, body: [1]) }
                return HTTPResponse(status: 200, body: .init(repeating: 120, count: Self.size), delivery: delivery)
            }
        ) { listener in
            var clients = try (0..<3).map { _ in try RawClient(listener.port) }
            for client in clients {
                try client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try client.receive(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
            }
            #expect(budget.used == budget.limit)
            let another = try RawClient(listener.port)
            let refused = try another.get("/large")
            #expect(refused.status == 503)
            #expect(refused["X-Emulator-Hint"] != nil)
            #expect(try another.get("/small").status == 200)
            clients = []
            #expect(eventually { budget.used == 0 })
            #expect(try another.get("/small").status == 200)
        }
    }

    @Test func `a response that was read is released`() throws {
        let budget = MemoryBudget(limit: Self.size)
        try withListener(
            configuration(budget),
            answering: { _ in
                HTTPResponse(status: 200, body: .init(repeating: 120, count: Self.size))
            }
        ) { listener in
            let client = try RawClient(listener.port)
            for _ in 0..<5 { #expect(try client.get().body.utf8.count == Self.size) }
            #expect(eventually { budget.used == 0 })
        }
    }

    @Test(arguments: ["Content-Length: 2000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nF00000\r\n"])
    func `a body that is being received counts`(framing: String) throws {
        let budget = MemoryBudget(limit: 2_500_000)
        try withListener(configuration(budget), answering: echo) { listener in
            let clients = try (0..<2).map { _ in try RawClient(listener.port) }
            for client in clients {
                try client.send("POST / HTTP/1.1\r\nHost: x\r\n" + framing)
                try? client.send([UInt8](repeating: 120, count: 1_900_000))
            }
            let refused = clients.contains { (try? $0.receive(through: "\r\n"))?.hasPrefix("HTTP/1.1 503 ") == true }
            #expect(refused)
            #expect(budget.used <= budget.limit)
            #expect(try RawClient(listener.port).get().status == 200)
        }
    }

    @Test func `the limit of a stream counts while it is open`() throws {
        let budget = MemoryBudget(limit: 1 << 20)
        try withListener(
            configuration(budget),
            answering: { _ in
                HTTPResponse(status: 200, delivery: .stream(BodyStream(limit: 600_000)))
            }
        ) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try client.receive(through: "\r\n\r\n")
            #expect(budget.used == 600_000)
            #expect(try RawClient(listener.port).get().status == 503)
        }
        #expect(budget.used == 0)
    }
}
