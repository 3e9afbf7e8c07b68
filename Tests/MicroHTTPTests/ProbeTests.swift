import HTTPMessage
import MicroHTTP
import Testing

@Suite struct ProbeTests {
    private func probe(_ url: String, timeout: Duration = .seconds(20)) throws -> HTTPResponse {
        var probe = HTTPProbe(try HTTPProbe.Target(url))
        probe.timeout = timeout
        return try probe.response()
    }

    @Test(
        arguments: [
            ("http://localhost", "localhost", 80, "/"), ("HTTPS://Localhost", "Localhost", 443, "/"),
            ("http://127.0.0.1:8080/a/b?c=d#e", "127.0.0.1", 8080, "/a/b?c=d"),
            ("http://[::1]:8080/", "::1", 8080, "/"), ("https://[::1]/x", "::1", 443, "/x"),
            ("http://h?q=/", "h", 80, "/?q=/"),
        ]
    )
    func `a URL has a host, a port and a path`(url: String, host: String, port: Int, path: String) throws {
        let target = try HTTPProbe.Target(url)
        #expect(target.host == host)
        #expect(Int(target.port) == port)
        #expect(target.path == path)
        #expect(target.isSecure == url.lowercased().hasPrefix("https"))
    }

    @Test(
        arguments: [
            ("ftp://localhost/", .unknownScheme), ("localhost", .unknownScheme), ("http:///x", .invalidURL),
            ("http://h:x/", .invalidURL), ("http://h:65536/", .invalidURL), ("http://h/ a", .invalidURL),
            ("http://[::1]x/", .invalidURL), ("http://h/\r\nX: y", .invalidURL),
        ] as [(String, HTTPProbe.Failure)]
    )
    func `what is not a URL is refused`(url: String, failure: HTTPProbe.Failure) {
        #expect(throws: failure) { try HTTPProbe.Target(url) }
    }

    @Test func `it sends its header fields and receives status and body`() throws {
        try withListener(answering: { request in
            HTTPResponse(status: 404, body: Array("\(request.headers["A"] ?? "")\(request.target)".utf8))
        }) { listener in
            var probe = HTTPProbe(try HTTPProbe.Target("http://localhost:\(listener.port)/x"))
            probe.headers = ["A": "b"]
            let answer = try probe.response()
            #expect(answer.status == 404)
            #expect(String(decoding: answer.body, as: UTF8.self) == "b/x")
        }
    }

    @Test func `an empty response and one that is not HTTP are different failures`() throws {
        try withListener(answering: { request in
            HTTPResponse(status: 200, delivery: request.target == "/" ? .emptyResponse : .randomDataThenClose)
        }) { listener in
            let url = "http://127.0.0.1:\(listener.port)"
            #expect(throws: HTTPProbe.Failure.noResponse) { try probe(url) }
            #expect(throws: HTTPProbe.Failure.notHTTP) { try probe(url + "/x") }
            #expect(throws: HTTPProbe.Failure.self) { try probe("https://127.0.0.1:\(listener.port)") }
        }
    }

    @Test func `it fails when its time is over`() throws {
        try withListener(answering: { _ in HTTPResponse(status: 200, delay: .seconds(3600)) }) { listener in
            let url = "http://127.0.0.1:\(listener.port)"
            #expect(throws: HTTPProbe.Failure.timeout) { try probe(url, timeout: .milliseconds(50)) }
        }
    }

    @Test func `a closed port and an unknown host are different failures`() throws {
        let port = try withListener(answering: echo) { $0.port }
        #expect(throws: HTTPProbe.Failure.unreachable("localhost", port)) { try probe("http://localhost:\(port)") }
        #expect(throws: HTTPProbe.Failure.unknownHost("nobody.invalid")) { try probe("http://nobody.invalid") }
    }
}
