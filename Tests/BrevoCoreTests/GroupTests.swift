import BrevoCore
import CoreCommands
import Testing

@Suite struct GroupTests {
    private static let support = objectID("a").description

    /// A master account with Support and Technical; ann may reach both, bob Support, eve everything.
    private static func account() throws -> Account {
        var account = Account.acme(groups: [.of("a", "Support"), .of("b", "Technical")])
        for (name, groups) in [("ann", ["a", "b"]), ("bob", ["a"]), ("eve", [])] as [(String, [Character])] {
            _ = try account.inviteAdminUser(
                email("\(name)@acme.example"),
                privileges: [],
                groupIDs: groups.map { objectID($0).description },
                at: .invited
            )
        }
        return account
    }

    private static func names(accessing digit: Character, in account: Account, at now: Timestamp = .invited) -> [String]
    {
        account.adminUsers(accessing: objectID(digit), at: now).map { String($0.email.text.prefix(3)) }
    }

    @Test func `a group is reached by those who were given it and those without restriction`() throws {
        let account = try Self.account()
        #expect(Self.names(accessing: "a", in: account) == ["ann", "bob", "eve"])
        #expect(Self.names(accessing: "b", in: account) == ["ann", "eve"])
        #expect(Self.names(accessing: "b", in: account, at: .invited + .hours(72)) == [])
    }

    @Test func `a new group is reached by those without restriction only`() throws {
        var account = try Self.account()
        let id = try account.createGroup(named: "New", subAccounts: [], at: .invited)
        #expect(account.adminUsers(accessing: id, at: .invited).map(\.email) == [email("eve@acme.example")])
    }

    @Test func `an admin user whose last group is deleted reaches nothing, and not everything`() throws {
        var account = try Self.account()
        try account.deleteGroup(Self.support)
        #expect(Self.names(accessing: "b", in: account) == ["ann", "eve"])
        let bob = try #require(account.master?.adminUsers[email("bob@acme.example")])
        #expect(bob.groupIDs == [])
        #expect(account.master?.adminUsers[email("ann@acme.example")]?.groupIDs == [objectID("b")])
        #expect(account.master?.adminUsers[email("eve@acme.example")]?.groupIDs == nil)
        #expect(try account.adminMember(bob.email, at: .invited).groups == [])
    }

    @Test func `who was invited without a group may reach all, and is shown with none`() throws {
        let account = try Self.account()
        #expect(account.master?.adminUsers[email("eve@acme.example")]?.groupIDs == nil)
        #expect(try account.adminMember(email("eve@acme.example"), at: .invited).groups == [])
    }

    @Test func `a group that was refused is not made`() throws {
        var account = try Self.account()
        let before = Contents(account)
        #expect(
            refusal { () throws(CoreError) in
                _ = try account.createGroup(named: "New", subAccounts: [1], at: .invited)
            } == "unknownGroupMember"
        )
        #expect(
            refusal { () throws(CoreError) in
                try account.changeGroup(Self.support, name: "New", subAccounts: [1])
            } == "unknownGroupMember"
        )
        #expect(Contents(account) == before)
    }

    @Test func `a master account keeps a thousand groups`() throws {
        var account = Account.acme(groups: [])
        for number in 0..<MasterAccount.groupCapacity {
            _ = try account.createGroup(named: "\(number)", subAccounts: [], at: .invited)
        }
        #expect(
            refusal { () throws(CoreError) in
                _ = try account.createGroup(named: "one more", subAccounts: [], at: .invited)
            } == "groupLimitReached"
        )
        #expect(Set(try #require(account.master).groups.map(\.id)).count == MasterAccount.groupCapacity)
    }
}
