import BrevoCore
import JSON
import Testing

@testable import EmulatorCore

/// What a document of rules may be, and the place of each fault.
@Suite struct ChaosDocumentTests {
    private let now = moment("2026-11-20T09:00:00Z")

    private func faults(_ text: String) throws -> [DocumentFault] {
        let document = try JSONDocument(Array(text.utf8))
        var chaos = Chaos()
        let faults = chaos.replace(with: document, worldSeed: 1, at: now)
        if !faults.isEmpty { #expect(chaos.json == ["rules": []]) }
        return faults
    }

    private static func rule(_ members: String) -> String { #"{"rules":[{"fault":{"status":503},\#(members)}]}"# }
    private static func fault(_ members: String) -> String { #"{"rules":[{"fault":{\#(members)}}]}"# }

    static let badDocuments: [(document: String, pointers: [String])] = [
        ("[]", ["", ""]), ("null", ["", ""]), ("{}", [""]), (#"{"rules":null}"#, [""]), (#"{"rules":{}}"#, ["/rules"]),
        (#"{"rules":[],"rule":1}"#, ["/rule"]), (#"{"rules":[1]}"#, ["/rules/0", "/rules/0"]),
        (#"{"rules":[{}]}"#, ["/rules/0"]), (#"{"rules":[{"fault":null}]}"#, ["/rules/0"]),
        (#"{"rules":[],"seed":-1}"#, ["/seed"]), (#"{"rules":[],"seed":1.5}"#, ["/seed"]),
        (#"{"rules":[],"seed":"7"}"#, ["/seed"]), (#"{"rules":[],"seed":1e30}"#, ["/seed"]),
        (#"{"rules":[],"seed":9223372036854775808}"#, ["/seed"]), (#"{"rules":[],"seed":true}"#, ["/seed"]),
    ]

    static let badRules: [(document: String, pointers: [String])] =
        [
            (#""x":1"#, "x"), (#""name":"""#, "name"), (#""name":1"#, "name"), (#""name":"a b""#, "name"),
            (##""name":"a#1""##, "name"), (#""name":"a\r\nb""#, "name"), (#""name":"é""#, "name"), (#""nth":0"#, "nth"),
            (#""nth":-1"#, "nth"), (#""nth":1.5"#, "nth"), (#""nth":"1""#, "nth"), (#""nth":1e19"#, "nth"),
            (#""every":0"#, "every"), (#""every":-9223372036854775808"#, "every"), (#""every":[1]"#, "every"),
            (#""times":0"#, "times"), (#""times":true"#, "times"), (#""after":-1"#, "after"),
            (#""after":0.1"#, "after"),
            (#""nth":3,"after":3"#, "nth"), (#""nth":3,"every":2"#, "nth"), (#""probability":1.01"#, "probability"),
            (#""probability":-1e-300"#, "probability"), (#""probability":"NaN""#, "probability"),
            (#""probability":1e300"#, "probability"), (#""probability":{}"#, "probability"), (#""ttl":600"#, "ttl"),
            (#""ttl":"10m""#, "ttl"), (#""ttl":"PT0S""#, "ttl"), (#""ttl":"-PT1S""#, "ttl"), (#""ttl":"P1Y""#, "ttl"),
            (#""ttl":"P9999999W""#, "ttl"), (#""ttl":"PT9223372036854775807S""#, "ttl"), (#""match":[]"#, "match"),
            (#""match":{"urll":"/"}"#, "match/urll"), (#""match":{"url":[]}"#, "match/url"),
            (#""match":{"customMatcher":{}}"#, "match/customMatcher"),
            (#""match":{"headers":{"a~/b":{"equalsTo":"x"}}}"#, "match/headers/a~0~1b"),
            (#""match":{"bodyPatterns":[{"matches":"("}]}"#, "match/bodyPatterns/0/matches"),
        ].map { (rule($0), ["/rules/0/\($1)"]) }

    static let badFaults: [(document: String, pointers: [String])] =
        [
            ("", ""), (#""headers":{"a":"b"}"#, ""), (#""headers":{},"delayMilliseconds":1"#, ""),
            (#""statusMessage":"x""#, ""), (#""chunkedDribbleDelay":{"numberOfChunks":1,"totalDuration":1}"#, ""),
            (#""x":1"#, "/x"), (#""status":503,"bodyFileName":"x""#, "/bodyFileName"), (#""status":199"#, "/status"),
            (#""status":600"#, "/status"), (#""status":"503""#, "/status"), (#""status":1e400"#, "/status"),
            (#""status":503.5"#, "/status"), (#""delayMilliseconds":-1"#, "/delayMilliseconds"),
            (#""delayMilliseconds":86400001"#, "/delayMilliseconds"),
            (#""fixedDelayMilliseconds":9223372036854775807"#, "/fixedDelayMilliseconds"),
            (#""delayMilliseconds":1,"fixedDelayMilliseconds":1"#, "/delayMilliseconds"),
            (#""delayDistribution":{"type":"uniform","lower":2,"upper":1}"#, "/delayDistribution/upper"),
            (#""delayDistribution":{"type":"x"}"#, "/delayDistribution/type"),
            (#""connection":"RESET""#, "/connection"),
            (#""connection":1"#, "/connection"), (#""fault":"RESET""#, "/fault"),
            (#""connection":"EMPTY_RESPONSE","fault":"EMPTY_RESPONSE""#, "/connection"),
            (#""status":503,"headers":{"a":1}"#, "/headers/a"), (#""status":503,"headers":"a: b""#, "/headers"),
            (#""body":{}"#, "/body"),
            (#""base64Body":"?""#, "/base64Body"),
        ].map { (fault($0), ["/rules/0/fault\($1)"]) }

    @Test(arguments: badDocuments + badRules + badFaults) func `each fault of a document is reported with its place`(
        bad: (document: String, pointers: [String])
    ) throws {
        // The parser takes no number that is none, nor one that no double is near.
        guard let faults = try? faults(bad.document) else {
            #expect(bad.document.contains("1e400"))
            return
        }
        #expect(faults.map(\.pointer.description) == bad.pointers)
        #expect(faults.allSatisfy { !$0.message.isEmpty })
    }

    @Test func `all faults are reported at once`() throws {
        let document =
            #"{"seed":-1,"rules":[{"name":"a","fault":{"status":1},"nth":0},{"name":"a","fault":{},"ttl":1}]}"#
        let pointers = [
            "/seed", "/rules/0/fault/status", "/rules/0/nth", "/rules/1/name", "/rules/1/fault", "/rules/1/ttl",
        ]
        #expect(try faults(document).map(\.pointer.description) == pointers)
    }

    @Test(arguments: [(1000, []), (1001, ["/rules"])]) func `there is a limit to rules`(
        count: Int,
        pointers: [String]
    ) throws {
        let rules = [String](repeating: #"{"fault":{"status":503}}"#, count: count).joined(separator: ",")
        #expect(try faults(#"{"rules":[\#(rules)]}"#).map(\.pointer.description) == pointers)
    }

    @Test func `no more than a hundred faults are reported`() throws {
        let rules = [String](repeating: "{}", count: 1000).joined(separator: ",")
        #expect(try faults(#"{"rules":[\#(rules)]}"#).count == 100)
    }

    @Test(arguments: [
        #"{"rules":[]}"#, #"{"rules":[],"seed":0}"#, #"{"rules":[],"seed":9223372036854775807}"#,
        #"{"rules":[{"fault":{"status":200}}]}"#, #"{"rules":[{"fault":{"status":599},"match":{}}]}"#,
        rule(#""match":null,"name":null,"ttl":null,"nth":null"#),
        rule(#""nth":9223372036854775807,"times":1e3,"after":2.0"#), rule(#""probability":0"#),
        rule(#""probability":1"#),
        rule(#""matched":"x","fired":1,"madeAt":1,"expiresAt":[]"#),
    ])
    func `all but the fault may be left out`(document: String) throws {
        #expect(try faults(document).isEmpty)
    }
}
