import Dispatch
import Glibc
import HTTPMessage
import MicroHTTP
import SocketClient
import Synchronization
import Testing

/// Clients that leave while their response waits, and clients that only seem to.
@Suite struct LeavingTests {
    private static let hour = Duration.seconds(3600)

    /// Responses that wait long enough for any test to fail, each in a way of its own.
    static var waiting: [HTTPResponse] {
        [
            HTTPResponse(status: 200, delay: hour),
            HTTPResponse(status: 200, body: [1, 2, 3], delivery: .dribble(chunks: 3, over: hour)),
            HTTPResponse(
                status: 200,
                delivery: .deferred(DeferredResponse(timeout: hour) { _ in HTTPResponse(status: 500) })
            ),
            HTTPResponse(status: 200, delivery: .stream(BodyStream())),
            HTTPResponse(status: 200, delivery: .stream(BodyStream(keepAlive: .init([58], after: hour)))),
            HTTPResponse(status: 200, delay: hour, delivery: .connectionReset),
            HTTPResponse(status: 200, reason: "Late", delay: hour),
        ]
    }

    @Test(arguments: waiting.indices, [false, true])
    func `the connection of a client that leaves is closed at once`(number: Int, resets: Bool) throws {
        let begun = DispatchSemaphore(value: 0)
        try withListener(answering: { _ in
            begun.signal()
            return Self.waiting[number]
        }) { listener in
            for _ in 0..<5 {
                let client = try RawClient(listener.port)
                try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                begun.wait()
                if resets { client.reset() }
            }
            #expect(eventually { listener.connectionCount == 0 })
        }
    }

    @Test(arguments: waiting.indices) func `so is the one of a client that left before its response waits`(number: Int)
        throws
    {
        let goesOn = DispatchSemaphore(value: 0)
        try withListener(answering: { _ in
            goesOn.wait()
            return Self.waiting[number]
        }) { listener in
            try RawClient(listener.port).send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            goesOn.signal()
            #expect(eventually { listener.connectionCount == 0 })
        }
    }

    @Test func `a deferred response is released when its client leaves`() throws {
        let gone = DispatchSemaphore(value: 0)
        let begun = DispatchSemaphore(value: 0)
        try withListener(answering: { _ in
            let deferred = DeferredResponse(
                timeout: Self.hour,
                fallback: { _ in HTTPResponse(status: 500) },
                whenGone: { gone.signal() }
            )
            begun.signal()
            return HTTPResponse(status: 200, delivery: .deferred(deferred))
        }) { listener in
            var clients = try (0..<100).map { _ in try RawClient(listener.port) }
            for client in clients { try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
            for _ in clients { begun.wait() }
            let count = clients.count
            clients = []
            for _ in 0..<count { gone.wait() }
        }
    }

    @Test(arguments: [0, 1, 2]) func `a client that closes its side and reads on gets its response`(kind: Int) throws {
        let body = Array("late".utf8)
        let deferred = Mutex<DeferredResponse?>(nil)
        try withListener(answering: { _ in
            switch kind {
            case 0: return HTTPResponse(status: 200, body: body, delay: .milliseconds(100))
            case 1:
                return HTTPResponse(status: 200, body: body, delivery: .dribble(chunks: 3, over: .milliseconds(100)))
            default:
                let waiting = DeferredResponse(timeout: .milliseconds(100)) { _ in HTTPResponse(status: 200, body: body)
                }
                deferred.withLock { $0 = waiting }
                return HTTPResponse(status: 200, delivery: .deferred(waiting))
            }
        }) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            client.finishSending()
            let (text, end) = try client.receiveAll()
            #expect(text.hasSuffix("\r\n\r\nlate"))
            #expect(text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == (kind == 1 ? ["200"] : ["100", "200"]))
            #expect(end == .closed)
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: x\r\n", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n", "GET"])
    func `a client that sends all and closes its side sees the end`(request: String) throws {
        try withHeldListener { held in
            // The request and its end are both there when the server comes to read them.
            let client = try held.whileHeld {
                let client = try RawClient(held.listener.port)
                try client.send(request + "\r\n")
                client.finishSending()
                return client
            }
            let (text, end) = try client.receiveAll()
            #expect(text.hasPrefix("HTTP/1.1 200 ") == request.hasPrefix("GET /"))
            #expect(end == .closed)
        }
    }

    @Test(arguments: ["OK", "Mine"])
    func `a client that closes its side reads a long response without a pause`(reason: String) throws {
        let size = 16 << 20
        try withListener(answering: { _ in
            HTTPResponse(status: 200, reason: reason, body: .init(repeating: 120, count: size))
        }) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            client.finishSending()
            let (text, end) = try client.receiveAll()
            #expect(text.utf8.count > size)
            #expect(end == .closed)
        }
    }

    @Test func `thousands of clients that leave their delayed responses hold up nobody`() throws {
        let begun = Atomic(0)
        try withListener(.init(threads: 1, maximumConnections: 8192)) { request in
            guard request.target == "/late" else { return HTTPResponse(status: 200) }
            begun.add(1, ordering: .relaxed)
            return HTTPResponse(status: 200, delay: Self.hour)
        } _: { listener in
            // Within the 1024 descriptors that a process often has, three for each connection.
            for _ in 0..<20 {
                let before = begun.load(ordering: .relaxed)
                var clients = try (0..<200).map { _ in try RawClient(listener.port) }
                for client in clients { try client.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n") }
                #expect(eventually { begun.load(ordering: .relaxed) == before + clients.count })
                clients = []
                #expect(try RawClient(listener.port).get().status == 200)
                #expect(eventually { listener.connectionCount == 0 })
            }
        }
    }

    @Test func `a body that is cut short is noticed`() throws {
        let calls = Atomic(0)
        try withListener(answering: { _ in
            calls.add(1, ordering: .relaxed)
            return HTTPResponse(status: 200)
        }) { listener in
            for request in ["Content-Length: 9\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"] {
                let client = try RawClient(listener.port)
                try client.send("POST / HTTP/1.1\r\nHost: x\r\n\(request)")
                client.finishSending()
                #expect(try client.receiveAll().text.isEmpty)
            }
            #expect(eventually { listener.connectionCount == 0 })
            #expect(calls.load(ordering: .relaxed) == 0)
        }
    }
}
