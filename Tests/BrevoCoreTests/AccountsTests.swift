import BrevoCore
import CoreCommands
import Testing

@Suite struct AccountsTests {
    @Test func `with any, a key never seen opens an account made from the template`() throws {
        var accounts = Accounts(template: Self.template, seed: 1)
        let account = accounts[try Self.open("k1", in: &accounts)]
        #expect(account.apiKeys == ["k1"])
        #expect(account.companyName == "Template")
        #expect(account.plan == .professional)
        #expect(account.owner.email == email("owner@example.com"))
        #expect(account.master?.groups.map(\.groupName) == ["Support"])
    }

    @Test func `the same key opens the same account`() throws {
        var accounts = Accounts(template: Self.template, seed: 1)
        let first = try Self.open("k1", in: &accounts)
        accounts[first].companyName = "Renamed"
        #expect(try Self.open("k1", in: &accounts) == first)
        #expect(accounts[first].companyName == "Renamed")
        #expect(accounts.account(ofKey: "k1") == first)
        #expect(accounts.inOrder.count == 1)
    }

    @Test(arguments: [("k1", "k2"), ("k1", "K1"), ("k1", "k1 "), ("k", "")])
    func `two keys share nothing`(one: String, other: String) throws {
        var accounts = Accounts(template: Self.template, seed: 1)
        let (first, second) = (try Self.open(one, in: &accounts), try Self.open(other, in: &accounts))
        #expect(first != second)
        let untouched = Contents(accounts[second])
        try accounts[first].invite("ann@acme.example")
        accounts[first].master?.groups.removeAll()
        #expect(Contents(accounts[second]) == untouched)
        #expect(accounts[first].owner.id != accounts[second].owner.id)
        var (left, right) = (accounts[first].ids, accounts[second].ids)
        #expect(Set((0..<100).map { _ in left.next() }).isDisjoint(with: (0..<100).map { _ in right.next() }))
    }

    @Test func `what a key's account is given does not depend on the other keys`() throws {
        var alone = Accounts(template: Self.template, seed: 1)
        var last = Accounts(template: Self.template, seed: 1)
        for number in 0..<5 { _ = try Self.open("before\(number)", in: &last) }
        let (left, right) = (try Self.open("k1", in: &alone), try Self.open("k1", in: &last))
        #expect(Contents(alone[left]) == Contents(last[right]))
    }

    @Test func `another seed gives other ids`() throws {
        var (one, other) = (Accounts(template: Self.template, seed: 1), Accounts(template: Self.template, seed: 2))
        let (left, right) = (try Self.open("k1", in: &one), try Self.open("k1", in: &other))
        #expect(one[left].owner.id != other[right].owner.id)
    }

    @Test func `an opened account does not hand out its owner's id again`() throws {
        var accounts = Accounts(template: Self.template, seed: 1)
        let id = try Self.open("k1", in: &accounts)
        try accounts[id].invite("ann@acme.example")
        #expect(accounts[id].users.inOrder.map(\.id) != [accounts[id].owner.id])
    }

    @Test(arguments: Accounts.KeyPolicy.allCases)
    func `every key of a seeded account opens it`(policy: Accounts.KeyPolicy) throws {
        var accounts = Self.seeded(policy)
        let ids = try ["a1", "a2", "b1"].map { try Self.open($0, in: &accounts) }
        #expect(ids[0] == ids[1])
        #expect(ids[0] != ids[2])
        #expect(accounts[ids[0]].companyName == "A")
        #expect(accounts[ids[2]].companyName == "B")
        #expect(accounts.inOrder.count == 2)
    }

    @Test(arguments: ["k1", "A1", "a1 ", "", "xkeysib-template"])
    func `with seeded, any other key is unknown`(key: String) {
        var accounts = Self.seeded(.seeded)
        #expect(accounts.open(key, at: .invited) == .unknown)
        #expect(accounts.account(ofKey: key) == nil)
        #expect(accounts.inOrder.count == 2)
    }

    @Test func `the template itself is opened by none of its keys`() throws {
        var accounts = Accounts(template: Self.template, seed: 1)
        let id = try Self.open("xkeysib-template", in: &accounts)
        accounts[id].companyName = "Renamed"
        #expect(accounts.template.companyName == "Template")
    }

    @Test(arguments: [(256, true), (257, false), (10_000, false)])
    func `a key has 256 bytes at most`(count: Int, isTaken: Bool) {
        var accounts = Accounts(template: Self.template, seed: 1)
        let opening = accounts.open(String(repeating: "k", count: count), at: .invited)
        #expect((opening == .unknown) == !isTaken)
        #expect(accounts.inOrder.count == (isTaken ? 1 : 0))
    }

    @Test func `a key's length is counted in bytes`() {
        var accounts = Accounts(template: Self.template, seed: 1)
        #expect(accounts.open(String(repeating: "ö", count: 129), at: .invited) == .unknown)
        #expect(accounts.open(String(repeating: "ö", count: 128), at: .invited) != .unknown)
    }

    @Test func `accounts are listed in the order in which they came to be`() throws {
        var accounts = Self.seeded(.any)
        for key in ["z", "y", "x"] { _ = try Self.open(key, in: &accounts) }
        #expect(accounts.inOrder.flatMap(\.account.apiKeys).map(\.text) == ["a1", "a2", "b1", "z", "y", "x"])
        #expect(accounts.inOrder.map(\.id) == accounts.inOrder.map(\.id).sorted())
    }

    @Test func `a fork and its original change apart`() throws {
        var original = Self.seeded(.any)
        let id = try Self.open("a1", in: &original)
        let before = original.inOrder.map { Contents($0.account) }
        var fork = original
        try fork[id].invite("ann@acme.example")
        _ = try Self.open("new", in: &fork)
        #expect(original.inOrder.map { Contents($0.account) } == before)
        #expect(original.account(ofKey: "new") == nil)
        let forked = fork.inOrder.map { Contents($0.account) }
        original[id].companyName = "Renamed"
        #expect(fork.inOrder.map { Contents($0.account) } == forked)
    }

    @Test func `an account copied out is a value of its own`() throws {
        var accounts = Self.seeded(.any)
        let id = try Self.open("a1", in: &accounts)
        let copy = accounts[id]
        try accounts[id].invite("ann@acme.example")
        #expect(copy.users.count == 0)
        #expect(accounts[id].users.count == 1)
    }

    @Test func `an account whose number was made up is not written`() async {
        await #expect(processExitsWith: .failure) {
            var accounts = Accounts(template: .acme(), seed: 1)
            accounts[7].companyName = "Made up"
        }
    }

    private static var template: Account {
        var template = Account.acme(on: .professional, groups: [.of("a", "Support")])
        template.apiKeys = ["xkeysib-template"]
        template.companyName = "Template"
        template.owner.email = email("owner@example.com")
        return template
    }

    private static func seeded(_ policy: Accounts.KeyPolicy) -> Accounts {
        var (a, b) = (Account.acme(), Account.acme())
        (a.companyName, a.apiKeys) = ("A", ["a1", "a2"])
        (b.companyName, b.apiKeys) = ("B", ["b1"])
        return Accounts([a, b], template: template, policy: policy, seed: 1)
    }

    private static func open(_ key: String, in accounts: inout Accounts) throws -> Accounts.ID {
        guard case .account(let id, .all) = accounts.open(key, at: .invited) else { throw Closed(key: key) }
        return id
    }

    private struct Closed: Error {
        let key: String
    }
}
