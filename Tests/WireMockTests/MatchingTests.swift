import HTTPMessage
import JSON
import Testing

@testable import WireMock

/// Each case is in fixtures/wiremock with the result of a real server.
struct MatchingTests {
    @Test(arguments: MatchingCase.cases("url"))
    func `a target matches as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("method"))
    func `a method matches as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("origin"))
    func `scheme, host and port match as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("headers"))
    func `headers match as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("query"))
    func `query parameters match as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("cookies"))
    func `cookies match as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("basicAuth"))
    func `credentials match as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("body"))
    func `a body matches as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("equalToJson"))
    func `a JSON body equals as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("matchesJsonPath"))
    func `a path leads where it leads with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("matchesJsonPath-submatcher"))
    func `what a path finds matches as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: MatchingCase.cases("dates"))
    func `a date compares as with WireMock`(sample: MatchingCase) throws { try expectVerdict(sample) }

    @Test(arguments: [true, false])
    func `every matcher has a case that matches and one that does not`(matches: Bool) {
        let files = ["headers", "body", "equalToJson", "matchesJsonPath-submatcher", "dates"]
        let patterns = files.flatMap(MatchingCase.cases).filter { $0.matches == matches }.map { "\($0.pattern)" }
        let names = ValuePattern.Name.allCases.map(\.rawValue)
        let missing = names.filter { name in !patterns.contains { $0.contains("\"\(name)\":") } }
        // The server of the fixtures is older; their cases are in NewerMatcherTests.
        #expect(missing == ["matchesPathTemplate", "not"])
    }

    // The current time of the samples is 2026-09-21T14:13:20Z.
    @Test(arguments: [
        (1, "hours", "now +1 hours", "2026-09-21T15:00:00Z", true),
        (1, "HOURS", "now +1 hours", "2026-09-21T16:00:00Z", false),
        (-1, "days", "now -1 days", "2026-09-21T00:00:00Z", false),
        (0, "days", "now +0 days", "2026-09-21T00:00:00Z", true),
    ])
    func `an offset from now can have fields of its own`(
        count: Int,
        unit: String,
        echo: String,
        body: String,
        expected: Bool
    ) throws {
        let matcher: JSONValue = [
            "before": "now", "expectedOffset": .number(JSONNumber(count)), "expectedOffsetUnit": .string(unit),
        ]
        let pattern = try RequestPattern(["bodyPatterns": [matcher]])
        #expect(pattern.json.object?["bodyPatterns"] == [["before": .string(echo)]])
        #expect(try pattern.matches(request("POST", "/", body: body)) == expected)
    }

    @Test(arguments: [("nin", true), ("in", false), ("noneof", false)])
    func `an absent value is in no list`(comparison: String, expected: Bool) throws {
        let pattern: JSONValue = ["bodyPatterns": [["matchesJsonPath": .string("$.l[?(@.k \(comparison) ['a'])]")]]]
        #expect(try RequestPattern(pattern).matches(request("POST", "/", body: #"{"l":[{}]}"#)) == expected)
    }

    private func expectVerdict(_ sample: MatchingCase) throws {
        let request = MatchableRequest(sample.request, now: 1_790_000_000_000)
        let pattern: RequestPattern
        do {
            pattern = try RequestPattern(sample.pattern)
        } catch {
            // A pattern that can never match, such as a malformed path, may be refused at once instead.
            guard sample.matches else { return }
            throw error
        }
        #expect(try pattern.matches(request) == sample.matches)
        #expect(try (pattern.distance(to: request) == 0) == sample.matches)
    }
}
