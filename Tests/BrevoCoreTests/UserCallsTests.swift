import BrevoCore
import CoreCommands
import Testing

@Suite struct UserCallsTests {
    /// All but the list, which the API makes from the roster.
    private static let calls = Call.allCases.filter { $0 != .list }

    /// Every call in every situation.
    private static let table: [Situation: [Call: Outcome]] = [
        .owner: [
            .invite: .refused("userAlreadyExists"),
            .resend: .refused("ownerCannotBeRemoved"),
            .cancel: .refused("ownerCannotBeRemoved"),
            .revoke: .refused("ownerCannotBeRemoved"),
            .updatePermissions: .refused("ownerCannotBeChanged"),
            .get: .shown(.active),
        ],
        .pending: [
            .invite: .refused("userAlreadyInvited"),
            .resend: .stands(.pending),
            .cancel: .stands(nil),
            .revoke: .stands(nil),
            .updatePermissions: .stands(.pending),
            .get: .shown(.pending),
        ],
        .active: [
            .invite: .refused("userAlreadyExists"),
            .resend: .refused("invitationNotFound"),
            .cancel: .refused("invitationNotFound"),
            .revoke: .stands(nil),
            .updatePermissions: .stands(.active),
            .get: .shown(.active),
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
        .revoke: .refused("userToRevokeNotFound"),
        .updatePermissions: .refused("userNotFound"),
        .get: .refused("userNotFound"),
    ]

    private static let absent: [Call: Outcome] = [
        .invite: .stands(.pending),
        .resend: .refused("invitationNotFound"),
        .cancel: .refused("invitationNotFound"),
        .revoke: .refused("userToRevokeNotFound"),
        .updatePermissions: .refused("userNotFound"),
        .get: .refused("userNotFound"),
    ]

    @Test(arguments: Situation.allCases, calls)
    func `a call about a user is answered as the specification says`(situation: Situation, call: Call) throws {
        var account = try Self.account(with: situation)
        let before = Contents(account)
        let outcome = Self.make(
            call,
            about: situation == .owner ? "boss@acme.example" : "ann@acme.example",
            of: &account,
            at: situation.now
        )
        #expect(outcome == (try #require(Self.table[situation]?[call])))
        if case .stands = outcome {} else { #expect(Contents(account) == before) }
    }

    @Test(arguments: Situation.allCases, calls)
    func `the case of an address makes no difference`(situation: Situation, call: Call) throws {
        var account = try Self.account(with: situation)
        let address = situation == .owner ? "Boss@ACME.example" : "ANN@Acme.Example"
        let outcome = Self.make(call, about: address, of: &account, at: situation.now)
        #expect(outcome == (try #require(Self.table[situation]?[call])))
    }

    @Test(arguments: Situation.allCases.filter { $0 != .owner }, calls)
    func `a call about one user leaves the others alone`(situation: Situation, call: Call) throws {
        var account = try Self.account(with: situation)
        let others = account.users.inOrder.filter { $0.email != email("ann@acme.example") }
        _ = Self.make(call, about: "ann@acme.example", of: &account, at: situation.now)
        #expect(account.users.inOrder.filter { $0.email != email("ann@acme.example") } == others)
    }

    @Test(
        arguments: [
            (Situation.active, Invitation.Status.active), (.unknown, nil), (.removed, nil),
        ] as [(Situation, Invitation.Status?)]
    )
    func `a refused resend has the user's status`(situation: Situation, status: Invitation.Status?) throws {
        var account = try Self.account(with: situation)
        let error = #expect(throws: CoreError.self) {
            try account.resendInvitation(to: email("ann@acme.example"), at: situation.now)
        }
        guard case .invitationNotFound(let refused) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(refused.status == status)
    }

    @Test(arguments: [Situation.declined, .expired, .removed])
    func `somebody invited again gets a new id and the last place`(situation: Situation) throws {
        var account = try Self.account(with: situation)
        let ann = email("Ann@acme.example")
        let used = Set(account.users.inOrder.map(\.id)).union([account.owner.id])
        _ = try account.invite(ann, privileges: .of("phone", "all"), at: situation.now)
        let user = try #require(account.users.inOrder.last)
        #expect(user.email.text == "Ann@acme.example")
        #expect(!used.contains(user.id))
        #expect(user.privileges == .of("phone", "all"))
        #expect(user.invitation == Invitation(sentAt: situation.now))
        #expect(account.users.inOrder.map(\.email.text) == ["bob", "eve", "Ann"].map { $0 + "@acme.example" })
    }

    @Test(arguments: [Situation.pending, .declined, .expired])
    func `a resend keeps id, place and permissions and starts the 72 hours again`(situation: Situation) throws {
        var account = try Self.account(with: situation)
        var expected = account.users.inOrder
        expected[1].invitation = Invitation(sentAt: situation.now)
        try account.resendInvitation(to: email("ANN@acme.example"), at: situation.now)
        #expect(account.users.inOrder == expected)
        let lastMoment = situation.now + .hours(72) - .milliseconds(1)
        #expect(try account.member(email("ann@acme.example"), at: lastMoment).status == .pending)
        #expect(throws: CoreError.self) {
            try account.member(email("ann@acme.example"), at: lastMoment + .milliseconds(1))
        }
    }

    @Test(arguments: [Situation.pending, .active])
    func `an update replaces the features named and keeps the others`(situation: Situation) throws {
        var account = try Self.account(with: situation)
        let grant = try Catalog.organization.grant("phone", ["all"])
        _ = try account.updatePermissions(of: email("ann@acme.example"), by: grant, at: situation.now)
        let member = try account.member(email("ann@acme.example"), at: situation.now)
        #expect(member.privileges == Privileges.viewContacts.union(.of("phone", "all")))
        #expect(account.users.inOrder[1].invitation == situation.invitationOfAnn)
    }

    @Test func `the owner has everything`() throws {
        let member = try Account.acme(on: .free).member(email("BOSS@acme.example"), at: .invited)
        #expect(member.email.text == "boss@acme.example")
        #expect(member.privileges == Catalog.organization.everything)
    }

    @Test func `a new user has the owner's locale and is known by the address as given`() throws {
        var account = Account.acme()
        try account.invite("Ann.B@ACME.example")
        let user = try #require(account.users.inOrder.first)
        #expect(user.locale == "fr_FR")
        #expect(user.email.text == "Ann.B@ACME.example")
        #expect(try account.member(email("ann.b@acme.example"), at: .invited).email.text == "Ann.B@ACME.example")
    }

    /// Bob and eve are active all the time; ann was invited between them.
    private static func account(with situation: Situation) throws -> Account {
        var account = Account.acme()
        try account.invite("bob@acme.example")
        try account.answer(.accept, "bob@acme.example")
        if let history = situation.history {
            try account.invite("ann@acme.example")
            for step in history { try account.answer(step, "ann@acme.example") }
        }
        try account.invite("eve@acme.example")
        try account.answer(.accept, "eve@acme.example")
        return account
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
            case .invite: _ = try account.invite(person, privileges: .viewContacts, at: now)
            case .resend: try account.resendInvitation(to: person, at: now)
            case .cancel: _ = try account.cancelInvitation(of: person, at: now)
            case .revoke: _ = try account.revoke(person, at: now)
            case .updatePermissions: _ = try account.updatePermissions(of: person, by: .all(of: []), at: now)
            case .get, .list: return .shown(try account.member(person, at: now).status)
            }
            return .stands(account.users[person]?.invitation.status(at: now))
        } catch { return .refused(error.name) }
    }
}

extension Situation {
    fileprivate var invitationOfAnn: Invitation {
        Invitation(sentAt: .invited, answer: self == .active ? .active : .pending)
    }
}
