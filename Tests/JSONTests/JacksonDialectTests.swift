import JSON
import Testing

@Suite struct JacksonDialectTests {
    @Test(arguments: [
        ("// c\n{\"a\":1}", #"{"a":1}"#), ("/* c */{\"a\":/**/1/* , */}// e", #"{"a":1}"#),
        ("{'a':'b'}", #"{"a":"b"}"#), (#"{'a':'it"s'}"#, #"{"a":"it\"s"}"#), (#"{"a":"it\'s"}"#, #"{"a":"it's"}"#),
        (#"{'a':'\'\"\\'}"#, #"{"a":"'\"\\"}"#), (#"{"a":1} }"#, #"{"a":1}"#), (#"{"a":1}{"b":2}"#, #"{"a":1}"#),
        (#"{"a":1}, x"#, #"{"a":1}"#), ("[1] 2", "[1]"), ("1 2", "1"), ("'x' y", #""x""#), ("true // x", "true"),
        (#"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":3}"#), (#"{"a":1,"a":2,"a":3,"b":4}"#, #"{"a":3,"b":4}"#),
        (#"{"a":{"x":1,"y":[{"x":1}],"x":{"z":0}},'a':{"x":2}}"#, #"{"a":{"x":2}}"#),
        (#"{"a":"//","b":"/*'*/"} x"#, #"{"a":"//","b":"/*'*/"}"#), (#"["a\\",'b\\'] ]"#, #"["a\\","b\\"]"#),
    ])
    func `what Jackson accepts is converted`(text: String, json: String) throws {
        let bytes = Array(text.utf8)
        #expect(try JSONParser.parse(bytes, as: .jackson) == JSONParser.parse(Array(json.utf8)))
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(bytes, as: .standard) }
    }

    @Test(
        arguments: [
            ("# c\n{}", .valueExpected, 0), ("{a:1}", .keyExpected, 1), ("{'a':1,}", .keyExpected, 7),
            ("{'a':+1}", .valueExpected, 5), ("['a\tb']", .controlCharacter, 3), (#"['\x']"#, .badEscape, 2),
            ("/* {}", .unexpectedEnd, 5), ("//c", .unexpectedEnd, 3), ("", .unexpectedEnd, 0),
            ("['a", .unexpectedEnd, 3),
            ("['a'/'b']", .commaOrBracketExpected, 4), (#"{'a"':1, "b\'": x}"#, .valueExpected, 16),
            ("['a' 'b']", .commaOrBracketExpected, 5), (#"['a\"#, .unexpectedEnd, 4),
        ] as [(String, JSONParser.Reason, Int)]
    )
    func `the rest is refused, with the byte in the original text`(
        text: String,
        reason: JSONParser.Reason,
        offset: Int
    ) throws {
        let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(text.utf8), as: .jackson) }
        #expect(failure?.reason == reason)
        #expect(failure?.offset == offset)
    }

    @Test func `deep nesting is refused`() {
        let bytes = Array(String(repeating: "['a',", count: 100_000).utf8)
        let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(bytes, as: .jackson) }
        #expect(failure?.reason == .tooDeep)
    }

    @Test func `a text without peculiarities is parsed as usual`() throws {
        let bytes = Array(#"{"a":[1,"b",null],"c":{}}"#.utf8)
        #expect(try JSONParser.parse(bytes, as: .jackson) == JSONParser.parse(bytes))
    }
}
