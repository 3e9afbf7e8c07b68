import HTTPMessage
import Testing

@Suite struct RouteTableTests {
    private let table = RouteTable<String>([
        .init(.get, "/organization/user/{email}/permissions", "show"),
        .init(.post, "/organization/user/update/permissions", "update", sharesPath: true),
        .init(.get, "/corporate/subAccount/{id}", "subAccount"),
        .init(.delete, "/corporate/subAccount/{key}", "delete"),
        .init(.post, "/corporate/subAccount/key", "key"),
        .init(.get, "/", "root"),
        .init(.get, "/organization/invited/users", "users"),
    ])

    @Test(arguments: [
        ("GET /organization/user/a@b.example/permissions", "show a@b.example"),
        ("GET /organization/user/a%2Fb%40c/permissions/", "show a/b@c"),
        ("GET /organization/user/é/permissions", "show é"),
        ("HEAD /organization/user/x/permissions", "show x"),
        ("GET /organization/user/update/permissions", "show update"),
        ("POST /organization/user/update/permissions", "update"),
        ("PUT /organization/user/update/permissions", "GET POST HEAD OPTIONS"),
        ("GET /", "root"),
        ("GET /corporate/subAccount/key", "POST OPTIONS"),
        ("GET /corporate/subAccount/%6Bey", "POST OPTIONS"),
        ("POST /corporate/subAccount/7", "GET DELETE HEAD OPTIONS"),
        ("GET /corp%6Frate/subAccount/7", "subAccount 7"),
        ("DELETE /corporate/subAccount/a+b", "delete a+b"),
        ("GET /corporate/subAccount%2F7", "-"), ("GET /corporate%2FsubAccount/7", "-"),
        ("GET /organization//user/x/permissions", "-"), ("GET /organization/user//permissions", "-"),
        ("GET /x", "-"), ("GET //", "-"), ("GET /organization/invited/users//", "-"),
        ("GET /organization/user/%FF/permissions", "malformed"), ("GET /%00", "malformed"),
    ])
    func `a path is looked up`(_ request: String, _ expected: String) {
        let parts = request.split(separator: " ")
        let result: String =
            switch table.find(HTTPMethod(rawValue: String(parts[0])), at: parts[1]) {
            case .found(let action, let values): ([action] + values).joined(separator: " ")
            case .methodNotAllowed(let methods): methods.map(\.rawValue).joined(separator: " ")
            case .notFound: "-"
            case .malformed: "malformed"
            }
        #expect(result == expected)
    }

    @Test func `the table agrees with a comparison of segments`() {
        let patterns = [
            "/account", "/organization/invited/users", "/organization/user/{email}/permissions",
            "/organization/user/invitation/{action}/{email}", "/organization/{a}/{b}", "/{a}", "/{a}/b", "/a/{b}",
        ]
        let table = RouteTable(patterns.map { .init(.get, $0, $0) })
        let parts = [
            "", "a", "b", "account", "organization", "user", "invitation", "permissions", "é", "{a}", "invited",
        ]
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        for _ in 0..<20_000 {
            let segments = (0..<Int.random(in: 1...5, using: &random)).map { _ in parts.randomElement(using: &random)! }
            let path = segments.map { "/\($0)" }.joined()
            let expected = Self.matches(of: segments.last == "" ? segments.dropLast() : segments[...], among: patterns)
            var found: String?
            if case .found(let pattern, _) = table.find(.get, at: path[...]) { found = pattern }
            #expect(found.map(expected.contains) ?? expected.isEmpty, "\(path), seed \(seed)")
        }
    }

    private static func matches(of path: ArraySlice<String>, among patterns: [String]) -> [String] {
        patterns.filter { pattern in
            let segments = pattern.split(separator: "/").map(String.init)
            return segments.count == path.count
                && zip(segments, path).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
        }
    }
}

/// Numbers from a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
