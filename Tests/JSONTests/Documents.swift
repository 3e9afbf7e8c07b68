import Testing

/// A text for the parser, named as failures should show it.
struct Document: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// Whether Foundation reads what is refused here, being laxer than RFC 8259 or than this project's own limits.
    var foundationAccepts = false

    init(_ name: String, _ text: String, foundationAccepts: Bool = false) {
        self.init(name, Array(text.utf8), foundationAccepts: foundationAccepts)
    }

    init(_ name: String, _ bytes: [UInt8], foundationAccepts: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.foundationAccepts = foundationAccepts
    }

    var testDescription: String { name }

    static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    static let accepted: [Document] = [
        Document("an empty object", "{}"),
        Document("an empty array", "[]"),
        Document("white space of all kinds", " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n"),
        Document("white space in an object", "\n{ \"a\" :\t1 ,\r\"b\"\n: 2 } "),
        Document("a bare string", #""a""#),
        Document("a bare number", "-0.1"),
        Document("a bare true", "true"),
        Document("a bare null", "null"),
        Document("literals in an array", "[true,false,null]"),
        Document("zeros", "[0,-0,0.0,-0.0,0e5,0E-5,0e+5]"),
        Document("integers", "[1,-1,10,9223372036854775807,-9223372036854775808]"),
        Document("fractions", "[0.5,1.25,-3.0625,123.456]"),
        Document("exponents", "[1e2,1E2,1e+2,1e-2,1.5e10,1.5E-10]"),
        Document("the largest double", "1.7976931348623157e308"),
        Document("a number too small for a double", "1e-400"),
        Document("an empty string", #""""#),
        Document("every short escape", #""\"\\\/\b\f\n\r\t""#),
        Document("an escaped NUL", #""a\u0000b""#),
        Document("escapes of both cases", #""\u00e9\u00E9\uabcd\uABCD""#),
        Document("a surrogate pair", #""\ud83d\ude00""#),
        Document("the last scalar, escaped", #""\udbff\udfff""#),
        Document("an escaped noncharacter", #""\uffff""#),
        Document("an unescaped DEL", "\"\u{7F}\""),
        Document("UTF-8 of two, three and four bytes", #""é€😀""#),
        Document("U+2028 and U+2029 unescaped", "\"\u{2028}\u{2029}\""),
        Document("an escaped backslash before the quote", #""a\\""#),
        Document("an empty key", #"{"":1}"#),
        Document("an escaped key", #"{"\u0061b":1}"#),
        Document("a duplicate key with equal values", #"{"a":[1],"a":[1.0]}"#),
        Document("nested containers", #"{"a":[{"b":{}},[[]]],"c":{"d":[1,{"e":null}]}}"#),
        Document("64 levels", nested(64)),
        Document("many brackets in a row, but not in each other", "[" + String(repeating: "[],", count: 200) + "{}]"),
    ]

    static let refused: [Document] = [
        Document("nothing", ""),
        Document("only white space", " \n"),
        Document("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8), foundationAccepts: true),
        Document("UTF-16", [0x5B, 0x00, 0x5D, 0x00], foundationAccepts: true),
        Document("a form feed as white space", "[\u{0C}]"),
        Document("a no-break space as white space", "[\u{A0}]"),
        Document("a NUL after the value", "{}\0"),
        Document("a second value", "1 2"),
        Document("a bracket too many", "[]]"),
        Document("an open array", "[1"),
        Document("an open array after a comma", "[1,"),
        Document("an open object", "{"),
        Document("an object that ends after its key", #"{"a""#),
        Document("an object that ends after its colon", #"{"a":"#),
        Document("mismatched brackets", "[1}"),
        Document("a trailing comma in an array", "[1,]", foundationAccepts: true),
        Document("a trailing comma in an object", #"{"a":1,}"#, foundationAccepts: true),
        Document("a leading comma", "[,1]"),
        Document("two commas", "[1,,2]"),
        Document("no comma", "[1 2]"),
        Document("no comma between members", #"{"a":1 "b":2}"#),
        Document("no colon", #"{"a" 1}"#),
        Document("a comma for a colon", #"{"a",1}"#),
        Document("two colons", #"{"a"::1}"#),
        Document("a bare key", "{a:1}"),
        Document("a number as key", "{1:1}"),
        Document("single quotes", "['a']"),
        Document("a line comment", "[1] // one"),
        Document("a block comment", "/**/[1]"),
        Document("True", "True"),
        Document("a cut literal", "nul"),
        Document("a literal that goes on", "truee"),
        Document("NaN", "NaN"),
        Document("Infinity", "-Infinity"),
        Document("a plus", "+1"),
        Document("a lone minus", "-"),
        Document("two minuses", "--1"),
        Document("a minus before a space", "- 1"),
        Document("a leading zero", "01"),
        Document("a leading zero after a minus", "-012"),
        Document("a fraction without its integer", ".5"),
        Document("a fraction without digits", "1."),
        Document("a fraction without digits but an exponent", "1.e5"),
        Document("an exponent without digits", "1e"),
        Document("an exponent with only a sign", "1e+"),
        Document("an exponent with a fraction", "1e1.5"),
        Document("hexadecimal", "0x1F"),
        Document("full-width digits", "１"),
        Document("a number beyond every double", "1e400"),
        Document("400 digits", String(repeating: "9", count: 400)),
        Document("an open string", #""a"#),
        Document("a string that ends in a backslash", #""a\"#),
        Document("a string whose quote is escaped", #""a\""#),
        Document("an unescaped newline", "\"a\nb\""),
        Document("an unescaped tab", "\"a\tb\""),
        Document("an unescaped NUL", "\"a\0b\""),
        Document("an unknown escape", #""\x41""#),
        Document("an escaped apostrophe", #""\'""#),
        Document("an escape in upper case", #""\U0041""#),
        Document("an escape of three digits", #""\u041""#),
        Document("an escape with a sign", #""\u+041""#),
        Document("a lone high surrogate", #""\ud800""#),
        Document("a high surrogate before text", #""\ud800abcdef""#),
        Document("a high surrogate before another escape", #""\ud800\n""#),
        Document("two high surrogates", #""\ud800\ud800""#),
        Document("a lone low surrogate", #""\udc00""#),
        Document("a cut surrogate pair", #""\ud83d\ude0""#),
        Document("a lone continuation byte", [0x22, 0x80, 0x22]),
        Document("a byte that UTF-8 never uses", [0x22, 0xFF, 0x22]),
        Document("a cut sequence", [0x22, 0xE2, 0x82, 0x22]),
        Document("an overlong slash", [0x22, 0xC0, 0xAF, 0x22]),
        Document("an encoded surrogate", [0x22, 0xED, 0xA0, 0x80, 0x22]),
        Document("a scalar beyond U+10FFFF", [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]),
        Document("UTF-8 broken by an escape", [0x22, 0xC3, 0x5C, 0x6E, 0xA9, 0x22]),
        Document("65 levels", nested(65), foundationAccepts: true),
        Document("100 000 open brackets", String(repeating: "[", count: 100_000)),
        Document("100 000 open objects", String(repeating: #"{"a":"#, count: 100_000)),
        Document("a duplicate key", #"{"a":1,"a":2}"#, foundationAccepts: true),
        Document("a duplicate key, once escaped", #"{"a":1,"\u0061":2}"#, foundationAccepts: true),
        Document("a duplicate key, first escaped", #"{"\u0061":1,"b":2,"a":3}"#, foundationAccepts: true),
    ]
}
