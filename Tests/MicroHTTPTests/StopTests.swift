import Dispatch
import HTTPMessage
import MicroHTTP
import Synchronization
import SocketClient
import Testing

@Suite struct StopTests {
    @Test func `a delayed response under way is given, the last of its connection`() throws {
        let begun = DispatchSemaphore(value: 0)
        let listener = try HTTPListener(.init(threads: 2)) { _ in
            begun.signal()
            return HTTPResponse(status: 200, delay: .milliseconds(200))
        }
        let clients = try (0..<20).map { _ in try RawClient(listener.port) }
        for client in clients { try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
        for _ in clients { begun.wait() }
        listener.stop()
        for client in clients {
            let answer = try client.receiveResponse()
            #expect(answer.status == 200)
            #expect(answer["Connection"] == "close")
            #expect(try client.receiveAll() == ("", .closed))
        }
        #expect(listener.connectionCount == 0)
    }

    @Test func `new connections are refused while an old request ends`() throws {
        let (begun, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let listener = try HTTPListener(.init(threads: 1)) { _ in
            begun.signal()
            mayEnd.wait()
            return HTTPResponse(status: 200)
        }
        let client = try RawClient(listener.port)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        begun.wait()
        let stopped = stopInBackground(listener)
        var isRefused = false
        while !isRefused { isRefused = (try? RawClient(listener.port)) == nil }
        mayEnd.signal()
        #expect(try client.receiveResponse().status == 200)
        stopped.wait()
    }

    @Test func `what does not end within the grace is cut off`() throws {
        let begun = DispatchSemaphore(value: 0)
        let listener = try HTTPListener { _ in
            begun.signal()
            return HTTPResponse(status: 200, delay: .seconds(3600))
        }
        let client = try RawClient(listener.port)
        try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        begun.wait()
        listener.stop(grace: .milliseconds(50))
        #expect(try client.receiveAll() == ("", .closed))
    }

    @Test func `a silent connection does not hold up the stop`() throws {
        let listener = try HTTPListener(handler: echo)
        let client = try RawClient(listener.port)
        _ = try client.get()
        listener.stop(grace: .seconds(3600))
        #expect(try client.receiveAll() == ("", .closed))
    }

    @Test func `a listener can be stopped again, at the same time too`() throws {
        let listener = try HTTPListener(handler: echo)
        let others = (0..<4).map { _ in stopInBackground(listener) }
        listener.stop()
        for other in others { other.wait() }
        listener.stop()
        #expect(throws: (any Error).self) { try RawClient(listener.port) }
    }

    @Test func `a port can be taken again at once`() throws {
        let port = try withListener(answering: echo) { listener in
            _ = try RawClient(listener.port).get()
            return listener.port
        }
        try withListener(.init(port: port), answering: echo) { listener in
            let answer = try RawClient(listener.port).get()
            #expect(answer.status == 200)
        }
    }

    @Test func `a handler can stop its own listener`() throws {
        let box = Report()
        let held = Held()
        let listener = try HTTPListener { _ in
            held.listener?.stop()
            box.append("returned")
            return HTTPResponse(status: 200)
        }
        held.listener = listener
        let client = try RawClient(listener.port)
        #expect(try client.get().status == 200)
        #expect(try client.receiveAll() == ("", .closed))
        held.listener = nil
        listener.stop()
        #expect(box.lines == ["returned"])
    }

    @Test(arguments: 0..<20) func `a stop under load neither crashes nor hangs`(round: Int) throws {
        let listener = try HTTPListener(.init(threads: 1 + round % 3)) { request in
            let body = Array(request.target.utf8)
            switch request.target {
            case "/delayed": return .init(status: 200, body: body, delay: .milliseconds(1 + round % 7))
            case "/long": return .init(status: 200, body: body, delay: .seconds(3600))
            case "/dribbled":
                return .init(status: 200, body: body, delivery: .dribble(chunks: 9, over: .milliseconds(9)))
            default: return .init(status: 200, body: body)
            }
        }
        let targets = ["/plain", "/delayed", "/dribbled", "/delayed", round % 4 == 0 ? "/long" : "/plain"]
        let requests = targets.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }
        let clients = try (0..<50).map { _ in try RawClient(listener.port) }
        for (number, client) in clients.enumerated() {
            try client.send(requests[number % 5] + String(repeating: requests.joined(), count: 20))
        }
        for client in clients.prefix(round * 5 / 2) where round % 4 != 0 { _ = try client.receiveResponse() }
        listener.stop(grace: round.isMultiple(of: 2) ? .zero : .milliseconds(5))
        for client in clients { _ = try client.receiveAll() }
        #expect(listener.connectionCount == 0)
    }

    private func stopInBackground(_ listener: HTTPListener) -> DispatchGroup {
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) { listener.stop() }
        return group
    }
}

/// A reference to a listener that its own handler can reach.
private final class Held: Sendable {
    private let state = Mutex<HTTPListener?>(nil)

    var listener: HTTPListener? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
