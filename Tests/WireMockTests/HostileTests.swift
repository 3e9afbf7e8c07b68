import HTTPMessage
import JSON
import Testing
import WireMock

/// Patterns and requests that would take seconds, or end the process: they are refused, within the budget of a request.
struct HostileTests {
    private static func repeated(_ text: String, _ count: Int, _ separator: String = "") -> String {
        Array(repeating: text, count: count).joined(separator: separator)
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let pattern: String
        var target = "/"
        var headers: HTTPHeaders = [:]
        var body = ""
        /// Where the budget is exhausted.
        let place: String

        var request: MatchableRequest { WireMockTests.request("POST", target, headers, body: body) }

        func requestPattern() throws -> RequestPattern {
            try RequestPattern(JSONParser.parse(Array(pattern.utf8)))
        }
    }

    private static let objects = (0..<4000).map { #"{"id":\#($0)}"# }

    static let samples = [
        Sample(
            testDescription: "a regular expression for a header",
            pattern: #"{"headers":{"X":{"matches":"(a+)+[bc]"}}}"#,
            headers: ["X": repeated("a", 3500)],
            place: "/headers/X"
        ),
        Sample(
            testDescription: "a regular expression for the URL",
            pattern: #"{"urlPattern":"/(x+x+)+[yz]"}"#,
            target: "/" + repeated("x", 60),
            place: "/urlPattern"
        ),
        Sample(
            testDescription: "an inverted matcher",
            pattern: #"{"bodyPatterns":[{"contains":"a"},{"not":{"matches":"(a|aa)+[bc]"}}]}"#,
            body: repeated("a", 100),
            place: "/bodyPatterns/1"
        ),
        Sample(
            testDescription: "a filter within a filter",
            pattern: #"{"bodyPatterns":[{"matchesJsonPath":"$[?($[?(@==1)].length() == 77)]"}]}"#,
            body: "[\(repeated("1", 18_000, ","))]",
            place: "/bodyPatterns/0"
        ),
        Sample(
            testDescription: "all values of all values",
            pattern: #"{"bodyPatterns":[{"matchesJsonPath":"$..*..*..a"}]}"#,
            body: #"{"a":\#(repeated("[", 60))\#(repeated("1,", 5000))2\#(repeated("]", 60))}"#,
            place: "/bodyPatterns/0"
        ),
        Sample(
            testDescription: "different objects with extra members, in any order",
            pattern: """
                {"bodyPatterns":[{"equalToJson":[\(objects.joined(separator: ","))],"ignoreArrayOrder":true,
                 "ignoreExtraElements":true}]}
                """,
            body: "[\(objects.reversed().joined(separator: ","))]",
            place: "/bodyPatterns/0"
        ),
        Sample(
            testDescription: "many matchers for many values",
            pattern: """
                {"queryParameters":{"a":{"includes":[\(repeated(#"{"or":[{"equalTo":"2"},{"equalTo":"1"}]}"#, 5000, ","))]}}}
                """,
            target: "/?" + repeated("a=3", 2000, "&") + "&a=1",
            place: "/queryParameters/a"
        ),
        Sample(
            testDescription: "many names among many parameters",
            pattern: """
                {"cookies":{\((0..<5000).map { #""c\#($0)":{"absent":true}"# }.joined(separator: ","))}}
                """,
            headers: ["Cookie": repeated("a=1", 3000, "; ")],
            place: "/cookies/c"
        ),
    ]

    @Test(arguments: samples)
    func `a pattern that takes too much work is given up, and its place is known`(sample: Sample) throws {
        let pattern = try sample.requestPattern()
        let error = #expect(throws: WorkBudget.Exhausted.self) { try pattern.matches(sample.request) }
        #expect(error?.place.description.hasPrefix(sample.place) == true)
        #expect(error?.hint.contains(sample.place) == true)
        #expect(throws: WorkBudget.Exhausted.self) { try pattern.distance(to: sample.request) }
    }

    @Test func `a stub that takes too much work is named`() throws {
        var world = AdminWorld(
            stubs: """
                {"mappings":[{"id":"11111111-1111-4111-8111-111111111111",
                 "request":{"bodyPatterns":[{"matches":"(a+)+[bc]"}]}}]}
                """
        )
        let hostile = HTTPRequest(method: .post, target: "/", body: Array(Self.repeated("a", 3500).utf8))
        var random = SystemRandomNumberGenerator()
        let error = #expect(throws: WorkBudget.Exhausted.self) {
            try world.state.respond(to: hostile, now: 0, random: &random)
        }
        #expect(error?.stubID?.description == "11111111-1111-4111-8111-111111111111")
        #expect(error?.hint.contains("/bodyPatterns/0 in the request of the stub 11111111") == true)
        world.record(hostile, HTTPResponse(status: 404), .unmatched)
        let reply = try world.send(
            "POST /near-misses/request",
            #"{"url":"/","method":"POST","body":"\#(Self.repeated("a", 3500))"}"#
        )
        #expect(reply.response.status == .serviceUnavailable)
    }

    @Test(arguments: ["count", "find", "remove"])
    func `a search of the journal that takes too much work is refused and changes nothing`(name: String) throws {
        var world = AdminWorld()
        for number in 0..<100 { world.record("/\(number)", headers: ["X": Self.repeated("a", 3500)]) }
        let reply = try world.send("POST /requests/\(name)", #"{"headers":{"X":{"matches":"(a+)+[bc]"}}}"#)
        #expect(reply.response.status == .unprocessableContent)
        let fault = try #require(reply.json["errors"]?.array?.first?.object)
        #expect(fault["source"]?.object?["pointer"] == "/headers/X")
        #expect(fault["detail"]?.string?.contains("narrow the search") == true)
        #expect(world.state.journal.count == 100)
        let narrowed = #"{"urlPath":"/7","headers":{"X":{"matches":"a+"}}}"#
        #expect(try world.send("POST /requests/find", narrowed).urls == ["/7"])
    }

    @Test func `metadata that take too much work to match are refused`() throws {
        var world = AdminWorld(stubs: #"{"metadata":{"a":"\#(Self.repeated("a", 3500))"}}"#)
        let pattern = #"{"matchesJsonPath":{"expression":"$.a","matches":"(a+)+[bc]"}}"#
        for line in ["find-by-metadata", "remove-by-metadata"] {
            #expect(try world.send("POST /mappings/\(line)", pattern).response.status == .unprocessableContent)
        }
        #expect(world.state.stubs.count == 1)
    }

    @Test(arguments: [
        ("[\(repeated("1", 3000, ",")),2]", "[3,\(repeated("1", 3000, ","))]", false, false),
        ("[\(repeated("1", 3000, ",")),2]", "[2,\(repeated("1", 3000, ","))]", false, true),
        (
            "[\(repeated(#"{"a":1}"#, 3000, ",")),{\"b\":2}]", "[{\"c\":3},\(repeated(#"{"a":1}"#, 3000, ","))]", true,
            false
        ),
        (
            "[\(repeated(#"{"a":1}"#, 3000, ",")),{\"b\":2}]", "[{\"b\":2},\(repeated(#"{"a":1}"#, 3000, ","))]", true,
            true
        ),
        (
            "[\(repeated(#""${json-unit.any-string}""#, 3000, ",")),1]", "[2,\(repeated(#""x""#, 3000, ","))]", false,
            false
        ),
        ("[\(objects.joined(separator: ","))]", "[\(objects.reversed().joined(separator: ","))]", false, true),
        ("[[[\(repeated("1", 2000, ",")),2]]]", "[[[2,\(repeated("1", 2000, ","))]]]", false, true),
    ])
    func `equal elements in any order are counted`(
        expected: String,
        actual: String,
        ignoringExtra: Bool,
        isMatch: Bool
    ) throws {
        let pattern = try RequestPattern([
            "bodyPatterns": [
                [
                    "equalToJson": .string(expected), "ignoreArrayOrder": true,
                    "ignoreExtraElements": .bool(ignoringExtra),
                ]
            ]
        ])
        #expect(try pattern.matches(request("POST", "/", body: actual)) == isMatch)
    }

    @Test(arguments: [
        "/" + repeated("**", 100_000), "/" + repeated("{a", 100_000), "/" + (0..<200).map { "{v\($0)}" }.joined(),
    ])
    func `a path template of many variables is refused, or matched without recursion`(template: String) throws {
        guard let pattern = try? RequestPattern(["urlPathTemplate": .string(template)]) else { return }
        #expect(try !pattern.matches(request("GET", "/" + Self.repeated("a", 1000))))
    }

    @Test(arguments: [
        "$" + repeated(".a", 100_000), "$[?(" + repeated("@.a==1", 10_000, " && ") + ")]", "$" + repeated("[?(@", 3000),
        "$[?(" + repeated("!", 9000) + "@.a)]", "$[?(@.a in " + repeated("[", 9000) + ")]", "$" + repeated("..a", 100),
    ])
    func `a path that is too long or too deep is refused`(path: String) {
        #expect(throws: AdminError.self) { try RequestPattern(["bodyPatterns": [["matchesJsonPath": .string(path)]]]) }
    }

    @Test(arguments: [" && ", " || "])
    func `a long condition is evaluated without recursion`(connective: String) throws {
        let path = "$[?(" + Self.repeated("@.a==1", 900, connective) + ")]"
        let pattern = try RequestPattern(["bodyPatterns": [["matchesJsonPath": .string(path)]]])
        #expect(try pattern.matches(request("POST", "/", body: #"[{"a":1}]"#)))
    }

    @Test func `too many regular expressions in one document are refused`() {
        let matchers = JSONValue.array(Array(repeating: ["matches": "[a-z]+x?"], count: 30_000))
        let error = #expect(throws: AdminError.self) { try RequestPattern(["bodyPatterns": matchers]) }
        #expect(error?.faults.count == 1)
    }

    @Test func `a document with very many faults reports some of them`() {
        let error = #expect(throws: AdminError.self) {
            try RequestPattern(["bodyPatterns": .array(Array(repeating: ["bogus": 1], count: 10_000))])
        }
        #expect(error?.faults.count == 100)
    }
}
