/// How far an invited person has come, user and admin user alike (spec §5, §6).
public struct Invitation: Hashable, Sendable {
    /// Where the person stands; somebody who was removed has no invitation at all.
    public enum Status: String, CaseIterable, Sendable {
        /// Invited, not yet answered.
        case pending
        /// Accepted.
        case active
        /// Declined, or not answered in time.
        case rejected
    }

    /// What can happen to an invitation.
    public enum Step: String, CaseIterable, Sendable {
        /// The account sends the mail again.
        case resend
        /// The account takes the invitation back.
        case cancel
        /// The account takes the access away.
        case revoke
        /// The person accepts.
        case accept
        /// The person declines.
        case decline
    }

    /// How long an invitation can be answered after its last mail (DOC: rejected after "more than 72 hours").
    public static let lifetime: Duration = .seconds(72 * 60 * 60)

    private let answer: Status
    /// When the last mail was sent.
    public let sentAt: Timestamp

    /// An invitation whose last mail was sent then and that was answered so (pending: not yet).
    public init(sentAt: Timestamp, answer: Status = .pending) {
        self.sentAt = sentAt
        self.answer = answer
    }

    /// Where the person stands at that moment.
    public func status(at now: Timestamp) -> Status {
        answer == .pending && now.since(sentAt) >= Self.lifetime ? .rejected : answer
    }

    /// When an unanswered invitation ends; nil once it is answered, and where the calendar ends first.
    public var expiresAt: Timestamp? {
        answer == .pending ? sentAt.advanced(by: Self.lifetime) : nil
    }

    /// The invitation after a step, nil where the step removes the person.
    ///
    /// - Throws: ``StepRefused`` where the step is not possible from where the person stands.
    public func taking(_ step: Step, at now: Timestamp) throws(StepRefused) -> Invitation? {
        switch (status(at: now), step) {
        case (.pending, .resend), (.rejected, .resend): return Invitation(sentAt: now)
        case (.pending, .accept): return Invitation(sentAt: sentAt, answer: .active)
        case (.pending, .decline): return Invitation(sentAt: sentAt, answer: .rejected)
        case (.pending, .cancel), (.rejected, .cancel), (.pending, .revoke), (.active, .revoke): return nil
        case (.active, .resend), (.active, .cancel), (.active, .accept), (.active, .decline),
            (.rejected, .revoke), (.rejected, .accept), (.rejected, .decline):
            throw StepRefused(status: status(at: now))
        }
    }
}

/// A step that an invitation cannot take from where it stands.
public struct StepRefused: Error, Hashable {
    /// Where the person stands; nil for somebody who is not there.
    public let status: Invitation.Status?

    /// A refusal to somebody who stands there.
    public init(status: Invitation.Status?) {
        self.status = status
    }
}
