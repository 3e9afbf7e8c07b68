import HTTPMessage
import JSON
import Testing
import WireMock

/// The distances of the parts are those of a WireMock 2.35.1 server; the weights are those of 3.9.
struct DistanceTests {
    private func distance(_ pattern: JSONValue, _ request: MatchableRequest) throws -> Double {
        try RequestPattern(pattern).distance(to: request)
    }

    @Test func `a match has distance 0`() throws {
        #expect(try distance(["url": "/x"], request("GET", "/x")) == 0)
    }

    @Test(arguments: [
        (#"{"url":"/y"}"#, 5.0, 39.0), (#"{"method":"PUT"}"#, 3.0, 39.0), (#"{"urlPattern":"/y"}"#, 10.0, 39.0),
        (#"{"port":1,"url":"/y","headers":{"A":{"equalTo":"z"}}}"#, 15.0, 39.0),
        (#"{"headers":{"A":{"equalTo":"abcx"}}}"#, 0.25, 46.0), (#"{"headers":{"A":{"matches":"x"}}}"#, 1.0, 46.0),
        (#"{"headers":{"A":{"equalTo":"abcd"},"B":{"equalTo":"x"}}}"#, 0.5, 46.0),
    ])
    func `what matters more weighs more`(text: String, share: Double, whole: Double) throws {
        let request = request("GET", "/x", ["A": "abcd"])
        let distance = try distance(JSONParser.parse(Array(text.utf8)), request)
        #expect(abs(distance - share / whole) < 1e-12)
    }

    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"a":1,"b":3}"#, 1.0 / 3.0), (#"{"a":1,"b":2}"#, #"{"a":1}"#, 1.0 / 3.0),
        ("[1,2,3]", "[1,2,4]", 0.25), (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"x":1,"y":3}}"#, 0.2),
        (#"{"a":1}"#, #"{"b":1}"#, 1.0), (#"{"a":1}"#, "[]", 1.0), (#"{"a":{"x":1,"y":2}}"#, #"{"a":5}"#, 0.6),
        (#"{"a":1}"#, "nope", 1.0),
    ])
    func `the distance of a JSON body is the share of nodes that differ`(
        expected: String,
        actual: String,
        share: Double
    ) throws {
        let pattern: JSONValue = ["bodyPatterns": [["equalToJson": .string(expected)]]]
        let distance = try distance(pattern, request("POST", "/", body: actual))
        #expect(abs(distance - share / 46) < 1e-12)
    }

    @Test(arguments: [
        (#"{"a":[1,1,2]}"#, #"{"a":[1,2,2]}"#, 1.0 / 6), ("[1,1,2]", "[2,1]", 0.25), ("[1,2]", "[2,1,{}]", 0.2),
        ("[1,[3,4],{}]", "[[4,3],1,{}]", 0.0), (#"[{"a":1,"b":2},1]"#, #"[1,{"a":1,"b":3}]"#, 1.0 / 6),
    ])
    func `where the order of arrays is ignored, elements without an equal count`(
        expected: String,
        actual: String,
        share: Double
    ) throws {
        let pattern: JSONValue = ["bodyPatterns": [["equalToJson": .string(expected), "ignoreArrayOrder": true]]]
        let distance = try distance(pattern, request("POST", "/", body: actual))
        #expect(abs(distance - share / 46) < 1e-12)
    }

    @Test(arguments: [
        (#"{"bodyPatterns":[{"matchesJsonPath":{"expression":"$.e","equalTo":"a@b.c"}}]}"#, 0.2),
        (#"{"bodyPatterns":[{"matchesJsonPath":{"expression":"$.l[*]","equalToJson":"[1,2]"}}]}"#, 1.0 / 3),
        (#"{"bodyPatterns":[{"matchesJsonPath":{"expression":"$.none","equalTo":"x"}}]}"#, 1.0),
        (#"{"cookies":{"c":{"equalTo":"abcx"}}}"#, 0.25), (#"{"cookies":{"d":{"equalTo":"abcx"}}}"#, 1.0),
        (#"{"queryParameters":{"q":{"and":[{"contains":"a"},{"doesNotContain":"b"}]}}}"#, 0.5),
        // dXNlcjpwYXN0 against the dXNlcjpwYXNz that was sent
        (#"{"basicAuth":{"username":"user","password":"past"}}"#, 1.0 / 18),
    ])
    func `nested matchers, cookies and credentials are compared as text`(
        text: String,
        share: Double
    ) throws {
        let headers: HTTPHeaders = ["Cookie": "c=abcd", "Authorization": "Basic dXNlcjpwYXNz"]
        let request = request("POST", "/", headers, body: #"{"e":"x@b.c","l":[1,3]}"#)
        let distance = try distance(JSONParser.parse(Array(text.utf8)), request)
        #expect(abs(distance - share / 46) < 1e-12)
    }

    @Test func `a large body has a distance`() throws {
        let body = String(repeating: "ab", count: 500_000)
        let pattern: JSONValue = ["bodyPatterns": [["equalTo": .string(body + "x")]]]
        #expect(try distance(pattern, request("POST", "/", body: body)) >= 0)
    }
}
