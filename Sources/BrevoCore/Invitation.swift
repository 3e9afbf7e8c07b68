/// The state of a person's invitation, for users and admin users alike.
public struct Invitation: Hashable, Sendable {
    /// The status of a person; somebody who was removed has no invitation at all.
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
        /// The account withdraws the invitation.
        case cancel
        /// The account revokes the access.
        case revoke
        /// The person accepts.
        case accept
        /// The person declines.
        case decline
    }

    /// How long an invitation can be answered after its last mail (help.brevo.com/hc/articles/360001079439).
    public static let lifetime: Duration = .seconds(72 * 60 * 60)

    private let answer: Status
    /// When the last mail was sent.
    public let sentAt: Timestamp

    /// Creates an invitation.
    ///
    /// - Parameters:
    ///   - sentAt: When the last mail was sent.
    ///   - answer: What the person answered; pending for nothing yet.
    public init(sentAt: Timestamp, answer: Status = .pending) {
        self.sentAt = sentAt
        self.answer = answer
    }

    /// The status at a moment.
    public func status(at now: Timestamp) -> Status {
        answer == .pending && now.since(sentAt) >= Self.lifetime ? .rejected : answer
    }

    /// When an unanswered invitation expires; nil once it is answered, or where the calendar ends first.
    public var expiresAt: Timestamp? {
        answer == .pending ? sentAt.advanced(by: Self.lifetime) : nil
    }

    /// The invitation after a step; nil if the step removes the person.
    ///
    /// - Throws: ``StepRefused`` if the step is not possible from the present status.
    public func taking(_ step: Step, _ context: CommandContext) throws(StepRefused) -> Invitation? {
        switch (status(at: context.now), step) {
        case (.pending, .resend), (.rejected, .resend): return Invitation(sentAt: context.now)
        case (.pending, .accept): return Invitation(sentAt: sentAt, answer: .active)
        case (.pending, .decline): return Invitation(sentAt: sentAt, answer: .rejected)
        case (.pending, .cancel), (.rejected, .cancel), (.active, .revoke): return nil
        case (.pending, .revoke):
            switch context.assumptions.revokePending {
            case .allowed: return nil
            case .refused: throw StepRefused(status: .pending)
            }
        case (.active, .resend), (.active, .cancel), (.active, .accept), (.active, .decline),
            (.rejected, .revoke), (.rejected, .accept), (.rejected, .decline):
            throw StepRefused(status: status(at: context.now))
        }
    }
}

/// The refusal of a step that is not possible from a person's status.
public struct StepRefused: Error, Hashable {
    /// The status of the person; nil for somebody who is not there.
    public let status: Invitation.Status?

    /// Creates a refusal.
    public init(status: Invitation.Status?) {
        self.status = status
    }

    /// The refusal of a step for somebody who is not there.
    public static let absent = StepRefused(status: nil)
    /// The refusal of a step that a pending person does not allow.
    public static let pending = StepRefused(status: .pending)
}
