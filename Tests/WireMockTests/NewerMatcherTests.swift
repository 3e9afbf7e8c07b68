import HTTPMessage
import JSON
import Testing
import WireMock

/// Matchers of WireMock 3, by its documentation; the server of the fixtures is older.
struct NewerMatcherTests {
    private func matches(_ pattern: JSONValue, _ request: MatchableRequest) throws -> Bool {
        try RequestPattern(pattern).matches(request)
    }

    @Test(arguments: [
        ("/a/{b}", "/a/x", true), ("/a/{b}", "/a/", false), ("/a/{b}", "/a/x/", false), ("/a/{b}", "/a/x/y", false),
        ("/a/{b}", "/a/x?q=1", true), ("/a/{b}/c", "/a/x/c", true), ("/a/{b}/c", "/a/x/d", false),
        ("/a/{b}.json", "/a/x.json", true), ("/a/{b}.json", "/a/.json", false), ("/a/{b}-{c}", "/a/x-y-z", true),
        ("/a/{b}-{c}", "/a/xy", false), ("/a/**", "/a/x/y", true), ("/a/**", "/a/", true), ("/a/**", "/a", false),
        ("/**/z", "/a/b/z", true), ("/**/z", "/z", false), ("**", "/anything", true), ("/a", "/a", true),
        ("/a", "/b", false), ("/u/{e}/p", "/u/a+b@x.io/p", true), ("/u/{e}", "/u/a%2Fb", true), ("/{}", "/{}", true),
        ("/a/{b}{c}", "/a/xy", true), ("/a/{b}{c}", "/a/x", false),
    ])
    func `a path template matches whole segments`(template: String, target: String, expected: Bool) throws {
        #expect(try matches(["urlPathTemplate": .string(template)], request("GET", target)) == expected)
        #expect(
            try matches(
                ["bodyPatterns": [["matchesPathTemplate": .string(template)]]],
                request("POST", "/", body: String(target.prefix { $0 != "?" }))
            ) == expected
        )
    }

    @Test(arguments: [
        ("/a/x/y", true), ("/a/x/z", false), ("/a/w/y", false), ("/a/%78/y", false),
    ])
    func `path parameters are compared undecoded`(target: String, expected: Bool) throws {
        let pattern: JSONValue = [
            "urlPathTemplate": "/a/{one}/{two}", "pathParameters": ["two": ["equalTo": "y"], "one": ["matches": "x"]],
        ]
        #expect(try matches(pattern, request("GET", target)) == expected)
    }

    @Test func `a path parameter that is not in the template is absent`() throws {
        let pattern: JSONValue = ["urlPathTemplate": "/{a}", "pathParameters": ["b": ["equalTo": "1"]]]
        #expect(try !matches(pattern, request("GET", "/1")))
    }

    @Test func `a template with many wildcards is matched quickly`() throws {
        let template = String(repeating: "**a", count: 30) + "!"
        let target = "/" + String(repeating: "a", count: 2000)
        #expect(try !matches(["urlPathTemplate": .string(template)], request("GET", target)))
    }

    @Test(arguments: [
        ("oneOf", "PUT", true), ("oneOf", "POST", false), ("noneOf", "PUT", false), ("noneOf", "POST", true),
    ])
    func `a method can be one or none of several`(name: String, method: String, expected: Bool) throws {
        let pattern: JSONValue = .object([name: ["GET", "PUT"]])
        #expect(try matches(["method": pattern], request(method, "/")) == expected)
    }

    @Test(arguments: [
        ("a=1&a=2", true), ("a=2&a=1", true), ("a=1", false), ("a=1&a=2&a=3", false), ("a=1&a=3", false), ("", false),
    ])
    func `hasExactly requires each value and no other`(query: String, expected: Bool) throws {
        let pattern: JSONValue = ["queryParameters": ["a": ["hasExactly": [["equalTo": "1"], ["equalTo": "2"]]]]]
        #expect(try matches(pattern, request("GET", "/?\(query)")) == expected)
    }

    @Test(arguments: [("a=1&a=2", true), ("a=3&a=2&a=1", true), ("a=1", false), ("", false)])
    func `includes requires each value`(query: String, expected: Bool) throws {
        let pattern: JSONValue = ["queryParameters": ["a": ["includes": [["equalTo": "1"], ["equalTo": "2"]]]]]
        #expect(try matches(pattern, request("GET", "/?\(query)")) == expected)
    }

    @Test(arguments: [("1", false), ("2", true), (nil, true)])
    func `not inverts a matcher`(value: String?, expected: Bool) throws {
        var headers: HTTPHeaders = [:]
        if let value { headers.append("X", value) }
        #expect(try matches(["headers": ["X": ["not": ["equalTo": "1"]]]], request("GET", "/", headers)) == expected)
    }

    @Test(arguments: [
        ("application/x-www-form-urlencoded", "a=1&b=x+y", true),
        ("Application/X-WWW-form-urlencoded; charset=utf-8", "a=%31&b=x%20y", true),
        ("application/x-www-form-urlencoded", "a=2&b=x+y", false), ("text/plain", "a=1&b=x+y", false),
    ])
    func `form parameters are those of a form`(type: String, body: String, expected: Bool) throws {
        let pattern: JSONValue = ["formParameters": ["a": ["equalTo": "1"], "b": ["equalTo": "x y"]]]
        #expect(try matches(pattern, request("POST", "/", ["Content-Type": type], body: body)) == expected)
    }

    @Test(arguments: [("127.0.0.1", true), ("10.0.0.1", false)])
    func `a client is matched by its address`(address: String, expected: Bool) throws {
        let message = HTTPRequest(method: .get, target: "/", clientAddress: address)
        let pattern: JSONValue = ["clientIp": ["equalTo": "127.0.0.1"]]
        #expect(try matches(pattern, MatchableRequest(message, now: 0)) == expected)
    }

    @Test func `the headers that a pattern fixes can be looked up`() throws {
        let pattern = try RequestPattern([
            "headers": [
                "X-Test-Id": ["equalTo": "t1"], "A": ["equalTo": "a", "caseInsensitive": true], "B": ["matches": "b"],
            ]
        ])
        #expect(pattern.exactHeaders.map(\.name) == ["X-Test-Id"])
        #expect(pattern.exactHeaders.map(\.value) == ["t1"])
    }
}
