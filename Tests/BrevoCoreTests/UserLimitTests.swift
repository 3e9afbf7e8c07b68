import BrevoCore
import CoreCommands
import Testing

/// The plans that limit their users, with how many can be invited beside the owner.
private let invitedAtMost: [(Plan, Int)] = [(.free, 0), (.starter, 0), (.standard, 2), (.professional, 9)]

@Suite struct UserLimitTests {
    @Test(arguments: invitedAtMost)
    func `a plan takes as many users as its limit and no more`(plan: Plan, count: Int) throws {
        var account = try Self.full(plan, with: count)
        let before = Contents(account)
        let error = #expect(throws: CoreError.self) { try account.invite("late@acme.example") }
        guard case .userLimitReached(plan) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(account.users.count == count)
        #expect(Contents(account) == before)
    }

    @Test func `the enterprise plan has no limit`() throws {
        var account = try Self.full(.enterprise, with: 200)
        try account.invite("late@acme.example")
        #expect(account.users.count == 201)
    }

    @Test(arguments: invitedAtMost)
    func `a person who is there already is refused as such, even when the plan is full`(plan: Plan, count: Int) throws {
        var account = try Self.full(plan, with: count)
        let error = #expect(throws: CoreError.self) { try account.invite("boss@acme.example") }
        #expect(error?.name == "userAlreadyExists")
        if count > 0 {
            let error = #expect(throws: CoreError.self) { try account.invite("a1@acme.example") }
            #expect(error?.name == "userAlreadyInvited")
        }
    }

    @Test func `somebody without permissions counts as a user`() throws {
        var account = Account.acme(on: .standard)
        _ = try account.invite(email("ann@acme.example"), privileges: [], at: .invited)
        _ = try account.invite(email("bob@acme.example"), privileges: [], at: .invited)
        let error = #expect(throws: CoreError.self) { try account.invite("eve@acme.example") }
        #expect(error?.name == "userLimitReached")
    }

    @Test(arguments: [[Invitation.Step.decline], [.cancel], [.revoke], [.accept, .revoke]])
    func `a person who declines or is removed makes room`(steps: [Invitation.Step]) throws {
        var account = try Self.full(.standard, with: 2)
        for step in steps { try account.answer(step, "a1@acme.example") }
        try account.invite("late@acme.example")
        #expect(account.users[email("late@acme.example")] != nil)
    }

    @Test func `a person who lets 72 hours pass makes room`() throws {
        var account = try Self.full(.standard, with: 2)
        let end = Timestamp.invited + .hours(72)
        #expect(throws: CoreError.self) { try account.invite("late@acme.example", at: end - .milliseconds(1)) }
        try account.invite("late@acme.example", at: end)
        #expect(account.users[email("late@acme.example")] != nil)
    }

    @Test func `somebody rejected cannot be invited or reminded into a full plan`() throws {
        var account = try Self.full(.standard, with: 2)
        try account.answer(.decline, "a1@acme.example")
        try account.invite("late@acme.example")
        let before = Contents(account)
        let resend = #expect(throws: CoreError.self) {
            try account.resendInvitation(to: email("a1@acme.example"), at: .invited)
        }
        #expect(resend?.name == "userLimitReached")
        let invite = #expect(throws: CoreError.self) { try account.invite("a1@acme.example") }
        #expect(invite?.name == "userLimitReached")
        #expect(Contents(account) == before)
    }

    @Test func `a pending user can be reminded in a full plan`() throws {
        var account = try Self.full(.standard, with: 2)
        try account.resendInvitation(to: email("a1@acme.example"), at: .invited + .hours(1))
        #expect(account.users[email("a1@acme.example")]?.invitation.sentAt == .invited + .hours(1))
    }

    @Test func `somebody rejected can be reminded where there is room`() throws {
        var account = try Self.full(.standard, with: 2)
        try account.answer(.decline, "a1@acme.example")
        try account.resendInvitation(to: email("a1@acme.example"), at: .invited)
        #expect(try account.member(email("a1@acme.example"), at: .invited).status == .pending)
    }

    /// A plan with a1, a2, … invited.
    private static func full(_ plan: Plan, with count: Int) throws -> Account {
        var account = Account.acme(on: plan)
        for number in 0..<count { try account.invite("a\(number + 1)@acme.example") }
        return account
    }
}
