import RegularExpressions
import Testing

struct RegularExpressionTests {
    @Test(arguments: [
        ("", ""), (".+", "x"), ("a|ab", "ab"), ("/users/[0-9]+", "/users/12"), ("(?i)abc", "aBC"), (#"\d{3}"#, "123"),
        (#"\Qa.b\E+"#, "a.bbb"), (#"\u00e9"#, "é"), (#"\p{Alpha}+"#, "ab"), (#"[\p{Digit}x]+"#, "1x2"),
        (#"\P{Digit}"#, "x"), (#"[^\P{Digit}]"#, "1"), (#"(?<name>a)\k<name>"#, "aa"), (#"a++b"#, "aab"),
        ("(?s).*", "a\nb"), (#"[\[\]]+"#, "[]"), (#"\p{L}"#, "ß"), ("é.", "éa"), (".", "😀"), ("a$", "a"),
        ("a.b", "a\nb"), ("(?iu)é", "É"), ("(?u:a)b", "ab"), ("(?u)a", "a"), ("(?i-u)a", "A"), ("[(?u]+", "u?("),
        (#"\p{IsAlphabetic}+"#, "éß"), (#"[\p{IsGreek}a]+"#, "aβ"), (#"\P{IsLatin}"#, "β"),
    ])
    func `a pattern matches a whole text`(pattern: String, text: String) throws {
        #expect(try RegularExpression(pattern).matchesWhole(text))
    }

    @Test(arguments: [
        ("a", "ab"), ("b", "ab"), (".+", ""), (#"\Qa.b\E"#, "axb"), ("a", "A"),
        (#"\d"#, "٣"), (#"\w"#, "é"), (#"\P{Digit}"#, "1"), ("^a", "b\na"), ("a$", "a\n"), ("", "a"),
    ])
    func `a pattern does not match another text, nor a part`(pattern: String, text: String) throws {
        #expect(try !RegularExpression(pattern).matchesWhole(text))
    }

    @Test(arguments: [("(", 1), ("a)", 1), ("[a", 2), ("*a", 0), (#"\"#, 1), (#"\p{Nope}"#, 8), (#"\C"#, 2)])
    func `a malformed pattern is refused with its place`(pattern: String, offset: Int) {
        let failure = #expect(throws: RegularExpression.Failure.self) { try RegularExpression(pattern) }
        #expect(failure?.offset == offset)
        #expect(failure?.message.isEmpty == false)
    }

    @Test(arguments: ["[a-z&&[^b]]", "[a-z&&b]", "[a[bc]]", "[[:alpha:]]", #"\u12"#])
    func `what Java reads otherwise is refused`(pattern: String) {
        #expect(throws: RegularExpression.Failure.self) { try RegularExpression(pattern) }
    }

    @Test(arguments: [
        "(a+)+", "(a|aa)+", "(a*)*", "(.*a){20}", "(a?){64}a{64}", "(([a-z])+.)+", "(a*)*(a*)*(a*)*x?", "(a|a)*",
    ])
    func `a pattern that would try for ever gives up`(pattern: String) throws {
        let text = String(repeating: "a", count: 20_000) + "\n!"
        #expect(try !RegularExpression(pattern).matchesWhole(text))
    }

    @Test(arguments: ["(a|b)*c", "(?:(a)|b)*c", "((((((a))))))*c"])
    func `a deep match of a long text neither crashes nor fails the process`(pattern: String) throws {
        let text = String(repeating: "ab", count: 500_000)
        #expect(try !RegularExpression(pattern).matchesWhole(text))
    }

    @Test(arguments: [#"(\{"a":\d\},?)*"#, #"(?:(\{).*?(\}),?)*"#])
    func `a text of many repetitions is matched to its end`(pattern: String) throws {
        let text = String(repeating: #"{"a":1},"#, count: 5000)
        #expect(try RegularExpression(pattern).matchesWhole(text))
    }

    @Test(arguments: ["(?s).*needle.*", "[^x]*needle.*", "(?s).*\"needle\".*"])
    func `a mebibyte is searched to its end`(pattern: String) throws {
        let text = String(repeating: "a\"needle\"b", count: 100_000)
        #expect(try RegularExpression(pattern).matchesWhole(text))
    }
}
