import Dispatch
import HTTPMessage
import MicroHTTP
import Synchronization
import SocketClient
import TestSupport
import Testing

@Suite struct StreamTests {
    /// Answers each request with a stream, and remembers it.
    private final class Streaming: Sendable {
        private let state = Mutex<[BodyStream]>([])
        private let begun = DispatchSemaphore(value: 0)
        private let make: @Sendable () -> BodyStream

        init(_ make: @escaping @Sendable () -> BodyStream = { BodyStream() }) { self.make = make }

        /// The next stream, once somebody has asked for it.
        func next() throws -> BodyStream {
            begun.wait()
            return state.withLock { $0.removeFirst() }
        }

        @Sendable func answer(_ request: HTTPRequest) -> HTTPResponse {
            let stream = make()
            state.withLock { $0.append(stream) }
            defer { begun.signal() }
            return HTTPResponse(status: 200, headers: ["Content-Type": "text/plain"], delivery: .stream(stream))
        }
    }

    private func reader(_ listener: HTTPListener) throws -> RawClient {
        let client = try RawClient(listener.port)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        return client
    }

    @Test func `the head comes at once, each message when it is appended`() throws {
        let streaming = Streaming()
        try withListener(answering: streaming.answer) { listener in
            let client = try reader(listener)
            let head = ReceivedResponse(head: try client.receive(through: "\r\n\r\n"))
            #expect(head["Transfer-Encoding"] == "chunked")
            #expect(head["Connection"] == "close")
            let stream = try streaming.next()
            for number in 0..<20 {
                #expect(stream.append(Array("message \(number).".utf8)))
                #expect(try client.receive(through: "message \(number).").contains("\r\nmessage"))
            }
            stream.end(with: Array("bye".utf8))
            #expect(try client.receiveAll() == ("\r\n3\r\nbye\r\n0\r\n\r\n", .closed))
        }
    }

    @Test func `messages of many threads come whole, to a hundred readers`() throws {
        let streaming = Streaming()
        try withListener(answering: streaming.answer) { listener in
            let clients = try (0..<100).map { _ in try reader(listener) }
            let streams = try clients.map { _ in try streaming.next() }
            DispatchQueue.concurrentPerform(iterations: 4) { thread in
                for number in 0..<50 {
                    let message = Array("<\(thread)-\(number)>".utf8)
                    for stream in streams { stream.append(message) }
                }
            }
            for stream in streams { stream.end() }
            for client in clients {
                let body = try client.receiveResponse().body
                let messages = body.split(whereSeparator: "<>".contains).map(String.init)
                try #require(messages.count == 200)
                for thread in 0..<4 {
                    #expect(messages.filter { $0.hasPrefix("\(thread)-") } == (0..<50).map { "\(thread)-\($0)" })
                }
            }
        }
    }

    @Test func `a reader that is too slow is dropped with a message, and another gets everything`() throws {
        let streaming = Streaming { BodyStream(limit: 100_000, farewell: Array("too slow.".utf8)) }
        try withListener(answering: streaming.answer) { listener in
            let (slow, quick) = try (RawClient(listener.port), RawClient(listener.port))
            // Without chunks between the messages.
            try slow.send("GET / HTTP/1.0\r\n\r\n")
            _ = try slow.receive(through: "\r\n\r\n")
            let slowStream = try streaming.next()
            try quick.send("GET / HTTP/1.0\r\n\r\n")
            _ = try quick.receive(through: "\r\n\r\n")
            let quickStream = try streaming.next()
            func message(_ number: Int) -> String { String(repeating: "x", count: 49_990) + " \(100_000_000 + number)" }
            var (sent, isSlow) = (0, false)
            // The sockets' buffers hold some megabytes before the limit counts.
            while !isSlow {
                let bytes = Array(message(sent).utf8)
                try #require(quickStream.append(bytes))
                try #require(try quick.receive(count: bytes.count) == message(sent))
                isSlow = !slowStream.append(bytes)
                sent += 1
            }
            let (text, end) = try slow.receiveAll()
            let received = text.utf8.count / 50_000
            #expect(text == (0..<received).map(message).joined() + "too slow.")
            #expect(received < sent)
            #expect(end == .closed)
            #expect(quickStream.append([1]))
        }
    }

    @Test func `a client that leaves is noticed when something is appended`() throws {
        let streaming = Streaming()
        try withListener(answering: streaming.answer) { listener in
            var client: RawClient? = try reader(listener)
            _ = try client?.receive(through: "\r\n\r\n")
            let stream = try streaming.next()
            client = nil
            #expect(eventually { !stream.append([1]) })
            #expect(eventually { listener.connectionCount == 0 })
        }
    }

    @Test func `a client that leaves is noticed though nothing is appended, and its stream goes`() throws {
        let gone = DispatchSemaphore(value: 0)
        let keepAlive = BodyStream.KeepAlive(Array(":".utf8), after: .milliseconds(1))
        try withListener(answering: { _ in
            let stream = BodyStream(keepAlive: keepAlive, whenGone: { gone.signal() })
            return HTTPResponse(status: 200, delivery: .stream(stream))
        }) { listener in
            var client: RawClient? = try reader(listener)
            _ = try client?.receive(through: ":\r\n1\r\n:\r\n")
            client = nil
            #expect(gone.wait(timeout: .now() + 60) == .success)
            #expect(eventually { listener.connectionCount == 0 })
        }
    }

    @Test func `a stop ends every stream after what was appended`() throws {
        let streaming = Streaming()
        let listener = try HTTPListener(.init(threads: 2), handler: streaming.answer)
        let clients = try (0..<20).map { _ in try reader(listener) }
        for _ in clients { try streaming.next().append(Array("last".utf8)) }
        listener.stop(grace: .seconds(3600))
        for client in clients {
            #expect(try client.receiveResponse().body == "last")
            #expect(try client.receiveAll() == ("", .closed))
        }
        #expect(listener.connectionCount == 0)
    }

    @Test(arguments: 0..<10) func `a stop while messages are appended neither crashes nor hangs`(round: Int) throws {
        let streaming = Streaming()
        let listener = try HTTPListener(.init(threads: 1 + round % 3), handler: streaming.answer)
        let clients = try (0..<20).map { _ in try reader(listener) }
        let streams = try clients.map { _ in try streaming.next() }
        let appending = DispatchGroup()
        DispatchQueue.global().async(group: appending) {
            while streams.map({ $0.append([1, 2, 3]) }).contains(true) {}
        }
        listener.stop(grace: .milliseconds(round))
        for client in clients { _ = try client.receiveAll() }
        appending.wait()
        #expect(listener.connectionCount == 0)
    }

    @Test func `a client of HTTP 1.0 gets the body without chunks`() throws {
        let streaming = Streaming()
        try withListener(answering: streaming.answer) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.0\r\n\r\n")
            let stream = try streaming.next()
            stream.append(Array("ab".utf8))
            stream.end(with: Array("cd".utf8))
            #expect(try client.receiveAll().text.hasSuffix("\r\n\r\nabcd"))
        }
    }

    @Test func `HEAD gets the head of a stream, and the stream ends`() throws {
        let streaming = Streaming()
        try withListener(answering: streaming.answer) { listener in
            let client = try RawClient(listener.port)
            try client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try client.receiveResponse(toHead: true).status == 200)
            // libmicrohttpd 0.9.75 sends the end of the chunks to HEAD too; the connection ends, so nobody reads it.
            #expect(try client.receiveAll().end == .closed)
            #expect(try streaming.next().append([1]) == false)
        }
    }
}
