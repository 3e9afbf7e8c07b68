import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `commas and colons stand where they must`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("string", "a")
            writer.member("bool", true)
            writer.member("int", -12)
            writer.member("value", ["b", nil])
            writer.object("object") { $0.member("nested", false) }
            writer.array("array") { writer in
                writer.string("x")
                writer.int(.min)
                writer.bool(false)
                writer.null()
                writer.array { _ in }
                writer.object { _ in }
                writer.value(1)
                writer.raw(Array("[1,2]".utf8))
            }
            writer.key("raw")
            writer.raw(Array(#"{"x":":"}"#.utf8))
            writer.object("last") { _ in }
        }
        #expect(
            writer.text == #"{"string":"a","bool":true,"int":-12,"value":["b",null],"object":{"nested":false},"#
                + #""array":["x",-9223372036854775808,false,null,[],{},1,[1,2]],"raw":{"x":":"},"last":{}}"#
        )
    }

    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        ("a/b", #""a/b""#),
        ("\"\\", #""\"\\""#),
        ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\0\u{1}\u{B}\u{F}\u{10}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u000b\\u000f\\u0010\\u001f\u{7F}\""),
        ("Zoë 😀 \u{2028}", "\"Zoë 😀 \u{2028}\""),
        ("long enough to be on the heap, then \"é\"", #""long enough to be on the heap, then \"é\"""#),
    ])
    func `only what must be escaped is`(text: String, literal: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        #expect(writer.text == literal)
        #expect(try JSONParser.parse(writer.bytes) == .string(text))
    }

    @Test func `a key is escaped like any string`() {
        var writer = JSONWriter()
        writer.object { $0.member("a\"\n", 1) }
        #expect(writer.text == #"{"a\"\n":1}"#)
    }

    @Test(arguments: [true, false])
    func `every scalar survives being written and read`(isKey: Bool) throws {
        for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x1000) {
            let text = String(String.UnicodeScalarView((start..<start + 0x1000).compactMap(Unicode.Scalar.init)))
            let value: JSONValue = isKey ? [text: 1] : .string(text)
            let read = try JSONParser.parse(value.encoded())
            let back = try #require(isKey ? read.object?.keys.first : read.string)
            try #require(back.utf8.elementsEqual(text.utf8))
        }
    }

    @Test func `numbers are written as they were read`() throws {
        let text = "[1.0,-0,1E+2,12345678901234567890.123456789]"
        #expect(try JSONParser.parse(Array(text.utf8)).description == text)
    }

    @Test func `pretty output has a line for each element and two spaces a level`() {
        let value: JSONValue = ["a": [1, ["b": "c\n"], []], "d": [:], "e": nil]
        let expected = """
            {
              "a": [
                1,
                {
                  "b": "c\\n"
                },
                []
              ],
              "d": {},
              "e": null
            }
            """
        #expect(String(decoding: value.encoded(pretty: true), as: UTF8.self) == expected)
    }

    @Test func `a value without a key traps`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.object { $0.int(1) }
        }
    }

    @Test func `a key without a value traps`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.object { $0.key("a") }
        }
    }

    @Test func `a key outside of an object traps`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.array { $0.key("a") }
        }
    }

    @Test func `a second value in the document traps`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.null()
            writer.null()
        }
    }
}
