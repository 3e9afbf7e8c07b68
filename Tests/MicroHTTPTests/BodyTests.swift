import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct BodyTests {
    private let small = HTTPListener.Configuration(threads: 2, maximumBodySize: 1000)

    @Test(arguments: [0, 1, 1000]) func `a body up to the limit arrives whole`(size: Int) throws {
        try withListener(small, answering: echo) { listener in
            let body = String(repeating: "x", count: size)
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n\(body)")
            #expect(try client.receiveResponse().body == "POST / 127.0.0.1\nHost=x|\nContent-Length=\(size)|\n\(body)")
        }
    }

    @Test func `a body in chunks arrives whole`() throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n")
            for piece in ["3\r\nabc\r\n", "0a;x=y\r\n0123", "456789\r\n", "0\r\ntrailer: t\r\n\r\n"] {
                try client.send(piece)
            }
            #expect(try client.receiveResponse().body.hasSuffix("=Chunked|\nabc0123456789"))
            #expect(try client.get().status == 200)
        }
    }

    @Test func `a body of some megabytes arrives whole`() throws {
        let size = 8 * 1024 * 1024
        let configuration = HTTPListener.Configuration(threads: 2, maximumBodySize: size)
        try withListener(configuration, answering: { .init(status: 200, body: $0.body) }) { listener in
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) & 0x7F }
            let client = try RawClient(listener.port)
            try client.send(Array("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n".utf8) + body)
            #expect(try client.receiveResponse().body == String(decoding: body, as: UTF8.self))
        }
    }

    @Test func `a client that expects 100 Continue gets it`() throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.receive(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try client.send("abc")
            #expect(try client.receiveResponse().body.hasSuffix("\nabc"))
        }
    }

    @Test(arguments: [1001, 3_000_000]) func `a body past the limit is dropped, and the connection stays`(size: Int)
        throws
    {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send(
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(size)\r\n\r\n" + String(repeating: "x", count: size)
            )
            #expect(try client.receiveResponse().body.hasSuffix("|\ntoo large"))
            #expect(try client.get().status == 200)
        }
    }

    @Test func `chunks past the limit are dropped, and the connection stays`() throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<100 { try client.send("64\r\n" + String(repeating: "x", count: 100) + "\r\n") }
            try client.send("0\r\n\r\n")
            #expect(try client.receiveResponse().body.hasSuffix("|\ntoo large"))
            #expect(try client.get().status == 200)
        }
    }

    @Test(arguments: [
        "Content-Length: 1001\r\nExpect: 100-continue", "Content-Length: 16777217",
        "Content-Length: 9223372036854775807",
    ])
    func `a body that would not be drained is answered before it comes`(headers: String) throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\n\(headers)\r\n\r\n")
            let answer = try client.receiveResponse()
            #expect(answer.body.hasSuffix("|\ntoo large"))
            #expect(answer["Connection"] == "close")
            #expect(try client.receiveAll() == ("", .closed))
        }
    }

    @Test func `chunks without end are cut off`() throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
            #expect(throws: (any Error).self) {
                while true { try client.send(chunk) }
            }
        }
    }

    @Test func `what follows a body is the next request`() throws {
        try withListener(small, answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nabcd\r\n\r\n")
            #expect(try client.receiveResponse().body.hasSuffix("=2|\nab"))
            #expect(try client.receiveAll().text.hasPrefix("HTTP/1.1 200") == false)
        }
    }
}
