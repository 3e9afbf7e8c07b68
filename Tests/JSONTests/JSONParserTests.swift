import JSON
import Testing

@Suite struct JSONParserTests {
    @Test func `values come with their types and in their order`() throws {
        let value = try parse(#" {"z":[1,"a",true,false,null],"a":{"b":{}},"m":-1.50} "#)
        #expect(
            value == ["z": [1, "a", true, false, nil], "a": ["b": [:]], "m": .number(try #require(JSONNumber(-1.5)))]
        )
        #expect(value.object?.keys == ["z", "a", "m"])
        #expect(value.object?["m"]?.number?.literal == "-1.50")
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""a\u0000b""#, "a\0b"),
        (#""\u00e9\u20AC""#, "é€"),
        (#""\ud83d\ude00!""#, "😀!"),
        (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
        (#""naïve \u2013 Zoë 😀""#, "naïve – Zoë 😀"),
        (#""\\u0041""#, #"\u0041"#),
        (#""\\""#, #"\"#),
    ])
    func `escapes are replaced`(text: String, content: String) throws {
        let string = try #require(try parse(text).string)
        #expect(Array(string.unicodeScalars) == Array(content.unicodeScalars))
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0),
            ("  ", .unexpectedEnd, 2),
            ("[1,", .unexpectedEnd, 3),
            (#"{"a":"b"#, .unexpectedEnd, 7),
            (#""\"#, .unexpectedEnd, 2),
            ("tru", .unexpectedEnd, 3),
            ("-", .unexpectedEnd, 1),
            ("[1,]", .valueExpected, 3),
            ("[trie]", .valueExpected, 1),
            ("\u{FEFF}{}", .valueExpected, 0),
            ("{1:2}", .keyExpected, 1),
            (#"{"a":1,}"#, .keyExpected, 7),
            (#"{"a" 1}"#, .colonExpected, 5),
            (#"{"a":"b"  "c":1}"#, .commaOrBraceExpected, 10),
            ("[1 2]", .commaOrBracketExpected, 3),
            ("{} {}", .trailingBytes, 3),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 13),
            ("[\"a\n\"]", .controlCharacter, 3),
            (#"["ab\q"]"#, .badEscape, 4),
            (#"["ab\u00g0"]"#, .badEscape, 4),
            (#"["ab\ud800"]"#, .loneSurrogate, 4),
            (#"["ab\udc00"]"#, .loneSurrogate, 4),
            ("-01", .badNumber, 1),
            ("[1.x]", .badNumber, 3),
            ("[1, 1e999]", .numberOutOfRange, 4),
            ("[-1e99999999999999999999]", .numberOutOfRange, 1),
        ] as [(String, JSONParser.Reason, Int)]
    )
    func `a failure has a reason and an offset`(text: String, reason: JSONParser.Reason, offset: Int) {
        expect(Array(text.utf8), reason, at: offset)
    }

    @Test func `invalid UTF-8 is found at its byte`() {
        expect([0x5B, 0x22, 0x61, 0xC3, 0xA9, 0xFF, 0x22, 0x5D], .invalidUTF8, at: 5)
    }

    @Test func `a failure reads as one line`() {
        let failure = #expect(throws: JSONParser.Failure.self) { try parse(#"{"name":"Ann Lee" 1}"#) }
        #expect(failure?.description == "a comma or } was expected, at byte 18")
    }

    @Test func `64 levels are read and the 65th is refused`() throws {
        #expect(try parse(Document.nested(64)).array?.count == 1)
        expect(Array(Document.nested(65).utf8), .tooDeep, at: 64)
        let mixed = String(repeating: #"[{"a":"#, count: 32)
        #expect(try parse(mixed + "1" + String(repeating: "}]", count: 32)).array?.count == 1)
        expect(Array((mixed + "{}").utf8), .tooDeep, at: mixed.utf8.count)
    }

    @Test func `depth counts what is open, not what was`() throws {
        let siblings = "[" + String(repeating: "[],{},", count: 100) + "[]]"
        #expect(try parse(siblings).array?.count == 201)
    }

    @Test(arguments: [
        #"{"a":1,"a":1.0}"#, #"{"a":{"b":1,"c":2},"a":{"c":2,"b":1}}"#, #"{"a":null,"a":null}"#,
    ])
    func `of a duplicate key with equal values the first stays`(text: String) throws {
        let object = try #require(try parse(text).object)
        #expect(object.count == 1)
        #expect(text.contains(object.members[0].value.description + ","))
    }

    @Test func `keys are the same by canonical equivalence`() {
        #expect(throws: JSONParser.Failure.self) { try parse("{\"\u{E9}\":1,\"e\u{301}\":2}") }
    }

    @Test func `a hundred thousand members are read, and a duplicate among them found`() throws {
        let members = (0..<100_000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
        let object = try #require(try parse("{\(members)}").object)
        #expect(object.count == 100_000)
        #expect(object["k99999"] == 99_999)
        let twice = "{\(members),"
        expect(Array((twice + #""k5":"5"}"#).utf8), .duplicateKey, at: twice.utf8.count)
    }

    @Test func `a number of a hundred thousand digits keeps them all`() throws {
        let digits = "0." + String(repeating: "7", count: 100_000)
        let number = try #require(try parse(digits).number)
        #expect(number.literal == digits)
        #expect(number.double == 7.0 / 9)
        #expect(number.int == nil)
        expect(Array(String(repeating: "7", count: 100_000).utf8), .numberOutOfRange, at: 0)
    }

    @Test func `308 digits are a number and 309 may be too many`() throws {
        #expect(try parse(String(repeating: "9", count: 308)).number?.double == 1e308)
        #expect(try parse("1" + String(repeating: "0", count: 308)).number?.double == 1e308)
        expect(Array(String(repeating: "9", count: 309).utf8), .numberOutOfRange, at: 0)
    }

    private func parse(_ text: String) throws(JSONParser.Failure) -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    private func expect(
        _ bytes: [UInt8],
        _ reason: JSONParser.Reason,
        at offset: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let failure = #expect(throws: JSONParser.Failure.self, sourceLocation: sourceLocation) {
            try JSONParser.parse(bytes)
        }
        #expect(failure?.reason == reason, sourceLocation: sourceLocation)
        #expect(failure?.offset == offset, sourceLocation: sourceLocation)
    }
}
