import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// One listener for all cases: each must leave it fit for the next.
private let listener = Result {
    try HTTPListener(.init(threads: 2, maximumBodySize: 100_000)) { request in
        let text = request.isBodyTooLarge ? "too large" : String(decoding: request.body, as: UTF8.self)
        return HTTPResponse(status: 200, body: Array("\(request.target) \(text)".utf8))
    }
}

/// Raw requests against RFC 9112, over a socket: what is valid is served, all else refused, and the service goes on.
@Suite struct WireTests {
    static let heads =
        WireCase.requestLines + WireCase.targets + WireCase.hosts + WireCase.fields + WireCase.lengths
        + WireCase.encodings
    static let bodies = WireCase.chunks + WireCase.trailers + WireCase.sequences
    static let cases = heads + bodies

    @Test func `there are enough cases, each with a name of its own`() {
        #expect(Self.cases.count >= 160)
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
    }

    @Test(arguments: cases) func `a request has the outcome that it must have`(wireCase: WireCase) throws {
        let port = try listener.get().port
        let client = try RawClient(port)
        // A client that is refused early may not get rid of all that it wants to send.
        try? client.send(wireCase.bytes)
        try check(wireCase, client)
        #expect(try RawClient(port).get("/next").body == "/next ")
    }

    /// Not with malformed chunks: a line that arrives apart from its data is seen by libmicrohttpd alone.
    static let separable =
        heads + bodies.filter { if case .refused = $0.outcome { false } else { true } }

    @Test(arguments: separable.filter { $0.bytes.count < 1000 })
    func `the outcome is the same when the bytes come one by one`(wireCase: WireCase) throws {
        let client = try RawClient(try listener.get().port)
        for byte in wireCase.bytes where (try? client.send([byte])) == nil { break }
        try check(wireCase, client)
    }

    private func check(_ wireCase: WireCase, _ client: RawClient) throws {
        switch wireCase.outcome {
        case .served(let target, let body):
            let response = try client.receiveResponse()
            #expect(response.status == 200)
            #expect(response.body == "\(target) \(body)")
            #expect(try client.get("/again").body == "/again ")
        case .servedLast:
            #expect(try client.receiveResponse().status == 200)
            #expect(try client.receiveAll().text.isEmpty)
        case .tunnelled:
            #expect(try client.receiveResponse().status == 200)
            #expect(try client.get("/again").body == "/again ")
        case .closed:
            #expect(try client.receiveAll().text.isEmpty)
        case .refused(let status):
            let text = try client.receiveAll().text
            #expect(text.hasPrefix("HTTP/1.1 \(status) "))
            #expect(text.split(separator: "HTTP/1.1 ").count == 1, "one response")
            #expect(text.contains("\r\nConnection: close\r\n"))
            #expect(text.contains("\r\nContent-Type: text/plain\r\n"))
            #expect(!text.contains("<html"))
        }
    }
}
