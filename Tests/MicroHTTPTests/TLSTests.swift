import Certificates
import Foundation
import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

/// A listener that speaks TLS; OpenSSL is the client, and checks the certificate.
@Suite struct TLSTests {
    /// Runs a listener with a certificate of its own for as long as the body takes.
    private func withListener<Result>(
        idleTimeout: Duration = .seconds(60),
        answering handler: @escaping HTTPListener.Handler,
        _ body: (HTTPListener, Certificate) throws -> Result
    ) throws -> Result {
        try withTemporaryFolder { folder in
            let certificate = try Certificate(in: folder)
            let identity = try TLSIdentity(certificate)
            let configuration = HTTPListener.Configuration(threads: 2, idleTimeout: idleTimeout, identity: identity)
            return try MicroHTTPTests.withListener(configuration, answering: handler) { try body($0, certificate) }
        }
    }

    @Test func `a connection serves one request after the other`() throws {
        try withListener(answering: echo) { listener, certificate in
            let requests =
                "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let text = try certificate.exchange(requests, with: listener.port)
            #expect(text.contains("POST /1 127.0.0.1\nHost=x|\nContent-Length=2|\nab"))
            #expect(text.contains("GET /2 127.0.0.1\n"))
        }
    }

    @Test func `large bodies pass both ways`() throws {
        try withListener(answering: { HTTPResponse(status: 200, body: $0.body) }) { listener, certificate in
            let body = String(repeating: "0123456789", count: 80_000)
            let head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            let text = try certificate.exchange(head + body, with: listener.port)
            #expect(text.hasSuffix("\r\n\r\n" + body))
        }
    }

    @Test(arguments: [.whole, .dribble(chunks: 3, over: .milliseconds(30))] as [HTTPResponse.Delivery])
    func `a response can be late`(delivery: HTTPResponse.Delivery) throws {
        let late = HTTPResponse(status: 200, body: Array("late".utf8), delay: .milliseconds(30), delivery: delivery)
        try withListener(answering: { _ in late }) { listener, certificate in
            let text = try certificate.exchange(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                with: listener.port
            )
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.hasSuffix("\r\n\r\nlate"))
        }
    }

    @Test(
        arguments: [
            (.emptyResponse, ""), (.connectionReset, ""),
            (.randomDataThenClose, "lskdu018973t09sylgasjkfg1][]'./.sdlv"),
            (
                .malformedChunk,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlskdu018973t09sylgasjkfg1][]'./.sdlv"
            ),
        ] as [(HTTPResponse.Delivery, String)]
    )
    func `a fault comes inside TLS, and ends its own connection only`(delivery: HTTPResponse.Delivery, text: String)
        throws
    {
        try withListener(answering: { request in
            HTTPResponse(status: 200, delivery: request.target == "/" ? delivery : .whole)
        }) { listener, certificate in
            #expect(try certificate.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n", with: listener.port) == text)
            let next = try certificate.exchange("GET /2 HTTP/1.0\r\n\r\n", with: listener.port)
            #expect(next.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a reason phrase of its own comes inside TLS, with a body of many records`() throws {
        let body = String(repeating: "0123456789", count: 400_000)
        try withListener(answering: { _ in
            HTTPResponse(status: 503, reason: "Out to lunch", body: Array(body.utf8))
        }) { listener, certificate in
            let text = try certificate.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n", with: listener.port)
            #expect(text.hasPrefix("HTTP/1.1 503 Out to lunch\r\n"))
            #expect(text.hasSuffix("\r\n\r\n" + body))
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}", "\u{16}", ""])
    func `a client without TLS receives nothing and disturbs no other`(bytes: String) throws {
        try withListener(idleTimeout: .seconds(1), answering: echo) { listener, certificate in
            let stranger = try RawClient(listener.port)
            try stranger.send(bytes)
            let text = try certificate.exchange("GET /2 HTTP/1.0\r\n\r\n", with: listener.port)
            #expect(text.contains("GET /2 127.0.0.1\n"))
            let heard = try stranger.receiveAll().text
            #expect(!heard.contains("HTTP/1."))
        }
    }

    @Test func `a listener stops while a handshake is half done`() throws {
        try withListener(answering: echo) { listener, _ in
            let stranger = try RawClient(listener.port)
            try stranger.send("\u{16}\u{3}\u{1}\u{2}\u{0}")
            listener.stop(grace: .zero)
            #expect(try stranger.receiveAll().text.isEmpty)
        }
    }

    @Test func `a certificate and key that do not match is refused`() throws {
        try withTemporaryFolder { folder in
            let one = try TLSIdentity(try Certificate(in: folder))
            let other = try TLSIdentity(try Certificate(in: folder))
            let nonsense = Array("no PEM".utf8)
            for (certificates, key) in [
                (one.certificates, other.key), (nonsense, one.key), (one.certificates, nonsense), (one.key, one.key),
                ([], []), (one.certificates, one.key.dropLast(100) + one.key.suffix(40)),
            ] {
                #expect(throws: HTTPListener.Failure.self) {
                    let identity = TLSIdentity(certificates: certificates, key: key)
                    _ = try HTTPListener(.init(identity: identity), handler: echo)
                }
            }
        }
    }

    @Test func `a probe takes the certificate as it is`() throws {
        try withListener(answering: echo) { listener, _ in
            let answer = try HTTPProbe(.init("https://localhost:\(listener.port)/ready")).response()
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("GET /ready 127.0.0.1\n"))
        }
    }
}

extension TLSIdentity {
    fileprivate init(_ certificate: Certificate) throws {
        self.init(
            certificates: Array(try Data(contentsOf: certificate.certificate)),
            key: Array(try Data(contentsOf: certificate.key))
        )
    }
}

/// A folder that is gone afterwards.
private func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
