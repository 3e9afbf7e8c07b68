import CoreCommands
import Testing

@testable import BrevoCore
@testable import EmulatorCore

@Suite struct MailboxTests {
    /// An account of the built-in template that has just invited ann, and what that was.
    private struct Sent {
        let accounts: Accounts
        let account: Accounts.ID
        let event: AccountEvent

        init() throws {
            let now = moment("2026-11-20T09:00:00Z")
            var accounts = StateDocument.builtIn(StateContext(policy: .any, seed: 7, now: now))
            guard case .account(let id, _) = accounts.open("xkeysib-acme", at: now) else {
                throw CoreError.userNotFound
            }
            let ann = EmailAddress("ann@acme.example")
            var context = CommandContext(now: now)
            _ = try accounts[id].invite(ann, privileges: [], &context)
            event = try #require(context.events.first)
            (self.accounts, account) = (accounts, id)
        }

        func mail(_ token: UInt64 = 1) throws -> Mail {
            var numbers = Numbers(next: token)
            let token = InvitationToken(using: &numbers)
            return try #require(Mail(.invitation, event, of: account, accounts[account], .fold, token))
        }
    }

    @Test func `a mail is what happened, and ends 72 hours later`() throws {
        let mail = try Sent().mail()
        #expect(mail.to.text == "ann@acme.example")
        #expect(mail.sentAt == moment("2026-11-20T09:00:00Z"))
        #expect(mail.expiresAt == moment("2026-11-23T09:00:00Z"))
    }

    @Test(
        arguments: zip(
            AccountEvent.PersonEvent.allCases,
            [.invitation, .resend, nil, nil, nil, nil, nil] as [Mail.Kind?]
        )
    )
    func `invitations and resends are sent, and nothing else is`(event: AccountEvent.PersonEvent, kind: Mail.Kind?) {
        #expect(Mail.Kind(AccountEvent(.person(event, .user, "ann@acme.example"), at: .ofTests)) == kind)
    }

    @Test func `no mail is written to somebody who has been removed`() throws {
        let sent = try Sent()
        var accounts = sent.accounts
        try accounts[sent.account].cancelInvitation(of: "ann@acme.example", at: sent.event.date)
        var numbers = Numbers(next: 1)
        let token = InvitationToken(using: &numbers)
        #expect(Mail(.invitation, sent.event, of: sent.account, accounts[sent.account], .fold, token) == nil)
    }

    @Test func `ids count from 1, and a cleared mailbox gives none of them again`() throws {
        let sent = try Sent()
        var mailbox = Mailbox()
        #expect(mailbox.append(try sent.mail(1)) == 1)
        #expect(mailbox.append(try sent.mail(2)) == 2)
        mailbox.clear()
        #expect(mailbox.count == 0)
        #expect(mailbox.append(try sent.mail(3)) == 3)
        #expect(mailbox.ids == 3..<4)
        #expect([mailbox[0], mailbox[2], mailbox[4]].allSatisfy { $0 == nil })
        #expect(mailbox[3]?.token == (try sent.mail(3).token))
        #expect(mailbox.dropped == 0)
    }

    @Test(arguments: [0, 1, 2, 7]) func `the newest mails are kept, and found by their tokens`(cleared: Int) throws {
        let sent = try Sent()
        var mailbox = Mailbox()
        for number in 0..<cleared { mailbox.append(try sent.mail(UInt64(number))) }
        mailbox.clear()
        let last = cleared + Mailbox.capacity + 3
        for number in cleared..<last { mailbox.append(try sent.mail(UInt64(number))) }
        #expect(mailbox.count == Mailbox.capacity)
        #expect(mailbox.dropped == 3)
        #expect(mailbox.ids == cleared + 4..<last + 1)
        for id in [cleared + 4, cleared + 5, last - 3, last - 2, last] {
            let token = try sent.mail(UInt64(id - 1)).token
            #expect(mailbox[id]?.token == token)
            #expect(mailbox.id(of: token) == id)
        }
        #expect(mailbox[cleared + 3] == nil)
        #expect(mailbox.id(of: try sent.mail(UInt64(cleared + 2)).token) == nil)
    }

    @Test func `a copy is a mailbox of its own`() throws {
        let sent = try Sent()
        var mailbox = Mailbox()
        mailbox.append(try sent.mail(1))
        let copy = mailbox
        mailbox.append(try sent.mail(2))
        #expect(copy.count == 1)
        #expect(copy[2] == nil)
    }

    @Test func `a token is read as it is written`() {
        var numbers = Numbers(next: 0x0F)
        let token = InvitationToken(using: &numbers)
        #expect(token.description == "000000000000000f0000000000000010")
        #expect(InvitationToken(token.description) == token)
    }

    @Test(arguments: [
        "", "f", "000000000000000F0000000000000010", "+00000000000000f+000000000000010",
        "０00000000000000f000000000000001",
        "000000000000000f00000000000000100", " 00000000000000f0000000000000010", "-00000000000000f-000000000000010",
    ])
    func `nothing else is a token`(text: String) {
        #expect(InvitationToken(text) == nil)
    }
}

/// The natural numbers from one on.
private struct Numbers: RandomNumberGenerator {
    private var number: UInt64

    init(next number: UInt64) {
        self.number = number
    }

    mutating func next() -> UInt64 {
        defer { number += 1 }
        return number
    }
}
