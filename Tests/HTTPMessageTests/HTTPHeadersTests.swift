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
