import HTTPMessage
import JSON
import Testing
import WireMock

/// The shares are those that a WireMock 2.35.1 server gave; the weights of the whole are those of 3.9.
struct DistanceTests {
    private func distance(_ pattern: JSONValue, _ request: MatchableRequest) throws -> Double {
        try RequestPattern(pattern).distance(to: request)
    }

    @Test func `a match is at no distance`() throws {
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
    func `a JSON body is as far as its nodes differ`(expected: String, actual: String, share: Double) throws {
        let pattern: JSONValue = ["bodyPatterns": [["equalToJson": .string(expected)]]]
        let distance = try distance(pattern, request("POST", "/", body: actual))
        #expect(abs(distance - share / 46) < 1e-12)
    }

    @Test func `a large body is measured in no time`() throws {
        let body = String(repeating: "ab", count: 500_000)
        let pattern: JSONValue = ["bodyPatterns": [["equalTo": .string(body + "x")]]]
        #expect(try distance(pattern, request("POST", "/", body: body)) >= 0)
    }
}
