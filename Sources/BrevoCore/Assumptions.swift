/// The answers to questions that no evidence about the real service settles.
///
/// Each has a default; a world can take another answer, so that a test suite can show that it rests on none of them.
public struct Assumptions: Sendable, Hashable {
    /// Whether an update of a user's permissions keeps the features that it does not name.
    public var update = Update.merge
    /// Whether an update of an admin user's permissions keeps the features that it does not name.
    public var adminUpdate = AdminUpdate.replace
    /// Whether users who declined, or let their invitation expire, are listed.
    public var rejected = RejectedUsers.hidden
    /// How resend, cancel and revoke are refused for somebody to whom they do not apply.
    public var missingInvitation = MissingInvitation.forbidden
    /// How a request beyond a limit of the plan is refused.
    public var planLimit = PlanLimit.paymentRequired
    /// How a feature that the plan lacks is refused.
    public var planFeature = PlanFeature.badRequest
    /// Whether an invitation may grant permissions of the general group alone.
    public var generalOnly = GeneralOnly.allowed
    /// Whether email addresses that differ only in case are one person's.
    public var emailCase = EmailCase.fold
    /// Whether revoking removes a user whose invitation is pending.
    public var revokePending = RevokePending.allowed
    /// The form of `groups` in the list of admin users.
    public var adminGroups = AdminGroups.array
    /// Who refuses a path that does not exist, which decides the form of the body.
    public var unknownPath = UnknownPath.service

    /// The defaults.
    public init() {}

    /// The strictest answer to each: a test suite that passes under these and under the defaults rests on no guess.
    public static var strictest: Assumptions {
        var assumptions = Assumptions()
        assumptions.update = .replace
        assumptions.adminUpdate = .replace
        assumptions.rejected = .listed
        assumptions.missingInvitation = .forbidden
        assumptions.planLimit = .methodNotAllowed
        assumptions.planFeature = .methodNotAllowed
        assumptions.generalOnly = .refused
        assumptions.emailCase = .keep
        assumptions.revokePending = .refused
        assumptions.adminGroups = .object
        assumptions.unknownPath = .gateway
        return assumptions
    }

    /// What an update does with the features that it does not name.
    public enum Update: String, CaseIterable, Sendable { case merge, replace }
    /// What an update of an admin user does with the features that it does not name.
    public enum AdminUpdate: String, CaseIterable, Sendable { case replace, merge }
    /// Whether rejected users are listed.
    public enum RejectedUsers: String, CaseIterable, Sendable { case hidden, listed }
    /// The status of a refused resend, cancel or revoke.
    public enum MissingInvitation: String, CaseIterable, Sendable {
        case forbidden = "403"
        case badRequest = "400"
        case notFound = "404"
    }
    /// The status of a limit that is reached.
    public enum PlanLimit: String, CaseIterable, Sendable {
        case paymentRequired = "402"
        case badRequest = "400"
        case methodNotAllowed = "405"
    }
    /// The status of a feature that the plan lacks.
    public enum PlanFeature: String, CaseIterable, Sendable {
        case badRequest = "400"
        case paymentRequired = "402"
        case methodNotAllowed = "405"
    }
    /// Whether permissions of the general group suffice.
    public enum GeneralOnly: String, CaseIterable, Sendable { case allowed, refused }
    /// Whether case counts in email addresses.
    public enum EmailCase: String, CaseIterable, Sendable { case fold, keep }
    /// Whether a pending user can be revoked.
    public enum RevokePending: String, CaseIterable, Sendable { case allowed, refused }
    /// How groups are shown.
    public enum AdminGroups: String, CaseIterable, Sendable { case array, object }
    /// Whose form the refusal has.
    public enum UnknownPath: String, CaseIterable, Sendable { case service, gateway }
}
