import HTTPMessage
import Testing

@Suite struct HTTPHeadersTests {
    @Test func `names are compared without regard to case`() {
        let headers: HTTPHeaders = ["Api-Key": "one", "API-KEY": "two"]
        #expect(headers["api-key"] == "one")
        #expect(headers.values(of: "api-KEY") == ["one", "two"])
        #expect(headers["api_key"] == nil)
    }

    @Test func `only letters have a case`() {
        #expect(!"[".equalsIgnoringASCIICase("{"))
        #expect("a-Z".equalsIgnoringASCIICase("A-z"))
    }

    @Test(arguments: [("/a?b=c?d", "/a", "b=c?d"), ("/a", "/a", nil), ("/?", "/", "")])
    func `a target is split at its first question mark`(target: String, path: String, query: String?) {
        let request = HTTPRequest(method: .get, target: target)
        #expect(String(request.path) == path)
        #expect(request.query.map(String.init) == query)
    }
}
