import BrevoCore
import CoreCommands
import Testing

/// Clients, scopes and tokens.
@Suite struct AccessTokenTests {
    private static func seeded(_ policy: Accounts.KeyPolicy = .any, scopes: [String]? = nil) -> Accounts {
        var account = Account.acme()
        let scopes = scopes.map { $0.map(Scope.init(rawValue:)) } ?? Scope.documented
        account.oauthClients = [OAuthClient(clientID: "c1", clientSecret: "s1", scopes: scopes)]
        return Accounts([account], template: .acme(), policy: policy, seed: 1)
    }

    private func issue(
        _ accounts: inout Accounts,
        _ client: String = "c1",
        _ secret: String = "s1",
        scopes: [String] = [],
        at now: Timestamp = .invited
    ) throws(OAuthRefusal) -> String {
        let scopes = scopes.map(Scope.init(rawValue:))
        return try accounts.issueToken(to: client, secret: secret, scopes: scopes, at: now).text
    }

    @Test(
        arguments: [
            (["organization:read"], [.to(.read, in: .organization)]),
            (["organization:write"], [.to(.write, in: .organization), .to(.delete, in: .organization)]),
            (["account:read"], [.to(.read, in: .account)]),
            (["account:write"], [.to(.write, in: .account), .to(.delete, in: .account)]),
            (["all"], .all), (["contacts:read"], []), (["openid"], []),
            (["organization:read", "account:read"], [.to(.read, in: .organization), .to(.read, in: .account)]),
        ] as [([String], Rights)]
    )
    func `a scope opens what it says and nothing more`(scopes: [String], rights: Rights) throws {
        var accounts = Self.seeded()
        let token = try issue(&accounts, scopes: scopes)
        #expect(accounts.open(token: token, at: .invited) == .account(0, rights))
    }

    @Test func `a token lasts an hour`() throws {
        var accounts = Self.seeded()
        let token = try issue(&accounts)
        let end = Timestamp.invited + .hours(1)
        #expect(accounts.open(token: token, at: end - .milliseconds(1)) == .account(0, .all))
        #expect(accounts.open(token: token, at: end) == .expired)
        #expect(accounts.open(token: "other", at: .invited) == .unknown)
    }

    @Test(
        arguments: [
            (["organization:read"], [], ["organization:read"]),
            (["organization:read", "account:read"], ["account:read", "account:read"], ["account:read"]),
            (["all"], ["organization:write"], ["organization:write"]),
        ]
    )
    func `what is asked for is given, and everything where nothing is`(
        granted: [String],
        asked: [String],
        given: [String]
    ) throws {
        var accounts = Self.seeded(scopes: granted)
        let token = try issue(&accounts, scopes: asked)
        #expect(accounts.token(token, at: .invited)?.scopes.map(\.rawValue) == given)
    }

    @Test(arguments: [["organization:write"], ["organization:read", "all"], ["nonsense"]])
    func `a scope that was not granted is refused`(asked: [String]) {
        var accounts = Self.seeded(scopes: ["organization:read"])
        #expect(throws: OAuthRefusal.invalidScope(Scope(rawValue: asked[asked.count - 1]))) {
            try issue(&accounts, scopes: asked)
        }
    }

    @Test func `all does not grant a scope that there is not`() {
        var accounts = Self.seeded(scopes: ["all"])
        #expect(throws: OAuthRefusal.self) { try issue(&accounts, scopes: ["nonsense"]) }
    }

    @Test func `with any, a new client gets an account of its own, and its first secret holds`() throws {
        var accounts = Self.seeded()
        let token = try issue(&accounts, "c2", "s2")
        let rights = Rights.Action.allCases.reduce(into: Rights()) { rights, action in
            rights.formUnion(.to(action, in: .organization))
            rights.formUnion(.to(action, in: .account))
        }
        #expect(accounts.open(token: token, at: .invited) == .account(1, rights))
        #expect(accounts[1].oauthClients.map(\.clientID) == ["c2"])
        #expect(accounts.open("c2", at: .invited) == .account(2, .all))
        #expect(throws: OAuthRefusal.unknownClient) { try issue(&accounts, "c2", "other") }
        #expect(throws: OAuthRefusal.unknownClient) { try issue(&accounts, "c1", "other") }
        #expect(try issue(&accounts, "c2", "s2") != token)
        #expect(accounts.count == 3)
    }

    @Test func `with seeded, only the seed's clients are known`() {
        var accounts = Self.seeded(.seeded)
        #expect(throws: Never.self) { try issue(&accounts) }
        #expect(throws: OAuthRefusal.unknownClient) { try issue(&accounts, "c2", "s2") }
        #expect(accounts.count == 1)
    }

    @Test(arguments: [("", "s"), ("c", ""), (String(repeating: "c", count: 257), "s")])
    func `an id or secret without an end or a beginning is refused`(id: String, secret: String) {
        var accounts = Self.seeded()
        #expect(throws: OAuthRefusal.unknownClient) { try issue(&accounts, id, secret) }
    }

    @Test func `a token that was revoked opens nothing, and a fork's still does`() throws {
        var accounts = Self.seeded()
        let token = try issue(&accounts)
        let fork = accounts
        accounts.revoke(token: token)
        #expect(accounts.open(token: token, at: .invited) == .unknown)
        #expect(fork.open(token: token, at: .invited) == .account(0, .all))
    }

    @Test func `no client is ever given another's token`() throws {
        var (one, other) = (Self.seeded(), Self.seeded())
        #expect(try issue(&one, "c2", "s") == issue(&other, "c2", "s"))
        #expect(try issue(&one, "c3", "s") != issue(&other, "c4", "s"))
    }

    @Test func `of too many tokens the expired go first, and then the older half`() throws {
        var accounts = Self.seeded()
        let first = try issue(&accounts)
        let later = Timestamp.invited + .hours(2)
        var tokens = [first]
        for _ in 0..<15_000 { tokens.append(try issue(&accounts, at: later)) }
        #expect(accounts.open(token: first, at: .invited) == .unknown)
        let open = tokens.count { accounts.open(token: $0, at: later) == .account(0, .all) }
        #expect((5_000...10_000).contains(open))
        #expect(accounts.open(token: tokens[15_000], at: later) == .account(0, .all))
    }
}
