import BrevoCore
import CoreCommands
import Testing

@Suite struct AdminUserCallsTests {
    /// Every call in every situation.
    private static let table: [Situation: [Call: Outcome]] = [
        .owner: [
            .invite: .refused("adminUserAlreadyExists"),
            .resend: .refused("adminInvitationNotFound"),
            .cancel: .refused("adminInvitationNotFound"),
            .revoke: .refused("adminUserToRevokeNotFound"),
            .updatePermissions: .refused("adminUserToChangeNotFound"),
            .get: .shown(.active),
            .list: .shown(.active),
        ],
        .pending: [
            .invite: .refused("adminUserAlreadyInvited"),
            .resend: .stands(.pending),
            .cancel: .stands(nil),
            .revoke: .stands(nil),
            .updatePermissions: .stands(.pending),
            .get: .shown(.pending),
            .list: .shown(.pending),
        ],
        .active: [
            .invite: .refused("adminUserAlreadyExists"),
            .resend: .refused("adminInvitationNotFound"),
            .cancel: .refused("adminInvitationNotFound"),
            .revoke: .stands(nil),
            .updatePermissions: .stands(.active),
            .get: .shown(.active),
            .list: .shown(.active),
        ],
        .declined: rejected,
        .expired: rejected,
        .removed: absent,
        .unknown: absent,
    ]

    private static let rejected: [Call: Outcome] = [
        .invite: .stands(.pending),
        .resend: .stands(.pending),
        .cancel: .stands(nil),
        .revoke: .refused("adminUserToRevokeNotFound"),
        .updatePermissions: .refused("adminUserToChangeNotFound"),
        .get: .refused("adminUserNotFound"),
        .list: .shown(nil),
    ]

    private static let absent: [Call: Outcome] = [
        .invite: .stands(.pending),
        .resend: .refused("adminInvitationNotFound"),
        .cancel: .refused("adminInvitationNotFound"),
        .revoke: .refused("adminUserToRevokeNotFound"),
        .updatePermissions: .refused("adminUserToChangeNotFound"),
        .get: .refused("adminUserNotFound"),
        .list: .shown(nil),
    ]

    @Test(arguments: Situation.allCases, Call.allCases)
    func `a call about an admin user is answered as the specification says`(situation: Situation, call: Call) throws {
        var account = try Self.account(with: situation)
        let before = Contents(account)
        let address = situation == .owner ? "Boss@acme.example" : "Ann@acme.example"
        let outcome = Self.make(call, about: address, of: &account, at: situation.now)
        #expect(outcome == (try #require(Self.table[situation]?[call])))
        if case .stands = outcome {} else { #expect(Contents(account) == before) }
    }

    @Test(arguments: Call.allCases, ["boss@acme.example", "ann@acme.example"])
    func `an organisation that is no master account refuses every call`(call: Call, address: String) {
        var account = Account.acme()
        let before = Contents(account)
        #expect(Self.make(call, about: address, of: &account, at: .invited) == .refused("notAMasterAccount"))
        #expect(Contents(account) == before)
    }

    @Test(arguments: Situation.allCases.filter { $0 != .owner }, Call.allCases)
    func `users and admin users are separate records`(situation: Situation, call: Call) throws {
        var account = try Self.account(with: situation)
        try account.invite("ann@acme.example")
        let users = account.users.inOrder
        let outcome = Self.make(call, about: "ann@acme.example", of: &account, at: situation.now)
        #expect(outcome == (try #require(Self.table[situation]?[call])))
        #expect(account.users.inOrder == users)
    }

    @Test(arguments: [Situation.declined, .expired, .removed])
    func `an admin user invited again gets a new id and the last place`(situation: Situation) throws {
        var account = try Self.account(with: situation)
        let used = Set(try #require(account.master).adminUsers.inOrder.map(\.id)).union([account.owner.id])
        let id = try account.inviteAdminUser(
            email("ANN@acme.example"),
            privileges: [],
            groupIDs: [],
            at: situation.now
        )
        #expect(!used.contains(id))
        #expect(account.master?.adminUsers[email("ann@acme.example")]?.id == id)
        let names = try account.adminMembers(at: situation.now).map(\.email.text)
        #expect(names == ["boss", "bob", "eve", "ANN"].map { $0 + "@acme.example" })
    }

    @Test(arguments: [Situation.pending, .declined, .expired])
    func `a resend keeps an admin user and starts the 72 hours again`(situation: Situation) throws {
        var account = try Self.account(with: situation)
        var expected = try #require(account.master).adminUsers.inOrder
        expected[1].invitation = Invitation(sentAt: situation.now)
        try account.resendAdminInvitation(to: email("ann@acme.example"), at: situation.now)
        #expect(account.master?.adminUsers.inOrder == expected)
    }

    @Test func `the list starts with the owner and goes on in the order of invitation`() throws {
        let members = try Self.account(with: .pending).adminMembers(at: .invited)
        #expect(members.map(\.email.text) == ["boss", "bob", "ann", "eve"].map { $0 + "@acme.example" })
        #expect(members.map(\.isOwner) == [true, false, false, false])
        #expect(members.map(\.status) == [.active, .active, .pending, .active])
    }

    @Test func `the owner of a master account has everything and no groups`() throws {
        let member = try Self.account(with: .pending).adminMember(email("boss@acme.example"), at: .invited)
        #expect(member.isOwner)
        #expect(member.privileges == Catalog.masterAccount.everything)
        #expect(member.groups.isEmpty)
    }

    @Test func `an invitation keeps its groups in the order asked for, each once`() throws {
        var account = try Self.account(with: .unknown)
        let ids = ["b", "a", "b"].map { objectID($0).description }
        _ = try account.inviteAdminUser(email("ann@acme.example"), privileges: [], groupIDs: ids, at: .invited)
        let member = try account.adminMember(email("ann@acme.example"), at: .invited)
        #expect(member.groups.map(\.groupName) == ["Technical", "Support"])
    }

    @Test(arguments: ["", "c", "cccccccccccccccccccccccc", "aaaaaaaaaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAAAAAAAAAA"])
    func `an unknown group refuses the invitation and is named`(id: String) throws {
        var account = try Self.account(with: .unknown)
        let before = Contents(account)
        let error = #expect(throws: CoreError.self) {
            try account.inviteAdminUser(
                email("ann@acme.example"),
                privileges: [],
                groupIDs: [objectID("a").description, id],
                at: .invited
            )
        }
        guard case .unknownGroup(id) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(Contents(account) == before)
    }

    @Test func `a group that is gone is not shown`() throws {
        var account = try Self.account(with: .pending)
        account.master?.groups.removeAll { $0.id == objectID("a") }
        #expect(try account.adminMember(email("ann@acme.example"), at: .invited).groups.isEmpty)
    }

    @Test(arguments: Assumptions.AdminUpdate.allCases)
    func `a change replaces everything, unless it is assumed to keep the features that it does not name`(
        update: Assumptions.AdminUpdate
    ) throws {
        var account = try Self.account(with: .pending)
        let grant = try Catalog.masterAccount.grant("analytics", ["my_looks"])
        let before = try account.adminMember(email("ann@acme.example"), at: .invited).privileges
        var assumptions = Assumptions()
        assumptions.adminUpdate = update
        try account.changeAdminPermissions(
            of: email("ann@acme.example"),
            by: grant,
            at: .invited,
            under: assumptions
        )
        let after = try account.adminMember(email("ann@acme.example"), at: .invited).privileges
        #expect(after == (update == .merge ? before.union(grant.granted) : grant.granted))
        #expect(after != before)
    }

    @Test(arguments: Plan.allCases)
    func `a plan does not limit the admin users`(plan: Plan) throws {
        var account = Account.acme(on: plan, groups: [])
        for number in 1...20 {
            let person = email("a\(number)@acme.example")
            _ = try account.inviteAdminUser(person, privileges: [], groupIDs: [], at: .invited)
        }
        #expect(try account.adminMembers(at: .invited).count == 21)
    }

    /// Bob and eve are active all the time; ann, of the group Support, was invited between them.
    private static func account(with situation: Situation) throws -> Account {
        var account = Account.acme(groups: [
            .of("a", "Support"), .of("b", "Technical"),
        ])
        try invite("bob@acme.example", to: &account, then: [.accept])
        if let history = situation.history { try invite("ann@acme.example", to: &account, then: history) }
        try invite("eve@acme.example", to: &account, then: [.accept])
        return account
    }

    private static func invite(_ address: String, to account: inout Account, then steps: [Invitation.Step]) throws {
        _ = try account.inviteAdminUser(
            email(address),
            privileges: try Catalog.masterAccount.grant("my_plan", ["all"]).granted,
            groupIDs: [objectID("a").description],
            at: .invited
        )
        for step in steps { try account.master?.adminUsers.take(step, for: email(address), at: .invited) }
    }

    private static func make(
        _ call: Call,
        about address: String,
        of account: inout Account,
        at now: Timestamp
    ) -> Outcome {
        let person = email(address)
        do throws(CoreError) {
            switch call {
            case .invite: _ = try account.inviteAdminUser(person, privileges: [], groupIDs: [], at: now)
            case .resend: try account.resendAdminInvitation(to: person, at: now)
            case .cancel: try account.cancelAdminInvitation(of: person, at: now)
            case .revoke: try account.revokeAdminUser(person, at: now)
            case .updatePermissions: try account.changeAdminPermissions(of: person, by: .all(of: []), at: now)
            case .get: return .shown(try account.adminMember(person, at: now).status)
            case .list: return .shown(try account.adminMembers(at: now).first { $0.email == person }?.status)
            }
            return .stands(account.master?.adminUsers[person]?.invitation.status(at: now))
        } catch { return .refused(error.name) }
    }
}
