import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct RequestHeadTests {
    @Test(arguments: [
        "/a%2Fb", "/%00", "/a+b?c=d+e&f=%20", "/?a=b+c", "/é/日本", "http://h/x", "HTTPS://h:1/x", "/a?b?c&&=&",
    ])
    func `a target arrives as it was sent`(target: String) throws {
        try withListener(answering: echo) { listener in
            let answer = try RawClient(listener.port).get(target)
            #expect(answer.body.hasPrefix("GET \(target) 127.0.0.1\n"))
        }
    }

    @Test func `bytes of a target that are not UTF-8 are percent-encoded`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send(
                Array("GET /é".utf8) + [0xFF, 0xE9, 0x0B | 0x80] + Array("x HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            )
            #expect(try client.receiveResponse().body.hasPrefix("GET /é%FF%E9%8Bx 127"))
        }
    }

    @Test func `headers keep their order, their case and their repetitions`() throws {
        try withListener(answering: echo) { listener in
            let answer = try RawClient(listener.port).get(headers: "b: 1\r\nA: 2\r\nB: \t3 \t\r\nempty:\r\nb: é, x\r\n")
            #expect(answer.body == "GET / 127.0.0.1\nHost=x|\nb=1|\nA=2|\nB=3|\nempty=|\nb=é, x|\n")
        }
    }

    @Test func `bytes of a header value that are not UTF-8 are ISO-8859-1`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send(Array("GET / HTTP/1.1\r\nHost: x\r\nname: caf".utf8) + [0xE9] + Array("\r\n\r\n".utf8))
            #expect(try client.receiveResponse().body.contains("name=café|"))
        }
    }

    @Test func `a long head that comes byte by byte is read whole`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            let headers = (0..<60).map { "name\($0): value\($0)" }
            for byte in "GET /x?y=z HTTP/1.1\r\nHost: x\r\n\(headers.joined(separator: "\r\n"))\r\n\r\n".utf8 {
                try client.send([byte])
            }
            let body = try client.receiveResponse().body
            #expect(body.split(separator: "\n").count == 62)
            #expect(body.hasSuffix("name59=value59|\n"))
        }
    }

    @Test func `lines may end in a bare line feed`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\nHost: x\na: b\n\n")
            #expect(try client.receiveResponse().body == "GET / 127.0.0.1\nHost=x|\na=b|\n")
        }
    }

    static let unsound: [RawRequest] = [
        "GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a\0 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a?b\0c HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\0 / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a\u{7F} HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\na: b\0c\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\0c\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\na:\0b\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\na\0: b\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\0a: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\0a: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\na: b\r\n c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\na: b\r\n c\r\nd: e\r\n\r\n",
        "GET / HTTP/1.1\r\n a: b\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\na: b\rc\r\n\r\n",
        "GET / HTTP/x\r\n\r\n",
        "GET /\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n 2\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
    ]

    @Test(arguments: unsound)
    func `an unsound request is refused and reaches no handler`(request: RawRequest) throws {
        try withListener(answering: { _ in HTTPResponse(status: 200, body: Array("reached".utf8)) }) { listener in
            let client = try RawClient(listener.port)
            try client.send(request.text)
            let (text, _) = try client.receiveAll()
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400 "))
            #expect(!text.contains("reached"))
            #expect(try RawClient(listener.port).get().status == 200)
        }
    }

    @Test func `a head of 100 KiB is answered 431 and the next connection is served`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try? client.send("GET / HTTP/1.1\r\nHost: x\r\na: \(String(repeating: "x", count: 100 * 1024))\r\n\r\n")
            #expect(try client.receive(through: "\r\n").hasPrefix("HTTP/1.1 431 "))
            #expect(try RawClient(listener.port).get().status == 200)
        }
    }

    @Test func `a target of 100 KiB is answered 414`() throws {
        try withListener(answering: echo) { listener in
            let client = try RawClient(listener.port)
            try? client.send("GET /\(String(repeating: "x", count: 100 * 1024)) HTTP/1.1\r\n\r\n")
            #expect(try client.receive(through: "\r\n").hasPrefix("HTTP/1.1 414 "))
        }
    }
}

/// A request as bytes, shown with its control characters escaped.
struct RawRequest: ExpressibleByStringLiteral, CustomTestStringConvertible, Sendable {
    let text: String
    init(stringLiteral text: String) { self.text = text }
    var testDescription: String { text.debugDescription }
}
