import Dispatch
import Glibc
import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct ConnectionTests {
    @Test(arguments: [1, 2, 4]) func `a connection serves one request after another`(threads: Int) throws {
        try withListener(.init(threads: threads), answering: echo) { listener in
            let client = try RawClient(listener.port)
            for number in 0..<10 {
                #expect(try client.get("/\(number)").body.hasPrefix("GET /\(number) "))
            }
            #expect(listener.connectionCount == 1)
        }
    }

    @Test func `twenty requests in one write are answered in their order`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send((0..<20).map { "POST /\($0) HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab" }.joined())
            for number in 0..<20 {
                #expect(try client.receiveResponse().body.hasPrefix("POST /\(number) "))
            }
        }
    }

    @Test func `a client of HTTP 1.0 is answered and its connection closed`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.0\r\n\r\n")
            let (text, end) = try client.receiveAll()
            #expect(text.hasSuffix("\r\n\r\nGET / 127.0.0.1\n"))
            #expect(end == .closed)
        }
    }

    @Test func `a client of HTTP 1.0 may keep its connection`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            for _ in 0..<2 {
                try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try client.receiveResponse()["Connection"] == "Keep-Alive")
            }
        }
    }

    @Test func `a client that asks for it has its connection closed`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            let answer = try client.get(headers: "Connection: close\r\n")
            #expect(answer["Connection"] == "close")
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test func `a client that closes its side is served`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            client.finishSending()
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test(arguments: [
        "", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\na: b\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
    ])
    func `a client that falls silent is cut off`(request: String) throws {
        try withListener(.init(idleTimeout: .seconds(1)), answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send(request)
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test func `clients beyond the limit wait until a connection closes`() throws {
        try withListener(.init(threads: 2, maximumConnections: 3), answering: echo) { listener in
            var clients = try (0..<8).map { _ in try RawClient(listener.port) }
            for client in clients { try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
            for client in clients.prefix(3) { #expect(try client.receiveResponse().status == 200) }
            #expect(listener.connectionCount == 3)
            while !clients.isEmpty {
                clients.removeFirst()
                if clients.count >= 3 { #expect(try clients[2].receiveResponse().status == 200) }
            }
        }
    }

    @Test func `a client that leaves does not end the process or the service`() throws {
        let body = [UInt8](repeating: 120, count: 4 * 1024 * 1024)
        try withListener(answering: { _ in HTTPResponse(status: 200, body: body) }) { listener in
            for _ in 0..<10 {
                let client = try RawClient(listener.port)
                try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try client.receive(count: 1)
            }
            #expect(try RawClient(listener.port).get().body.utf8.count == body.count)
        }
    }

    /// 128 is how many events libmicrohttpd takes from epoll at a time.
    @Test(arguments: [127, 128, 129, 256, 384]) func `clients that all ask at once are all answered`(count: Int) throws
    {
        try withHeldListener { held in
            let clients = try (0..<count).map { _ in try RawClient(held.listener.port) }
            // Once answered, a connection is known to the one thread.
            for client in clients { #expect(try client.get().status == 200) }
            try held.whileHeld {
                for client in clients { try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
            }
            for client in clients { #expect(try client.receiveResponse().status == 200) }
        }
    }
}
