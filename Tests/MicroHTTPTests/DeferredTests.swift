import Dispatch
import HTTPMessage
import MicroHTTP
import Synchronization
import SocketClient
import TestSupport
import Testing

@Suite struct DeferredTests {
    /// Answers `/wait` later, and anything else at once.
    private final class Waiting: Sendable {
        private let state = Mutex<[DeferredResponse]>([])
        let begun = DispatchSemaphore(value: 0)
        let timeout: Duration

        init(timeout: Duration = .seconds(3600)) { self.timeout = timeout }

        var all: [DeferredResponse] { state.withLock { $0 } }

        /// Fulfils all with their number, first to last.
        func fulfil() -> [Bool] {
            all.enumerated().map { $1.fulfil(HTTPResponse(status: 200, body: Array("\($0)".utf8))) }
        }

        @Sendable func answer(_ request: HTTPRequest) -> HTTPResponse {
            guard request.target == "/wait" else { return HTTPResponse(status: 200, body: Array(request.target.utf8)) }
            let deferred = DeferredResponse(timeout: timeout) { lapse in
                HTTPResponse(status: lapse == .timeout ? 408 : 503)
            }
            state.withLock { $0.append(deferred) }
            defer { begun.signal() }
            return HTTPResponse(status: 500, delivery: .deferred(deferred))
        }
    }

    @Test func `the response is the one that somebody gives later, on the same connection`() throws {
        let waiting = Waiting()
        try withListener(answering: waiting.answer) { listener in
            let client = try RawClient(listener.port)
            for number in 0..<3 {
                try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
                waiting.begun.wait()
                #expect(try RawClient(listener.port).get("/other").body == "/other")
                let fulfilled = waiting.fulfil()
                #expect(fulfilled == Array(repeating: false, count: number) + [true])
                let answer = try client.receiveResponse()
                #expect(answer.status == 200)
                #expect(answer.body == "\(number)")
            }
            #expect(try client.get("/other").body == "/other")
        }
    }

    @Test func `a response that was given before anybody waits is sent at once`() throws {
        try withListener(answering: { _ in
            let deferred = DeferredResponse(timeout: .seconds(3600)) { _ in HTTPResponse(status: 500) }
            deferred.fulfil(HTTPResponse(status: 201, headers: ["a": "1"]))
            return HTTPResponse(status: 200, headers: ["b": "2"], delivery: .deferred(deferred))
        }) { listener in
            let answer = try RawClient(listener.port).get()
            #expect(answer.status == 201)
            #expect(answer["a"] == "1")
            #expect(answer["b"] == "2")
        }
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .milliseconds(1), .milliseconds(50)])
    func `a response that nobody gives in time is the fallback, and no other can follow`(timeout: Duration) throws {
        let waiting = Waiting(timeout: timeout)
        try withListener(answering: waiting.answer) { listener in
            let client = try RawClient(listener.port)
            #expect(try client.get("/wait").status == 408)
            #expect(waiting.fulfil() == [false])
            #expect(try client.get("/other").body == "/other")
        }
    }

    @Test(arguments: 0..<8) func `only the first response counts`(round: Int) throws {
        let waiting = Waiting(timeout: .milliseconds(round % 4))
        try withListener(answering: waiting.answer) { listener in
            let clients = try (0..<30).map { _ in try RawClient(listener.port) }
            for client in clients {
                try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\nGET /other HTTP/1.1\r\nHost: x\r\n\r\n")
            }
            for _ in clients { waiting.begun.wait() }
            let fulfilled = Mutex(0)
            let all = waiting.all
            DispatchQueue.concurrentPerform(iterations: 2 * all.count) { number in
                let isFirst = all[number % all.count].fulfil(HTTPResponse(status: 200))
                if isFirst { fulfilled.withLock { $0 += 1 } }
            }
            let statuses = try clients.map { try $0.receiveResponse().status }
            #expect(statuses.count { $0 == 200 } == fulfilled.withLock { $0 })
            #expect(statuses.allSatisfy { [200, 408].contains($0) })
            for client in clients { #expect(try client.receiveResponse().body == "/other") }
        }
    }

    @Test func `hundreds of waiting connections are resumed at once`() throws {
        let waiting = Waiting()
        try withListener(answering: waiting.answer) { listener in
            let clients = try (0..<200).map { _ in try RawClient(listener.port) }
            for client in clients { try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n") }
            for _ in clients { waiting.begun.wait() }
            #expect(try RawClient(listener.port).get("/other").body == "/other")
            #expect(!waiting.fulfil().contains(false))
            let bodies = try clients.map { try $0.receiveResponse().body }
            #expect(Set(bodies).count == 200)
        }
    }

    @Test func `a client that leaves is forgotten with the response it does not get`() throws {
        let waiting = Waiting()
        try withListener(answering: waiting.answer) { listener in
            var client: RawClient? = try RawClient(listener.port)
            try client?.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            waiting.begun.wait()
            client = nil
            #expect(waiting.fulfil() == [true])
            #expect(eventually { listener.connectionCount == 0 })
        }
    }

    @Test func `a stop gives the fallback at once, as the last response of each connection`() throws {
        let waiting = Waiting()
        let listener = try HTTPListener(.init(threads: 2), handler: waiting.answer)
        let clients = try (0..<20).map { _ in try RawClient(listener.port) }
        for client in clients { try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n") }
        for _ in clients { waiting.begun.wait() }
        listener.stop(grace: .seconds(3600))
        for client in clients {
            let answer = try client.receiveResponse()
            #expect(answer.status == 503)
            #expect(answer["Connection"] == "close")
            #expect(try client.receiveAll() == ("", .closed))
        }
        #expect(listener.connectionCount == 0)
    }

    @Test func `a response given later can be delayed, dribbled or a fault`() throws {
        let waiting = Waiting()
        try withListener(answering: waiting.answer) { listener in
            let body = Array("body".utf8)
            for response in [
                HTTPResponse(status: 200, body: body, delay: .milliseconds(5)),
                HTTPResponse(status: 200, body: body, delivery: .dribble(chunks: 4, over: .milliseconds(5))),
                HTTPResponse(status: 200, reason: "Fine", body: body),
            ] {
                let client = try RawClient(listener.port)
                try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
                waiting.begun.wait()
                waiting.all.last?.fulfil(response)
                #expect(try client.receiveResponse().body == "body")
            }
            let client = try RawClient(listener.port)
            try client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
            waiting.begun.wait()
            waiting.all.last?.fulfil(HTTPResponse(status: 200, delivery: .connectionReset))
            #expect(try client.receiveAll() == ("", .reset))
        }
    }

    @Test func `it is released when its request has ended`() throws {
        let gone = DispatchSemaphore(value: 0)
        try withListener(answering: { _ in
            let deferred = DeferredResponse(
                timeout: .zero,
                fallback: { _ in HTTPResponse(status: 200) },
                whenGone: { gone.signal() }
            )
            return HTTPResponse(status: 200, delivery: .deferred(deferred))
        }) { listener in
            let answer = try RawClient(listener.port).get()
            #expect(answer.status == 200)
            #expect(gone.wait(timeout: .now() + 60) == .success)
        }
    }
}
