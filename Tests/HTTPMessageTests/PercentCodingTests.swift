import HTTPMessage
import Testing

@Suite struct PercentCodingTests {
    @Test(arguments: [
        ("ann@acme.example", "ann@acme.example"),
        ("ann%40acme.example", "ann@acme.example"),
        ("ann+b@acme.example", "ann+b@acme.example"),
        ("ann%2Bb@acme.example", "ann+b@acme.example"),
        ("a%2Fb", "a/b"),
        ("j%C3%B6rg", "jörg"),
        ("100%", "100%"),
        ("%4", "%4"),
        ("%zz", "%zz"),
        ("%2541", "%41"),
    ])
    func `a segment is decoded once`(raw: String, decoded: String) {
        #expect(PercentCoding.decode(raw[...]) == decoded)
    }

    @Test(arguments: ["%00", "a%00b", "%FF", "%C3", "%ED%A0%80"])
    func `a segment that is not text is refused`(raw: String) {
        #expect(PercentCoding.decode(raw[...]) == nil)
    }

    @Test func `a query is decoded as a form`() {
        let pairs = PercentCoding.decodeForm("a=1&b=x+y%2Bz&c&=&a=2&&d=%FF=")
        #expect(pairs.map(\.name) == ["a", "b", "c", "", "a", "d"])
        #expect(pairs.map(\.value) == ["1", "x y+z", "", "", "2", "\u{FFFD}="])
    }

    @Test func `a separator of a query is one byte, whatever follows it`() {
        let pairs = PercentCoding.decodeForm("a=\u{301}1&\u{301}b=2")
        #expect(pairs.map(\.name) == ["a", "\u{301}b"])
        #expect(pairs.map(\.value) == ["\u{301}1", "2"])
    }

    @Test(arguments: ["ann+b@acme.example", "a/b", "jörg o'neil", "%00"])
    func `an encoded segment decodes to itself`(text: String) {
        let encoded = PercentCoding.encodeSegment(text)
        #expect(!encoded.contains("/"))
        #expect(PercentCoding.decode(encoded[...]) == text)
    }
}
