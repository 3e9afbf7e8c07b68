import BrevoCore
import CoreCommands
import Testing

@Suite struct SubAccountTests {
    /// A master account alone, whose number is 0.
    private static func accounts(_ policy: Accounts.KeyPolicy = .seeded, plan: Plan = .enterprise) -> Accounts {
        var account = Account.acme(on: plan, groups: [.of("a", "Support"), .of("b", "Technical")])
        account.master?.ips = [DedicatedIP(ip: "203.0.113.1", domain: "acme.example", isTransactional: true)]
        return Accounts([account], template: .acme(groups: []), policy: policy, seed: 1)
    }

    @discardableResult
    private static func create(_ name: String, in accounts: inout Accounts) throws(CoreError) -> SubAccount.Number {
        let owner = email("owner@\(name).example")
        let request = Accounts.SubAccountRequest(companyName: name, email: owner, groupIDs: [objectID("a").description])
        return try accounts.createSubAccount(request, of: 0, at: .invited)
    }

    @Test func `a sub-account is an account of its own, with the owner and the groups that were asked for`() throws {
        var accounts = Self.accounts(plan: .professional)
        let number = try Self.create("deli", in: &accounts)
        let entry = try accounts.subAccount(number, of: 0)
        #expect((1_000_000...9_999_999).contains(number))
        #expect(entry.account.companyName == "deli")
        #expect(entry.account.owner.email == email("owner@deli.example"))
        #expect(entry.account.plan == .professional)
        #expect(entry.account.master == nil)
        #expect(entry.account.apiKeys.isEmpty)
        #expect(entry.subAccount.createdAt == .invited)
        #expect(accounts[0].master?.groups.map { $0.contains(number) } == [true, false])
        #expect(accounts.count == 2)
    }

    @Test func `the newest sub-account comes first`() throws {
        var accounts = Self.accounts()
        let numbers = try ["a1", "b2", "c3"].map { try Self.create($0, in: &accounts) }
        #expect(try accounts.subAccounts(of: 0).map(\.subAccount.number) == numbers.reversed())
    }

    @Test(arguments: Accounts.KeyPolicy.allCases)
    func `a key opens its sub-account until that is deleted`(policy: Accounts.KeyPolicy) throws {
        var accounts = Self.accounts(policy)
        let number = try Self.create("deli", in: &accounts)
        let id = try accounts.subAccount(number, of: 0).id
        let keys = try (0..<2).map { _ in try accounts.createKey(for: number, of: 0) }
        for key in keys {
            #expect(key.wholeMatch(of: /xkeysib-[a-f0-9]{64}-[a-zA-Z0-9]{16}/) != nil)
            #expect(accounts.open(key, at: .invited) == .account(id, .all))
        }
        #expect(keys[0] != keys[1])
        try accounts.deleteSubAccount(number, of: 0)
        #expect(keys.map { accounts.open($0, at: .invited) } == [.unknown, .unknown])
        #expect(!accounts.contains(id))
        #expect(accounts.count == 1)
        #expect(accounts.revokedKeys == keys.sorted())
    }

    @Test(arguments: Accounts.KeyPolicy.allCases)
    func `a client and its token open a sub-account until that is deleted`(policy: Accounts.KeyPolicy) throws {
        var accounts = Self.accounts(policy)
        var account = Account.acme()
        account.apiKeys = []
        account.oauthClients = [OAuthClient(clientID: "client", clientSecret: "secret")]
        let id = accounts.add(account, as: SubAccount(number: 7, createdAt: .invited), of: 0)
        let token = try accounts.issueToken(to: "client", secret: "secret", scopes: [], at: .invited).text
        #expect(accounts.token(token, at: .invited)?.account == id)
        try accounts.deleteSubAccount(7, of: 0)
        #expect(accounts.open(token: token, at: .invited) == .unknown)
        #expect(throws: OAuthRefusal.self) {
            try accounts.issueToken(to: "client", secret: "secret", scopes: [], at: .invited)
        }
        #expect(accounts.revokedKeys == ["client"])
    }

    @Test func `a deleted sub-account leaves nothing behind that refers to it`() throws {
        var accounts = Self.accounts()
        let (kept, deleted) = (try Self.create("kept", in: &accounts), try Self.create("deleted", in: &accounts))
        let id = try accounts.subAccount(deleted, of: 0).id
        try accounts.deleteSubAccount(deleted, of: 0)
        #expect(accounts[0].master?.groups.first?.subAccounts == [kept])
        #expect(try accounts.subAccounts(of: 0).map(\.subAccount.number) == [kept])
        #expect(refusal { () throws(CoreError) in _ = try accounts.subAccount(deleted, of: 0) } == "subAccountNotFound")
        let next = try Self.create("next", in: &accounts)
        #expect(try accounts.subAccount(next, of: 0).id > id, "no number is given out twice")
    }

    @Test func `an account that is gone is not written`() async {
        await #expect(processExitsWith: .failure) {
            var accounts = Self.accounts()
            let number = try Self.create("deli", in: &accounts)
            let id = try accounts.subAccount(number, of: 0).id
            try accounts.deleteSubAccount(number, of: 0)
            accounts[id].companyName = "Ghost"
        }
    }

    @Test func `what sub-accounts are given is the same in each run`() throws {
        func run() throws -> [String] {
            var accounts = Self.accounts()
            let numbers = try ["a1", "b2"].map { try Self.create($0, in: &accounts) }
            let keys = try numbers.map { try accounts.createKey(for: $0, of: 0) }
            return numbers.map(String.init) + keys
        }
        let first = try run()
        #expect(try run() == first)
        #expect(Set(first).count == 4)
    }

    @Test func `a key that somebody used before it was made is not made`() throws {
        var accounts = Self.accounts(.any)
        let number = try Self.create("deli", in: &accounts)
        var guess = accounts
        let key = try guess.createKey(for: number, of: 0)
        guard case .account(let stranger, _) = accounts.open(key, at: .invited) else {
            Issue.record("a key never seen opens nothing")
            return
        }
        #expect(try accounts.createKey(for: number, of: 0) != key)
        #expect(accounts.open(key, at: .invited) == .account(stranger, .all))
    }

    @Test(arguments: [(0, 0), (1, 0), (2, 1), (-1, 5)])
    func `as many users are taken as are allotted, the owner counted`(limit: Int, invited: Int) throws {
        var accounts = Self.accounts()
        let number = try Self.create("deli", in: &accounts)
        let id = try accounts.subAccount(number, of: 0).id
        try accounts.allot([.users: Double(limit)], to: [number], of: 0)
        for count in 0..<invited { try accounts[id].invite("user\(count)@deli.example") }
        let isRefused = refusal { () throws(CoreError) in
            _ = try accounts[id].invite(email("last@deli.example"), privileges: [], at: .invited)
        }
        #expect(isRefused == (limit < 0 ? nil : "subAccountUserLimitReached"))
    }

    @Test func `a limit below the number of users removes no one`() throws {
        var accounts = Self.accounts()
        let number = try Self.create("deli", in: &accounts)
        let id = try accounts.subAccount(number, of: 0).id
        for count in 0..<3 { try accounts[id].invite("user\(count)@deli.example") }
        try accounts.allot([.users: 1], to: [number], of: 0)
        #expect(accounts[id].usersTaken(at: .invited) == 4)
        #expect(SubAccountPlan.remaining(of: 1, taken: 4) == 0)
        #expect(accounts[id].usersTaken(at: .invited + .hours(72)) == 1)
    }

    @Test func `the limit of the plan counts for no sub-account`() throws {
        var accounts = Self.accounts(plan: .free)
        let number = try Self.create("deli", in: &accounts)
        let id = try accounts.subAccount(number, of: 0).id
        try accounts[id].invite("ann@deli.example")
        #expect(accounts[id].userLimit == nil)
        #expect(accounts[0].userLimit == 1)
    }

    @Test func `plans of several sub-accounts change together or not at all`() throws {
        var accounts = Self.accounts()
        let numbers = try ["a1", "b2"].map { try Self.create($0, in: &accounts) }
        let isRefused = refusal { () throws(CoreError) in
            try accounts.allot([.users: 7], to: numbers + [1], of: 0)
        }
        #expect(isRefused == "subAccountNotFound")
        #expect(try numbers.map { try accounts.subAccount($0, of: 0).subAccount.plan[.users] } == [-1, -1])
        try accounts.allot([.users: 7], to: numbers, of: 0)
        #expect(try numbers.map { try accounts.subAccount($0, of: 0).subAccount.plan[.users] } == [7, 7])
    }

    @Test func `who may sell takes a place of those who sell`() throws {
        var accounts = Self.accounts()
        let number = try Self.create("deli", in: &accounts)
        let id = try accounts.subAccount(number, of: 0).id
        try accounts[id].invite("view@deli.example")
        _ = try accounts[id].invite(
            email("sell@deli.example"),
            privileges: .of("sales_platform", "reports"),
            at: .invited
        )
        #expect(accounts[id].taken(of: .salesUsers, at: .invited) == 2)
        #expect(accounts[id].taken(of: .users, at: .invited) == 3)
        #expect(accounts[id].taken(of: .email, at: .invited) == 0)
    }

    @Test func `applications are switched one by one`() throws {
        var accounts = Self.accounts()
        let number = try Self.create("deli", in: &accounts)
        try accounts.toggle([.crm: false, .analytics: true], of: number, of: 0)
        try accounts.toggle([.crm: false, .inbox: false], of: number, of: 0)
        let off = Set(SubAccount.Application.allCases)
            .subtracting(try accounts.subAccount(number, of: 0).subAccount.applications)
        #expect(off == [.crm, .inbox])
    }

    @Test func `an address is given and taken back`() throws {
        var accounts = Self.accounts()
        let numbers = try ["a1", "b2"].map { try Self.create($0, in: &accounts) }
        try accounts.associate("203.0.113.1", with: numbers, of: 0)
        try accounts.dissociate("203.0.113.1", from: [numbers[0]], of: 0)
        #expect(try numbers.map { try accounts.subAccount($0, of: 0).subAccount.ips } == [[], ["203.0.113.1"]])
        let isRefused = refusal { () throws(CoreError) in
            try accounts.associate("203.0.113.1", with: [numbers[0], 1], of: 0)
        }
        #expect(isRefused == "unknownIPUser")
        #expect(try accounts.subAccount(numbers[0], of: 0).subAccount.ips == [])
    }

    @Test func `a thousand keys are made for a sub-account`() throws {
        var accounts = Self.accounts()
        let number = try Self.create("deli", in: &accounts)
        for _ in 0..<SubAccount.keyCapacity { _ = try accounts.createKey(for: number, of: 0) }
        #expect(refusal { () throws(CoreError) in _ = try accounts.createKey(for: number, of: 0) } == "keyLimitReached")
    }

    @Test func `ten thousand sub-accounts are kept for a master account`() throws {
        var accounts = Self.accounts()
        for number in 0..<MasterAccount.subAccountCapacity { try Self.create("c\(number)", in: &accounts) }
        #expect(refusal { () throws(CoreError) in try Self.create("more", in: &accounts) } == "subAccountLimitReached")
    }
}
