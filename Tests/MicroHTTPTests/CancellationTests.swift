import Dispatch
import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// Responses that are given up from outside while they wait.
@Suite struct CancellationTests {
    @Test(arguments: LeavingTests.waiting.indices)
    func `a response that waits is given up, and its connection closed`(number: Int) throws {
        let cancellation = ResponseCancellation()
        let begun = DispatchSemaphore(value: 0)
        try withListener(answering: { request in
            guard request.target == "/late" else { return HTTPResponse(status: 200) }
            var response = LeavingTests.waiting[number]
            response.cancellation = cancellation
            begun.signal()
            return response
        }) { listener in
            let clients = try (0..<10).map { _ in try RawClient(listener.port) }
            for client in clients { try client.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n") }
            for _ in clients { begun.wait() }
            cancellation.cancel()
            for client in clients { #expect(try !client.receiveAll().text.contains("HTTP/1.1 200 OK\r\nlate")) }
            #expect(eventually { listener.connectionCount == 0 })
            #expect(try RawClient(listener.port).get().status == 200)
        }
    }

    @Test func `a response that begins to wait after the cancellation is given up too`() throws {
        let cancellation = ResponseCancellation()
        cancellation.cancel()
        var response = HTTPResponse(status: 200, delay: .seconds(3600))
        response.cancellation = cancellation
        try withListener(answering: { [response] _ in response }) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test func `a connection whose response was sent is not closed`() throws {
        let cancellation = ResponseCancellation()
        var late = HTTPResponse(status: 200, delay: .milliseconds(1))
        late.cancellation = cancellation
        try withListener(answering: { [late] request in
            request.target == "/late" ? late : HTTPResponse(status: 201)
        }) { listener in
            let client = try RawClient(listener.port)
            for _ in 0..<3 { #expect(try client.get("/late").status == 200) }
            #expect(try client.get("/other").status == 201)
            cancellation.cancel()
            #expect(try client.get("/other").status == 201)
        }
    }
}
