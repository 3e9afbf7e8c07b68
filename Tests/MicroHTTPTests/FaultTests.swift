import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct FaultTests {
    /// What is left of a connection after one request that is answered so.
    private func remains(_ response: HTTPResponse) throws -> (text: String, end: RawClient.End) {
        try withListener(answering: { _ in response }) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab")
            return try client.receiveAll()
        }
    }

    @Test(arguments: [nil, Duration.milliseconds(20)]) func `an empty response is nothing, and the connection ends`(
        delay: Duration?
    )
        throws
    {
        let remains = try remains(.init(status: 200, body: [1], delay: delay, delivery: .emptyResponse))
        #expect(remains == ("", .closed))
    }

    @Test(arguments: [nil, Duration.milliseconds(20)]) func `random data is not HTTP`(delay: Duration?) throws {
        let remains = try remains(.init(status: 200, body: [1], delay: delay, delivery: .randomDataThenClose))
        #expect(remains == ("lskdu018973t09sylgasjkfg1][]'./.sdlv", .closed))
    }

    @Test(arguments: [nil, Duration.milliseconds(20)]) func `a malformed chunk follows a sound head`(delay: Duration?)
        throws
    {
        let remains = try remains(.init(status: 503, headers: ["a": "b"], delay: delay, delivery: .malformedChunk))
        #expect(
            remains == (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlskdu018973t09sylgasjkfg1][]'./.sdlv",
                .closed
            )
        )
    }

    @Test(arguments: [nil, Duration.milliseconds(20)]) func `a reset is a reset`(delay: Duration?) throws {
        let remains = try remains(.init(status: 200, body: [1], delay: delay, delivery: .connectionReset))
        #expect(remains == ("", .reset))
    }

    @Test func `a fault ends its own connection only, and is not reported`() throws {
        let report = Report()
        let configuration = HTTPListener.Configuration(threads: 1, log: { report.append($0) })
        try withListener(
            configuration,
            answering: { request in
                .init(status: 200, delivery: request.target == "/" ? .connectionReset : .whole)
            }
        ) { listener in
            let other = try RawClient(listener.port)
            #expect(try other.get("/other").status == 200)
            for _ in 0..<20 {
                let client = try RawClient(listener.port)
                try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try client.receiveAll() == ("", .reset))
            }
            #expect(try other.get("/other").status == 200)
        }
        #expect(report.lines.isEmpty)
    }

    @Test func `a client's fault is reported in a line`() throws {
        let report = Report()
        try withListener(.init(log: { report.append($0) }), answering: echo) { listener in
            let client = try RawClient(listener.port)
            try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: none\r\n\r\n")
            _ = try client.receiveAll()
        }
        #expect(report.lines.first?.contains("Content-Length") == true)
        #expect(report.lines.allSatisfy { !$0.contains("\n") })
    }
}
