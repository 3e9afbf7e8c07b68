import BrevoCore
import HTTPMessage
import JSON
import Testing

@testable import EmulatorCore

/// The rules of a world as a value.
@Suite struct ChaosTests {
    private let now = moment("2026-11-20T09:00:00Z")

    private func chaos(_ document: String, worldSeed: UInt64 = 1) throws -> Chaos {
        var chaos = Chaos()
        #expect(chaos.replace(with: try JSONDocument(Array(document.utf8)), worldSeed: worldSeed, at: now).isEmpty)
        return chaos
    }

    /// What happens to a request.
    private func fault(_ chaos: inout Chaos, _ method: HTTPMethod = .get, at moment: Timestamp? = nil) -> InjectedFault?
    {
        chaos.fault(for: HTTPRequest(method: method, target: "/"), at: moment ?? now)
    }

    /// The labels of the faults of so many requests.
    private func labels(_ chaos: inout Chaos, _ count: Int, target: String = "/a") -> [String?] {
        (0..<count).map { _ in chaos.fault(for: HTTPRequest(method: .get, target: target), at: now)?.label }
    }

    @Test func `no rules, no faults`() throws {
        var none = Chaos()
        #expect(labels(&none, 3) == [nil, nil, nil])
        #expect(none.json == ["rules": []])
    }

    @Test func `the first rule that fires does, and each counts whatever it matches`() throws {
        var chaos = try chaos(
            """
            {"rules": [{"name": "a", "fault": {"status": 503}, "times": 2},
                       {"name": "b", "match": {"url": "/b"}, "fault": {"status": 500}},
                       {"name": "c", "fault": {"status": 429}, "nth": 3},
                       {"name": "d", "fault": {"status": 401}, "times": 2}]}
            """
        )
        #expect(labels(&chaos, 6) == ["a#1", "a#2", "c#1", "d#1", "d#2", nil])
        #expect(labels(&chaos, 2, target: "/b") == ["b#1", "b#2"])
        let rules = try #require(chaos.json.object?["rules"]?.array)
        #expect(rules.map { $0.object?["matched"]?.number?.int } == [8, 2, 8, 8])
        #expect(rules.map { $0.object?["fired"]?.number?.int } == [2, 2, 1, 2])
    }

    @Test func `a browser's question is not counted`() throws {
        var chaos = try chaos(#"{"rules": [{"name": "a", "fault": {"status": 503}}]}"#)
        #expect(fault(&chaos, .options) == nil)
        #expect(labels(&chaos, 1) == ["a#1"])
    }

    @Test(
        arguments: [
            ("PT10M", 0, true), ("PT10M", 599, true), ("PT10M", 600, false), ("PT0.001S", 0, true),
            ("PT0.001S", 1, false), ("P1W", 604_799, true), ("P1W", 604_800, false),
        ]
    )
    func `a rule lives as long as it says`(ttl: String, seconds: Int, fires: Bool) throws {
        var chaos = try chaos(#"{"rules": [{"name": "a", "fault": {"status": 503}, "ttl": "\#(ttl)"}]}"#)
        let later = try #require(now.advanced(by: .seconds(seconds)))
        #expect(fault(&chaos, at: later)?.label == (fires ? "a#1" : nil))
        let rule = chaos.json.object?["rules"]?.array?.first?.object
        #expect(rule?["matched"]?.number?.int == (fires ? 1 : 0))
    }

    private static let likely = #"{"name": "a", "fault": {"status": 503}, "probability": 0.25}"#

    @Test func `the same seed gives the same draws, another seed others`() throws {
        let draws = try [7, 7, 8].map { seed in
            var chaos = try chaos(#"{"seed": \#(seed), "rules": [\#(Self.likely)]}"#)
            return labels(&chaos, 1000).map { $0 != nil }
        }
        #expect(draws[0] == draws[1])
        #expect(draws[0] != draws[2])
        // Four standard deviations of 1000 draws; the seeds are fixed, so it holds always or never.
        for draw in draws { #expect((195...305).contains(draw.count { $0 })) }
    }

    @Test func `what a rule draws does not depend on other rules`() throws {
        let other = #"{"name": "b", "fault": {"status": 500}, "probability": 0.5, "every": 2}"#
        var alone = try chaos(#"{"seed": 7, "rules": [\#(Self.likely)]}"#)
        var second = try chaos(#"{"seed": 7, "rules": [\#(other), \#(Self.likely)]}"#)
        let expected = labels(&alone, 200).map { $0 != nil }
        let found = labels(&second, 200)
        for (expected, found) in zip(expected, found) where found?.hasPrefix("b") != true {
            #expect((found != nil) == expected)
        }
        #expect(found.contains { $0?.hasPrefix("b") == true } && found.contains { $0?.hasPrefix("a") == true })
    }

    @Test func `a seed that is left out is drawn, shown, and repeats the run`() throws {
        var chaos = try chaos(#"{"rules": [\#(Self.likely)]}"#)
        let first = labels(&chaos, 100)
        let shown = chaos.json
        #expect(chaos.replace(with: JSONDocument(shown), worldSeed: 1, at: now).isEmpty)
        #expect(labels(&chaos, 100) == first)
        #expect(chaos.json == shown)
        // The world goes on to another seed for the next document that has none.
        let document = try JSONDocument(Array(#"{"rules": [\#(Self.likely)]}"#.utf8))
        #expect(chaos.replace(with: document, worldSeed: 1, at: now).isEmpty)
        #expect(chaos.json.object?["seed"] != shown.object?["seed"])
        #expect(try self.chaos(#"{"rules": [\#(Self.likely)]}"#).json.object?["seed"] == shown.object?["seed"])
        #expect(
            try self.chaos(#"{"rules": [\#(Self.likely)]}"#, worldSeed: 2).json.object?["seed"] != shown.object?["seed"]
        )
    }

    @Test(
        arguments: [
            (#"{"delayMilliseconds": 200}"#, .delay(.milliseconds(200))),
            (#"{"fixedDelayMilliseconds": 200}"#, .delay(.milliseconds(200))),
            (#"{"delayMilliseconds": 0}"#, .delay(.zero)),
            (#"{"delayDistribution": {"type": "fixed", "milliseconds": 3}}"#, .delay(.milliseconds(3))),
            (
                #"{"delayMilliseconds": 86400000, "delayDistribution": {"type": "fixed", "milliseconds": 1}}"#,
                .delay(.seconds(86_400))
            ),
            (#"{"status": 503}"#, .refusal(HTTPResponse(status: 503))),
            (#"{"status": 503, "body": null, "headers": null}"#, .refusal(HTTPResponse(status: 503))),
            (
                #"{"status": 429, "headers": {"a": ["b", "c"]}, "delayMilliseconds": 5, "statusMessage": "No"}"#,
                .refusal(
                    HTTPResponse(
                        status: 429,
                        reason: "No",
                        headers: ["a": "b", "a": "c"],
                        delay: .milliseconds(5)
                    )
                )
            ),
            (#"{"body": "<html>"}"#, .response(HTTPResponse(status: 200, body: Array("<html>".utf8)))),
            (#"{"base64Body": "AAE="}"#, .response(HTTPResponse(status: 200, body: [0, 1]))),
            (
                #"{"status": 500, "jsonBody": {"a": 1}}"#,
                .response(HTTPResponse(status: 500, body: Array(#"{"a":1}"#.utf8)))
            ),
            (#"{"status": 500, "jsonBody": null}"#, .response(HTTPResponse(status: 500))),
            (
                #"{"body": "ab", "chunkedDribbleDelay": {"numberOfChunks": 2, "totalDuration": 9}}"#,
                .response(
                    HTTPResponse(
                        status: 200,
                        body: Array("ab".utf8),
                        delivery: .dribble(chunks: 2, over: .milliseconds(9))
                    )
                )
            ),
            (#"{"connection": "EMPTY_RESPONSE"}"#, .response(HTTPResponse(status: 200, delivery: .emptyResponse))),
            (
                #"{"fault": "CONNECTION_RESET_BY_PEER", "status": 503, "delayMilliseconds": 7}"#,
                .response(HTTPResponse(status: 503, delay: .milliseconds(7), delivery: .connectionReset))
            ),
        ] as [(String, InjectedFault.Effect)]
    )
    func `a fault is what its document says`(document: String, effect: InjectedFault.Effect) throws {
        var chaos = try chaos(#"{"rules": [{"fault": \#(document)}]}"#)
        let injected = try #require(fault(&chaos))
        #expect(injected.effect == effect)
        #expect(injected.label == "rule-1#1")
    }

    @Test func `a delay that is drawn is drawn alike in every run`() throws {
        let document = """
            {"seed": 7, "rules": [
              {"fault": {"delayDistribution": {"type": "uniform", "lower": 0, "upper": 1000000}}, "probability": 0.9}]}
            """
        let runs = try (0..<2).map { _ in
            var chaos = try chaos(document)
            return (0..<50).map { _ in fault(&chaos)?.effect }
        }
        #expect(runs[0] == runs[1])
        let delays = runs[0].compactMap { effect -> Duration? in
            if case .delay(let delay) = effect { delay } else { nil }
        }
        #expect(Set(delays).count > 30)
    }
}
