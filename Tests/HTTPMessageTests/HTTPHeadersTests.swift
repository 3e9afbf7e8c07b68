import HTTPMessage
import Testing

@Suite struct HTTPHeadersTests {
    @Test func `names are compared without regard to case`() {
        let headers: HTTPHeaders = ["Api-Key": "one", "API-KEY": "two"]
        #expect(headers["api-key"] == "one")
        #expect(headers.values(of: "api-KEY") == ["one", "two"])
        #expect(headers["api_key"] == nil)
    }

    @Test func `fields are given back as they were put in`() {
        let fields = [("a", "1"), ("", ""), ("b\0c", "\0"), ("é", "日本"), ("a", "2")]
        var headers: HTTPHeaders = [:]
        for (name, value) in fields { headers.append(name, value) }
        #expect(Array(headers) == fields.map { HTTPHeader($0.0, $0.1) })
        #expect(headers["É"] == nil)
        #expect(headers.values(of: "A") == ["1", "2"])
        #expect(headers["B\0c"] == "\0")
    }

    @Test func `the same fields in the same order are equal`() {
        let headers: HTTPHeaders = ["a": "bc", "d": "e"]
        var appended: HTTPHeaders = [:]
        appended.append("a", "bc")
        #expect(appended != headers)
        appended.append("d", "e")
        #expect(appended == headers)
        #expect(headers != ["ab": "c", "d": "e"])
        #expect(headers != ["d": "e", "a": "bc"])
    }

    @Test func `fields are added from one of others on`() {
        let others: HTTPHeaders = ["a": "1", "b": "2", "c": "3"]
        var headers: HTTPHeaders = ["x": "0"]
        headers.append(contentsOf: others, from: 1)
        #expect(headers == ["x": "0", "b": "2", "c": "3"])
        headers.append(contentsOf: others, from: 3)
        headers.append(contentsOf: [:])
        #expect(headers.count == 3)
    }

    @Test func `a value takes the place of another of its length`() {
        let before: HTTPHeaders = ["a": "one", "b": "two", "c": "three"]
        var after = before
        after.replaceValue(at: 1, with: "2wo".utf8.span)
        #expect(after == ["a": "one", "b": "2wo", "c": "three"])
        #expect(before["b"] == "two")
    }

    @Test(arguments: [
        ("name", "a value", true), ("name", "ä", true), ("name", "", false), ("", "value", false),
        ("na me", "value", false), ("name:", "value", false), ("name", "a\tb", false), ("name", "12345678\n", false),
        ("name", "1234567\u{7F}", false), ("nä", "value", false),
    ])
    func `fields that cannot be sent as they are are known`(name: String, value: String, isPlain: Bool) {
        var headers: HTTPHeaders = ["before": "it"]
        headers.append(name, value)
        #expect(headers.isPlain == isPlain)
        headers.append("after", "it")
        #expect(headers.isPlain == isPlain)
        var others: HTTPHeaders = ["other": "fields"]
        others.append(contentsOf: headers)
        #expect(others.isPlain == isPlain)
    }

    @Test func `only letters have a case`() {
        #expect(!"[".equalsIgnoringASCIICase("{"))
        #expect("a-Z".equalsIgnoringASCIICase("A-z"))
    }

    @Test(arguments: [
        ("/a?b=c?d", "/a", "b=c?d"), ("/a", "/a", nil), ("/?", "/", ""), ("*", "*", nil),
        ("http://localhost:80/a?b", "/a", "b"), ("http://localhost", "/", nil),
    ])
    func `a target has a path and a query`(target: String, path: String, query: String?) {
        let request = HTTPRequest(method: .get, target: target)
        #expect(String(request.path) == path)
        #expect(request.query.map(String.init) == query)
    }
}
