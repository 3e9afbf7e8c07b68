import BrevoCore
import CoreCommands
import Testing

/// Where an invitation stands when a step is tried.
enum Standing: CaseIterable {
    case pending, active, declined, expired

    var invitation: Invitation {
        switch self {
        case .pending, .expired: Invitation(sentAt: .invited)
        case .active: Invitation(sentAt: .invited, answer: .active)
        case .declined: Invitation(sentAt: .invited, answer: .rejected)
        }
    }

    var now: Timestamp { .invited + .hours(self == .expired ? 72 : 71) }
}

@Suite struct InvitationTests {
    /// What a step leads to: a status, nobody, or a refusal.
    enum Outcome: Equatable, Sendable {
        case stands(Invitation.Status)
        case removed
        case refused
    }

    /// The whole machine.
    private static let table: [Standing: [Invitation.Step: Outcome]] = [
        .pending: [
            .resend: .stands(.pending), .cancel: .removed, .revoke: .removed, .accept: .stands(.active),
            .decline: .stands(.rejected),
        ],
        .active: [.resend: .refused, .cancel: .refused, .revoke: .removed, .accept: .refused, .decline: .refused],
        .declined: [
            .resend: .stands(.pending), .cancel: .removed, .revoke: .refused, .accept: .refused, .decline: .refused,
        ],
        .expired: [
            .resend: .stands(.pending), .cancel: .removed, .revoke: .refused, .accept: .refused, .decline: .refused,
        ],
    ]

    @Test(arguments: Standing.allCases, Invitation.Step.allCases)
    func `a step leads where the specification says`(standing: Standing, step: Invitation.Step) throws {
        let outcome: Outcome
        do throws(StepRefused) {
            let next = try standing.invitation.taking(step, at: standing.now)
            outcome = next.map { .stands($0.status(at: standing.now)) } ?? .removed
        } catch {
            #expect(error.status == standing.invitation.status(at: standing.now))
            outcome = .refused
        }
        #expect(outcome == (try #require(Self.table[standing]?[step])))
    }

    @Test(arguments: [
        (Standing.pending, Invitation.Status.pending), (.active, .active), (.declined, .rejected),
        (.expired, .rejected),
    ])
    func `an unanswered invitation counts as rejected once its time is over`(
        standing: Standing,
        status: Invitation.Status
    ) {
        #expect(standing.invitation.status(at: standing.now) == status)
    }

    @Test(arguments: [
        (Duration.milliseconds(-1), Invitation.Status.pending),
        (.zero, .pending),
        (.hours(72) - .milliseconds(1), .pending),
        (.hours(72), .rejected),
        (.hours(72) + .milliseconds(1), .rejected),
        (.hours(24 * 365 * 1000), .rejected),
    ])
    func `an invitation is open for 72 hours to the millisecond`(age: Duration, status: Invitation.Status) {
        #expect(Invitation(sentAt: .invited).status(at: .invited + age) == status)
    }

    @Test(arguments: [Invitation.Status.active, .rejected])
    func `an answer does not expire`(answer: Invitation.Status) {
        let invitation = Invitation(sentAt: .invited, answer: answer)
        #expect(invitation.status(at: .invited + .hours(73)) == answer)
        #expect(invitation.expiresAt == nil)
    }

    @Test(arguments: [Duration.hours(1), .hours(72) - .milliseconds(1), .hours(72), .hours(1000)])
    func `a resend starts the 72 hours again`(age: Duration) throws {
        let resent = Timestamp.invited + age
        let invitation = try #require(try Invitation(sentAt: .invited).taking(.resend, at: resent))
        #expect(invitation.sentAt == resent)
        #expect(invitation.expiresAt == resent + .hours(72))
        #expect(invitation.status(at: resent + .hours(72) - .milliseconds(1)) == .pending)
        #expect(invitation.status(at: resent + .hours(72)) == .rejected)
    }

    @Test(arguments: [Invitation.Step.accept, .decline])
    func `an answer keeps when the mail was sent`(step: Invitation.Step) throws {
        let invitation = try #require(try Invitation(sentAt: .invited).taking(step, at: .invited + .hours(1)))
        #expect(invitation.sentAt == .invited)
    }

    @Test func `an invitation at the end of the calendar has no end of its own`() {
        let last = Timestamp.range.upperBound
        #expect(Invitation(sentAt: last).expiresAt == nil)
        #expect(Invitation(sentAt: last).status(at: last) == .pending)
    }
}
