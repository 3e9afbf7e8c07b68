import HTTPMessage
import MicroHTTP
import SocketClient
import Testing

@Suite struct ResponseTests {
    private func answer(to method: String = "GET", _ response: HTTPResponse) throws -> ReceivedResponse {
        try withListener(answering: { _ in response }) { listener in
            let client = try RawClient(listener.port)
            try client.send("\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try client.receiveResponse(toHead: method == "HEAD")
            // another response right after it: the first had the length that it says.
            try client.send("\(method) / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try client.receiveAll().text.hasPrefix("HTTP/1.1 "))
            return answer
        }
    }

    @Test(arguments: [200, 201, 299, 301, 400, 404, 418, 499, 503, 599])
    func `a status goes with and without a body`(status: Int) throws {
        let full = try answer(HTTPResponse(status: HTTPStatus(rawValue: status), body: Array("body".utf8)))
        #expect(full.status == status)
        #expect(full.body == "body")
        let empty = try answer(HTTPResponse(status: HTTPStatus(rawValue: status)))
        #expect(empty.status == status)
        #expect(empty["Content-Length"] == "0")
    }

    @Test(arguments: [204, 304]) func `a status that forbids a body has none`(status: Int) throws {
        let answer = try answer(HTTPResponse(status: HTTPStatus(rawValue: status), body: Array("body".utf8)))
        #expect(answer.status == status)
        #expect(answer["Content-Type"] == nil)
    }

    @Test(arguments: [-1, 0, 99, 100, 101, 199, 1000, Int.max])
    func `a status that cannot be sent becomes 500`(status: Int) throws {
        #expect(try answer(HTTPResponse(status: HTTPStatus(rawValue: status))).status == 500)
    }

    /// From a mebibyte on the body is not copied first.
    @Test(arguments: [(1 << 20) - 1, 1 << 20, (3 << 20) + 7], [200, 204, 404])
    func `a large body is sent as it is`(size: Int, status: Int) throws {
        let body = (0..<size).map { UInt8(ascii: "a") + UInt8($0 % 23) }
        let response = HTTPResponse(status: HTTPStatus(rawValue: status), body: body)
        #expect(try answer(response).body.utf8.elementsEqual(status == 204 ? [] : body))
        #expect(try answer(to: "HEAD", response)["Content-Length"] == (status == 204 ? nil : "\(size)"))
    }

    @Test func `HEAD has the length of the body and no body`() throws {
        let answer = try answer(to: "HEAD", HTTPResponse(status: 200, body: Array("body".utf8)))
        #expect(answer["Content-Length"] == "4")
    }

    @Test func `headers are sent as given, with a date`() throws {
        let headers: HTTPHeaders = ["b": "1", "A": "é, x", "B": "2", "empty": ""]
        let answer = try answer(HTTPResponse(status: 200, headers: headers))
        #expect(answer.values(of: "b") == ["1", "2"])
        #expect(answer.lines.contains("A: é, x"))
        #expect(answer.lines.contains { $0.hasPrefix("empty:") })
        #expect(answer.values(of: "Date").count == 1)
        #expect(answer["Connection"] == nil)
    }

    @Test func `a date that is given is the only one`() throws {
        let date = "Sat, 21 Nov 2026 05:39:03 GMT"
        #expect(try answer(HTTPResponse(status: 200, headers: ["date": date])).values(of: "Date") == [date])
    }

    @Test(arguments: [("GET", "hello"), ("HEAD", "")])
    func `a reason phrase of its own is sent, and ends the connection`(method: String, body: String) throws {
        let headers: HTTPHeaders = ["A": "b", "c": "d\r\ne"]
        let response = HTTPResponse(status: 200, reason: "Fine\r\nX: y", headers: headers, body: Array("hello".utf8))
        try withListener(answering: { _ in response }) { listener in
            let client = try RawClient(listener.port)
            try client.send("\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
            let (text, end) = try client.receiveAll()
            #expect(end == .closed)
            let answer = ReceivedResponse(head: text)
            #expect(answer.lines.first == "HTTP/1.1 200 Fine  X: y")
            #expect(
                answer.lines.dropFirst().filter { !$0.hasPrefix("Date: ") } == [
                    "A: b", "c: d  e", "Content-Length: 5", "Connection: close",
                ] + (body.isEmpty ? [] : [body])
            )
            #expect(
                answer["Date"]?.wholeMatch(of: /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} [\d:]{8} GMT/) != nil
            )
        }
    }

    @Test func `a declared length is sent, and ends the connection`() throws {
        var response = HTTPResponse(status: 200, headers: ["content-length": "9"], body: Array("hello".utf8))
        response.declaresLength = true
        try withListener(answering: { [response] _ in response }) { listener in
            for method in ["GET", "HEAD"] {
                let client = try RawClient(listener.port)
                try client.send("\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
                let (text, end) = try client.receiveAll()
                #expect(end == .closed)
                let answer = ReceivedResponse(head: text)
                #expect(answer.values(of: "Content-Length") == ["9"])
                #expect(answer.lines.last == (method == "GET" ? "hello" : "Connection: close"))
            }
        }
    }

    @Test func `a reason phrase that is the status' own leaves the connection open`() throws {
        #expect(try answer(HTTPResponse(status: 404, reason: "Not Found"))["Connection"] == nil)
    }

    @Test func `a reason phrase comes with a body that no socket takes at once`() throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 24 << 20)
        try withListener(answering: { _ in HTTPResponse(status: 200, reason: "Much", body: body) }) { listener in
            let client = try RawClient(listener.port)
            try client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try client.receive(through: "\r\n\r\n")
            #expect(try client.receiveAll().text.utf8.count == body.count)
        }
    }

    @Test(arguments: ["x\r\nSet-Cookie: a=b", "x\nSet-Cookie: a=b", "x\r\n\r\nbody", "x\0y", "x\u{7F}y"])
    func `a header value cannot split the response`(value: String) throws {
        let answer = try answer(HTTPResponse(status: 200, headers: ["name": value, "last": "z"]))
        #expect(answer["Set-Cookie"] == nil)
        #expect(answer["name"]?.hasPrefix("x ") == true)
        #expect(answer["last"] == "z")
        #expect(answer.body.isEmpty)
    }

    @Test(arguments: ["", "a b", "a:b", "a\r\nb", "é", "a\0"]) func `a header whose name is no token is not sent`(
        name: String
    ) throws {
        let answer = try answer(HTTPResponse(status: 200, headers: [name: "x", "last": "z"]))
        #expect(!answer.head.contains("x"))
        #expect(answer["last"] == "z")
    }

    @Test func `a handler that closes the connection does`() throws {
        try withListener(answering: { _ in .init(status: 200, headers: ["Connection": "close"]) }) { listener in
            let client = try RawClient(listener.port)
            #expect(try client.get()["Connection"] == "close")
            #expect(try client.receiveAll() == ("", .closed))
        }
    }
}
