import BrevoCore
import CoreCommands
import EmulatorCore
import JSON
import Testing

/// A master account with its sub-accounts in a state document.
@Suite struct MasterStateTests {
    private let now = moment("2026-11-20T09:00:00Z")
    private var context: StateContext { .init(policy: .any, seed: 1, now: now) }

    private func decode(_ text: String) throws -> Accounts {
        try StateDocument.accounts(text, context)
    }

    /// A document with a master account of these members besides its key.
    private static func master(_ members: String) -> String {
        #"{"version":1,"accounts":[{"apiKeys":["a"],"kind":"master",\#(members)}]}"#
    }

    private static func subAccount(_ members: String) -> String {
        master(#""ips":[{"ip":"203.0.113.1"}],"subAccounts":[{"id":7},{\#(members)}]"#)
    }

    static let bad: [(document: String, pointers: [String])] = [
        (master(#""subAccounts":{}"#), ["/subAccounts"]), (master(#""subAccounts":[1]"#), ["/subAccounts/0"]),
        (subAccount(#""id":7"#), ["/subAccounts/1/id"]), (subAccount(#""id":0"#), ["/subAccounts/1/id"]),
        (subAccount(#""id":"7""#), ["/subAccounts/1/id"]), (subAccount(#""x":7"#), ["/subAccounts/1/x"]),
        (subAccount(#""kind":"master""#), ["/subAccounts/1/kind"]),
        (subAccount(#""groups":[]"#), ["/subAccounts/1/groups"]),
        (subAccount(#""apiKeys":["a"]"#), ["/subAccounts/1/apiKeys/0"]),
        (subAccount(#""apiKeys":["b","b"]"#), ["/subAccounts/1/apiKeys/1"]),
        (subAccount(#""createdAt":1"#), ["/subAccounts/1/createdAt"]),
        (subAccount(#""timezone":1"#), ["/subAccounts/1/timezone"]),
        (subAccount(#""credits":{"users":1}"#), ["/subAccounts/1/credits/users"]),
        (subAccount(#""features":{"users":-2}"#), ["/subAccounts/1/features/users"]),
        (subAccount(#""features":{"users":"2"}"#), ["/subAccounts/1/features/users"]),
        (subAccount(#""applications":{"crm":1}"#), ["/subAccounts/1/applications/crm"]),
        (subAccount(#""applications":["crm"]"#), ["/subAccounts/1/applications"]),
        (subAccount(#""ips":["203.0.113.2"]"#), ["/subAccounts/1/ips/0"]),
        (subAccount(#""users":[{}]"#), ["/subAccounts/1/users/0"]),
        (master(#""ips":[{}]"#), ["/ips/0"]), (master(#""ips":[{"ip":1}]"#), ["/ips/0/ip"]),
        (master(#""ips":[{"ip":"x"},{"ip":"x"}]"#), ["/ips/1/ip"]),
        (master(#""groups":[{"groupName":"G","subAccountIds":[7]}]"#), ["/groups/0/subAccountIds/0"]),
        (master(#""groups":[{"groupName":"G","subAccountIds":7}]"#), ["/groups/0/subAccountIds"]),
        (master(#""groups":[{"groupName":"G","createdAt":"x"}]"#), ["/groups/0/createdAt"]),
    ]

    @Test(arguments: bad) func `each fault of a master account is reported with its place`(
        bad: (document: String, pointers: [String])
    ) throws {
        let error = #expect(throws: StateDocument.Invalid.self) { try decode(bad.document) }
        #expect(Set(error?.faults.map(\.pointer.description) ?? []) == Set(bad.pointers.map { "/accounts/0\($0)" }))
    }

    @Test(arguments: [
        (#"{"version":1,"accounts":[{"apiKeys":["a"],"subAccounts":[]}]}"#, "/accounts/0/subAccounts"),
        (#"{"version":1,"accounts":[{"apiKeys":["a"],"ips":[]}]}"#, "/accounts/0/ips"),
        (#"{"version":1,"template":{"subAccounts":[]}}"#, "/template/subAccounts"),
        (#"{"version":1,"revokedKeys":["a"],"accounts":[{"apiKeys":["a"]}]}"#, "/revokedKeys/0"),
        (#"{"version":1,"revokedKeys":[1]}"#, "/revokedKeys/0"),
    ])
    func `only a master account has sub-accounts, and no key is revoked and opens`(
        document: String,
        pointer: String
    ) throws {
        let error = #expect(throws: StateDocument.Invalid.self) { try decode(document) }
        #expect(error?.faults.map(\.pointer.description) == [pointer])
    }

    @Test func `sub-accounts without ids and keys get ids of their own`() throws {
        let accounts = try decode(Self.master(#""plan":"standard","subAccounts":[{},{"plan":"free"},{}]"#))
        let entries = Array(try accounts.subAccounts(of: 0))
        #expect(Set(entries.map(\.subAccount.number)).count == 3)
        #expect(entries.map(\.account.plan) == [.standard, .free, .standard])
        #expect(entries.allSatisfy { $0.account.apiKeys.isEmpty && $0.subAccount.createdAt == now })
        #expect(Set(entries.map(\.account.owner.id)).count == 3)
    }

    @Test func `groups that are left out mean all, and an empty list means none`() throws {
        let people = #"{"email":"a@b.example"},{"email":"c@b.example","groupIds":[]}"#
        let master = try #require(try decode(Self.master(#""adminUsers":[\#(people)]"#))[0].master)
        #expect(master.adminUsers.inOrder.map(\.groupIDs) == [nil, []])
    }

    @Test func `what calls made is written and read as the same`() throws {
        var accounts = try decode(
            Self.master(
                #""groups":[{"id":"65b1f22c09d6ed67ef1cd123","groupName":"G"}],"ips":[{"ip":"203.0.113.1"}]"#
            )
        )
        var numbers: [SubAccount.Number] = []
        for name in ["bakery", "deli"] {
            let owner = try #require(EmailAddress("owner@\(name).example"))
            let request = Accounts.SubAccountRequest(
                companyName: name,
                email: owner,
                groupIDs: ["65b1f22c09d6ed67ef1cd123"]
            )
            numbers.append(try accounts.createSubAccount(request, of: 0, at: now))
        }
        let key = try accounts.createKey(for: numbers[0], of: 0)
        let gone = try accounts.createKey(for: numbers[1], of: 0)
        try accounts.allot([.users: 3, .sms: 0, .externalFeeds: 0], to: [numbers[0]], of: 0)
        try accounts.toggle([.crm: false, .analytics: true], of: numbers[0], of: 0)
        try accounts.associate("203.0.113.1", with: [numbers[0]], of: 0)
        try accounts.deleteSubAccount(numbers[1], of: 0)

        let written = StateDocument.text(accounts, context)
        var again = try StateDocument.accounts(written, context)
        #expect(StateDocument.text(again, context) == written)
        let entry = try again.subAccount(numbers[0], of: 0)
        #expect(entry.subAccount == (try accounts.subAccount(numbers[0], of: 0).subAccount))
        #expect(again.open(key, at: now) == .account(entry.id, .all))
        #expect(again.open(gone, at: now) == .unknown)
        // What is drawn goes on where it stood.
        #expect(try again.createKey(for: numbers[0], of: 0) == accounts.createKey(for: numbers[0], of: 0))
    }
}
