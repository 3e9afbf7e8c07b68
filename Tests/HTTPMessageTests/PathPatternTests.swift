import HTTPMessage
import Testing

/// A path that has no escapes is matched as it stands, and must give what its segments would.
@Suite struct PathPatternTests {
    private static let patterns = [
        "/account", "/organization/invited/users", "/organization/user/{email}/permissions",
        "/organization/user/invitation/{action}/{email}", "/{a}", "/{a}/b", "/a/{b}",
    ]

    @Test(arguments: [
        ("/account", "/account", []), ("/account", "/account/", []),
        ("/organization/user/{email}/permissions", "/organization/user/ann@x.io/permissions", ["ann@x.io"]),
        ("/organization/user/invitation/{action}/{email}", "/organization/user/invitation/a/b/", ["a", "b"]),
        ("/{a}/b", "/é/b", ["é"]),
    ])
    func `a path gives its parameters`(pattern: String, path: String, parameters: [String]) {
        #expect(PathPattern(pattern).match(plain: path.utf8.span) == parameters)
    }

    @Test(arguments: ["", "/", "//", "/accounts", "/accoun", "/account//", "/account/x", "account", "/Account"])
    func `another path gives nothing`(path: String) {
        #expect(PathPattern("/account").match(plain: path.utf8.span) == nil)
    }

    @Test func `bytes and segments tell the same`() {
        let parts = [
            "", "a", "b", "account", "organization", "user", "invitation", "permissions", "é", "{a}", "invited",
        ]
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        for _ in 0..<20_000 {
            let segments = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }
            let path = segments.map { "/\($0)" }.joined()
            // A slash at the end makes no difference, so it ends no segment.
            let split = segments.last == "" ? segments.dropLast() : segments[...]
            for text in Self.patterns {
                let pattern = PathPattern(text)
                let isSame = pattern.match(plain: path.utf8.span) == pattern.match(Array(split))
                #expect(isSame, "\(path) by \(text), seed \(seed)")
            }
        }
    }
}
