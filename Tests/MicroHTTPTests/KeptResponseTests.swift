import HTTPMessage
import MicroHTTP
import Synchronization
import SocketClient
import TestSupport
import Testing

/// A connection sends its last response again where little of it changes, and nobody must notice.
@Suite struct KeptResponseTests {
    private static let body = Array("one body".utf8)

    /// Answers that differ from their neighbours in all kinds of ways, and not at all.
    private static let answers: [HTTPResponse] = [
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "x"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "y"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "longer"], body: body),
        HTTPResponse(status: 404, headers: ["A": "1", "Id": "z"], body: body),
        HTTPResponse(status: 204, headers: ["A": "1", "Id": "z"]),
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "z"], body: Array("another".utf8)),
        HTTPResponse(status: 200, headers: ["A": "2", "Id": "z"], body: body),
        HTTPResponse(status: 200, headers: ["A": "2", "Ed": "z"], body: body),
        HTTPResponse(status: 200, headers: ["A": "2"], body: body),
        HTTPResponse(status: 200, headers: [:], body: body),
        HTTPResponse(status: 200, headers: [:], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Tab": "a\tb"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Tab": "a b"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Date": "Thu, 01 Jan 1970 00:00:00 GMT"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Date": "Fri, 02 Jan 1970 00:00:00 GMT"], body: body),
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "x"], body: [UInt8](repeating: 0x61, count: 100_000)),
        HTTPResponse(status: 200, headers: ["A": "1", "Id": "x"], body: body, delay: .milliseconds(1)),
    ]

    @Test(arguments: ["GET", "HEAD"], [UInt64.random(in: .min ... .max)])
    func `each response of a connection is the one that was given`(method: String, seed: UInt64) throws {
        let asked = Atomic(0)
        var random = SplitMix64(seed: seed)
        let order = Self.answers.indices + (0..<30).map { _ in Int.random(in: Self.answers.indices, using: &random) }
        try withListener(answering: { _ in Self.answers[order[asked.add(1, ordering: .relaxed).oldValue]] }) {
            listener in
            let client = try RawClient(listener.port)
            for number in order {
                let given = Self.answers[number]
                try client.send("\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = try client.receiveResponse(toHead: method == "HEAD")
                #expect(answer.status == given.status.rawValue)
                #expect(answer.body.utf8.elementsEqual(method == "HEAD" ? [] : given.body))
                for name in ["A", "Id", "Ed", "Tab"] {
                    #expect(answer.values(of: name) == given.headers.values(of: name), "\(name) of answer \(number)")
                }
                #expect(answer.values(of: "Date").count == 1)
                if let date = given.headers["Date"] { #expect(answer["Date"] == date) }
            }
        }
    }
}
