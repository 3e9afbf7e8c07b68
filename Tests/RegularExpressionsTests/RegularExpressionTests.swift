import RegularExpressions
import Testing

struct RegularExpressionTests {
    /// Whether the pattern matches; nil if the match was given up.
    private func matches(_ pattern: String, _ text: String, steps: Int = 2_500_000) throws -> Bool? {
        var steps = steps
        let isMatch = try RegularExpression(pattern).matchesWhole(text, steps: &steps)
        return steps > 0 ? isMatch : nil
    }

    @Test(arguments: [
        ("", ""), (".+", "x"), ("a|ab", "ab"), ("/users/[0-9]+", "/users/12"), ("(?i)abc", "aBC"), (#"\d{3}"#, "123"),
        (#"\Qa.b\E+"#, "a.bbb"), (#"\u00e9"#, "é"), (#"\p{Alpha}+"#, "ab"), (#"[\p{Digit}x]+"#, "1x2"),
        (#"\P{Digit}"#, "x"), (#"[^\P{Digit}]"#, "1"), (#"(?<name>a)\k<name>"#, "aa"), (#"a++b"#, "aab"),
        ("(?s).*", "a\nb"), (#"[\[\]]+"#, "[]"), (#"\p{L}"#, "ß"), ("é.", "éa"), (".", "😀"), ("a$", "a"),
        ("a.b", "a\nb"), ("(?iu)é", "É"), ("(?u:a)b", "ab"), ("(?u)a", "a"), ("(?i-u)a", "A"), ("[(?u]+", "u?("),
        (#"\p{IsAlphabetic}+"#, "éß"), (#"[\p{IsGreek}a]+"#, "aβ"), (#"\P{IsLatin}"#, "β"), (#"\x41\x{1F600}"#, "A😀"),
        (#"\ud83d\ude00"#, "😀"), (#"\0101\077\0377"#, "A?ÿ"), (#"\cA"#, "\u{1}"), (#"(?x) a b # c"#, "ab"),
        (#"\p{javaLowerCase}+"#, "abc"), (#"\pL"#, "a"), (#"\Q\E"#, ""), (#"a\Q{2}\E"#, "a{2}"),
        (#"\h\v\R"#, " \n\r\n"), (#"(?=a)a(?<=a)(?!b)(?<!b)(?>c)"#, "ac"), ("{a}", "{a}"), ("a{,3}", "a{,3}"),
    ])
    func `a pattern matches a whole text`(pattern: String, text: String) throws {
        #expect(try matches(pattern, text) == true)
    }

    @Test(arguments: [
        ("a", "ab"), ("b", "ab"), (".+", ""), (#"\Qa.b\E"#, "axb"), ("a", "A"),
        (#"\d"#, "٣"), (#"\w"#, "é"), (#"\P{Digit}"#, "1"), ("^a", "b\na"), ("a$", "a\n"), ("", "a"),
        ("(?x)[a b]", " "),
    ])
    func `a pattern does not match another text, nor a part`(pattern: String, text: String) throws {
        #expect(try matches(pattern, text) == false)
    }

    // The results are those of java.util.regex.
    @Test(arguments: [
        ("[a-z&&[^aeiou]]", "bz", "ae1"), ("[a-c[x-z]]", "abxz", "dw"), ("[^a-c[x-z]]", "dw", "abxz"),
        ("[a-z&&[def]x]", "dx", "aq"), ("[x[a-z&&[def]]]", "xd", "aq"), ("[&&a]", "a", "&"),
        ("[a&&]", "a", "&"), ("[a&]", "a&", "b"), (#"[\s-.]"#, " -.", "+"), (#"[A-Za-z\s-.]"#, "aZ -.", "5+"),
        (#"[\w-]"#, "a-", "+"), (#"[\w-a]"#, "a-b", "+"), (#"[\d-z]"#, "5-z", "y"), ("[-a]", "-a", "b"),
        ("[a-]", "a-", "b"), ("[a-[b]]", "a-b", "c"), ("[]a]", "]a", "b"), ("[^]a]", "b", "]a"),
        ("[[:alpha:]]", ":alph", "b"), (#"[\Qa-z\E]"#, "a-z", "b"), (#"[\p{L}&&[^\p{Lu}]]"#, "aé", "AÉ5"),
        (#"[\p{L}\d&&[^5]]"#, "a6", "5"), ("[a-z[A-Z[0-9]]]", "aA5", "_"),
        ("[a-z&&[a-m]&&[g-z]]", "hm", "bz"), ("[a-z&&a-m&&g-z]", "hm", "bz"), ("[a[^b]]", "ac", "b"),
        ("[^a[^b]]", "b", "ac"),
        ("[^[^a]]", "a", "b"), ("[[a]&&[a]]", "a", "b"), ("[a-z&&]", "ab", "A"), ("[a-z-9]", "a-9", "5"),
        ("[+--]", "+,-", "."), ("(?i)[a-c&&[B]]", "bB", "a"), (#"[\x41-\x43]"#, "ABC", "D"), (#"[\0101]"#, "A", "B"),
        (#"[\p{Upper}\p{Blank}]"#, "A ", "a"), (#"[\d[A-Z]]"#, "5A", "a"), (#"[\P{Digit}]"#, "a", "5"),
        (#"[\u0041\ud83d\ude00]"#, "A😀", "B"), ("[(*)]", "(*)", "a"),
    ])
    func `a character class is Java's`(pattern: String, matching: String, other: String) throws {
        for character in matching { #expect(try matches(pattern, String(character)) == true, "\(character)") }
        for character in other { #expect(try matches(pattern, String(character)) == false, "\(character)") }
        #expect(try matches("\(pattern)*", matching) == true)
        #expect(try matches("x(?<=x)\(pattern){1,2}y", "x\(matching.prefix(1))y") == true)
    }

    @Test(arguments: [
        ("(", 1), ("a)", 1), ("[a", 2), ("*a", 0), (#"\"#, 1), (#"\p{Nope}"#, 8), (#"\C"#, 2), (#"\p{L"#, 4),
    ])
    func `a malformed pattern is refused with its place`(pattern: String, offset: Int) {
        let failure = #expect(throws: RegularExpression.Failure.self) { try RegularExpression(pattern) }
        #expect(failure?.offset == offset)
        #expect(failure?.message.isEmpty == false)
    }

    @Test(arguments: [
        "[a&&&b]", "[^a&&b]", #"\u12"#, #"\uD83D"#, "(*ACCEPT)", "(*NO_JIT)a", "(?R)", "(?|a|b)", "(?P<n>a)", "(?'n'a)",
        "(?^i)a",
        "(?#a)", "(?C)", "(?1)(a)", "(?U)a", "(?d)a", "(?J)a", #"\K"#, #"\y"#, #"\g{1}(a)"#, #"\N"#, #"\o{101}"#,
        #"[a-\d]"#,
        "[z-a]", #"[\b]"#, #"[\R]"#, "(?<n_>a)", "(?<>a)", "[]", "[a", "[a[b]", #"[\Q]"#, #"\c"#, #"\08"#,
        #"\x{110000}"#,
        String(repeating: "[", count: 100_000), String(repeating: "(", count: 100_000), "a{1000000}",
        "((a{1,1000}){1,1000}){1,1000}", String(repeating: "a", count: 100_000),
    ])
    func `what Java does not have, or is too large, is refused`(pattern: String) {
        #expect(throws: RegularExpression.Failure.self) { try RegularExpression(pattern) }
    }

    @Test(arguments: [
        ("(a+)+", 20_000), ("(a+)+", 30), ("(a|aa)+", 60), ("(.*a){20}", 20_000), ("(([a-z])+.)+", 20_000),
        ("(a+)+[bc]", 3500), ("(x?a+)+[bc]", 3500), ("^(([a-z])+.)+[A-Z]([a-z])+$", 20_000), ("(.|a)+x?b?c?[de]", 2000),
        ("[^x]*[^x]*+[y!]!", 200_000), (".*[^x]{30000,}[yz]!", 200_000), (#"(a*)*\1[bc]"#, 5000),
        ("(?:(?:(?:(?:a+)+)+)+)+", 5000), ("(?x) (a+)+ [bc] # no", 5000), ("(?:a|a|a|a|a|a|a|a|a|a|a|a)*[bc]", 3000),
    ])
    func `a match that would take too long is given up`(pattern: String, count: Int) throws {
        let text = String(repeating: "a", count: count) + "\n!"
        #expect(try matches(pattern, text) == nil)
    }

    @Test func `the steps of one match are missing to the next`() throws {
        let expression = try RegularExpression("(a+)+[bc]")
        let text = String(repeating: "a", count: 18)
        // Enough for ten matches also where each is charged the time that a busy machine makes it wait.
        var steps = 100_000_000
        var count = 0
        while steps > 0, count < 10_000 {
            _ = expression.matchesWhole(text, steps: &steps)
            count += 1
        }
        #expect((10..<10_000).contains(count))
    }

    @Test(arguments: ["(a|b)*c", "(?:(a)|b)*c", "((((((a))))))*c"])
    func `a deep match of a long text neither crashes nor matches`(pattern: String) throws {
        let text = String(repeating: "ab", count: 500_000)
        #expect(try matches(pattern, text) != true)
    }

    @Test(arguments: [#"(\{"a":\d\},?)*"#, #"(?:(\{).*?(\}),?)*"#])
    func `a text of many repetitions is matched to its end`(pattern: String) throws {
        let text = String(repeating: #"{"a":1},"#, count: 5000)
        #expect(try matches(pattern, text) == true)
    }

    @Test(arguments: ["(?s).*needle.*", "[^x]*needle.*", "(?s).*\"needle\".*", ".*needle.*", "(?x).* needle .*"])
    func `a mebibyte is searched to its end`(pattern: String) throws {
        let text = String(repeating: "a\"noodle\"b", count: 100_000) + "\"needle\""
        #expect(try matches(pattern, text) == true)
    }

    @Test func `a pattern matches the same before and after it is compiled to machine code`() throws {
        let expression = try RegularExpression(#"/users/[^/]+/items/(\d+|last)"#)
        for _ in 0..<100 {
            var steps = 2_500_000
            #expect(expression.matchesWhole("/users/ann@x.io/items/42", steps: &steps))
            #expect(!expression.matchesWhole("/users/ann@x.io/items/", steps: &steps))
        }
        #expect(expression.memorySize > 100)
    }
}
