import Glibc
import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct DelayTests {
    @Test func `hundreds of delayed responses cost no thread`() throws {
        let delayed = HTTPResponse(status: 200, body: Array("late".utf8), delay: .milliseconds(300))
        try withListener(answering: { _ in delayed }) { listener in
            // Twice as many descriptors, beside those of other tests, within the 1024 that a process often has.
            let clients = try (0..<200).map { _ in try RawClient(listener.port) }
            let threads = try threadCount()
            for client in clients { try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
            // Other tests of this process may start threads of theirs, but not hundreds.
            #expect(try threadCount() < threads + 100)
            for client in clients { #expect(try client.receiveResponse().body == "late") }
        }
    }

    @Test func `a delayed response keeps its place among pipelined ones`() throws {
        try withListener(answering: { request in
            let delay: Duration? = request.target == "/late" ? .milliseconds(50) : nil
            return HTTPResponse(status: 200, body: Array(request.target.utf8), delay: delay)
        }) { listener in
            let client = try RawClient(listener.port)
            let targets = ["/1", "/late", "/2", "/late", "/late", "/3"]
            try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
            for target in targets { #expect(try client.receiveResponse().body == target) }
        }
    }

    @Test func `a short delay does not wait for a long one`() throws {
        try withListener(answering: { request in
            let delay: Duration = request.target == "/long" ? .seconds(3600) : .milliseconds(1)
            return HTTPResponse(status: 200, delay: delay)
        }) { listener in
            let (long, short) = (try RawClient(listener.port), try RawClient(listener.port))
            try long.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try short.get("/short").status == 200)
        }
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)]) func `a delay of zero or less is none`(
        delay: Duration
    ) throws {
        try withListener(answering: { _ in HTTPResponse(status: 200, delay: delay) }) { listener in
            let answer = try RawClient(listener.port).get()
            #expect(answer.status == 200)
        }
    }

    @Test func `an early refusal can be delayed`() throws {
        try withListener(.init(maximumBodySize: 1), answering: { _ in .init(status: 413, delay: .milliseconds(10)) }) {
            let client = try RawClient($0.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.receiveResponse().status == 413)
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test func `a dribbled body has its length and comes whole`() throws {
        let body = String(repeating: "0123456789", count: 10_001)
        let dribbled = HTTPResponse(
            status: 200,
            body: Array(body.utf8),
            delay: .milliseconds(10),
            delivery: .dribble(chunks: 7, over: .milliseconds(70))
        )
        try withListener(answering: { _ in dribbled }) { listener in
            let client = try RawClient(listener.port)
            for _ in 0..<2 {
                let answer = try client.get()
                #expect(answer["Content-Length"] == "100010")
                #expect(answer.body == body)
            }
            try client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try client.receiveResponse(toHead: true)["Content-Length"] == "100010")
            #expect(try client.get().body == body)
        }
    }

    @Test(arguments: [(0, "body"), (-1, "body"), (1, "body"), (4, "body"), (100, "body"), (5, "")])
    func `any number of pieces gives the whole body`(chunks: Int, body: String) throws {
        let delivery = HTTPResponse.Delivery.dribble(chunks: chunks, over: .milliseconds(5))
        let response = HTTPResponse(status: 200, body: Array(body.utf8), delivery: delivery)
        try withListener(answering: { _ in response }) { listener in
            let answer = try RawClient(listener.port).get()
            #expect(answer.body == body)
        }
    }

    @Test func `the head of a dribbled response does not wait for the body`() throws {
        let delivery = HTTPResponse.Delivery.dribble(chunks: 2, over: .seconds(3600))
        let response = HTTPResponse(status: 200, body: [1, 2], delivery: delivery)
        let client = try withListener(answering: { _ in response }) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try client.receive(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
            return client
        }
        #expect(try client.receiveAll().text.isEmpty)
    }

    /// The threads of this process.
    private func threadCount() throws -> Int {
        let directory = unsafe try #require(unsafe opendir("/proc/self/task"))
        defer { unsafe closedir(directory) }
        var count = -2
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }
}
