import BrevoEmulator
import HTTPMessage
import Testing

/// What no sound client sends: the answer is a 4xx or an end, nothing has changed, and the next client is served.
@Suite struct BadInputTests {
    struct BadInput: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let outcome: Outcome

        init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
            (testDescription, self.bytes, self.outcome) = (name, bytes, outcome)
        }

        init(_ name: String, _ text: String, _ outcome: Outcome) {
            self.init(name, Array(text.utf8), outcome)
        }
    }

    enum Outcome {
        /// An answer of this status.
        case refused(HTTPStatus)
        /// The end of the connection, with an answer of 4xx before it or not.
        case end
        /// The same, once the server has lost its patience with what never ends.
        case endByTimeout
    }

    private static let head = "Host: x\r\napi-key: \(Acme.key)\r\nContent-Type: application/json\r\n"
    private static let send = "POST /v3/organization/user/invitation/send HTTP/1.1\r\n\(head)"
    private static let body = String.viewer("new@acme.example")

    private static func question(_ bytes: [UInt8]) -> [UInt8] {
        Array("GET /v3/organization/user/".utf8) + bytes
            + Array("@acme.example/permissions HTTP/1.1\r\n\(head)\r\n".utf8)
    }

    static let inputs: [BadInput] = [
        BadInput(
            "a body of 10 MiB",
            "\(send)Content-Length: 10485760\r\n\r\n" + String(repeating: " ", count: 10_485_760),
            .refused(413)
        ),
        BadInput("a body that is announced with 1 TiB", "\(send)Content-Length: 1099511627776\r\n\r\n{", .refused(413)),
        BadInput(
            "a body that ends early",
            "\(send)Content-Length: \(body.utf8.count + 1)\r\n\r\n\(body)",
            .endByTimeout
        ),
        BadInput("a chunk that never ends", "\(send)Transfer-Encoding: chunked\r\n\r\nffff\r\n\(body)", .endByTimeout),
        BadInput("chunks that never end", "\(send)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", .endByTimeout),
        BadInput(
            "a chunk whose size is no number",
            "\(send)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            .end
        ),
        BadInput("a body longer than it says", "\(send)Content-Length: 2\r\n\r\n{}}}\r\n\r\n", .refused(400)),
        BadInput("two lengths", "\(send)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}\n", .refused(400)),
        BadInput(
            "a length and chunks",
            "\(send)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused(400)
        ),
        BadInput("a length that is no number", "\(send)Content-Length: two\r\n\r\n{}", .refused(400)),
        BadInput("a negative length", "\(send)Content-Length: -2\r\n\r\n{}", .refused(400)),
        BadInput("a header of 100 KiB", "GET / HTTP/1.1\r\nx: \(String(repeating: "x", count: 102_400))\r\n\r\n", .end),
        BadInput("a target of 100 KiB", "GET /\(String(repeating: "x", count: 102_400)) HTTP/1.1\r\n\r\n", .end),
        BadInput("a head that never ends", "GET / HTTP/1.1\r\nx: y", .endByTimeout),
        BadInput("no HTTP", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n", .end),
        BadInput("a NUL in the path", question([0x61, 0, 0x62]), .refused(400)),
        BadInput("a NUL in a header", "GET / HTTP/1.1\r\napi-key: \(Acme.key)\0x\r\n\r\n", .refused(400)),
        BadInput("%00 in the path", question(Array("a%00b".utf8)), .refused(400)),
        BadInput("%2F in the path", question(Array("a%2Fb".utf8)), .refused(400)),
        BadInput("percent-encoded bytes that are no UTF-8", question(Array("a%FF%FE".utf8)), .refused(400)),
        BadInput("raw bytes that are no UTF-8", question([0xFF, 0xFE]), .refused(400)),
        BadInput("a truncated scalar in the path", question([0xE2, 0x82]), .refused(400)),
        BadInput("a space in the path", question(Array("a b".utf8)), .refused(400)),
    ]

    @Test(arguments: inputs) func `a bad client is refused, and no other client notices`(input: BadInput) throws {
        let patience: Duration = if case .endByTimeout = input.outcome { .seconds(1) } else { .seconds(60) }
        try withServer(Acme.configuration(), idleTimeout: patience) { server in
            let state = server.emulator.respond(to: .state).text
            let client = try RawClient(server.port)
            // A server that has refused may close before everything is sent.
            try? client.send(input.bytes)
            if case .refused(let status) = input.outcome {
                #expect(try client.receive().status == status)
            } else {
                let statuses = client.receiveAll().matches(of: /HTTP\/1\.1 (\d+)/).compactMap { Int($0.1) }
                #expect(statuses.allSatisfy { (400..<500).contains($0) })
            }
            #expect(server.emulator.respond(to: .state).text == state)
            let next = try RawClient(server.port).exchange(.list(key: Acme.key))
            #expect(next.status == 200)
        }
    }

    @Test func `the body of 10 MiB is refused in the service's words, and the connection stays`() throws {
        try withServer(Acme.configuration()) { server in
            let client = try RawClient(server.port)
            var request = HTTPRequest.invite("")
            request.body = [UInt8](repeating: UInt8(ascii: " "), count: 10 << 20)
            request.headers.append("Content-Type", "application/json")
            #expect(
                try client.exchange(request).text
                    == #"{"code":"bad_request","message":"The body is larger than 1048576 bytes"}"#
            )
            #expect(try client.exchange(.list(key: Acme.key)).status == 200)
        }
    }

    @Test func `requests sent in one go are answered in their order`() throws {
        try withServer(Acme.configuration()) { server in
            let client = try RawClient(server.port)
            let invitation = "\(Self.send)Content-Length: \(Self.body.utf8.count)\r\n\r\n\(Self.body)"
            let list = "GET /v3/organization/invited/users HTTP/1.1\r\n\(Self.head)\r\n"
            try client.send(Array((list + invitation + list + invitation).utf8))
            let answers = try (0..<4).map { _ in try client.receive() }
            #expect(answers.map(\.status) == [200, 200, 200, 400])
            #expect(answers.map { $0.text.contains("new@acme.example") } == [false, false, true, false])
        }
    }
}
