import BrevoCore
import CoreCommands

/// Where ann@acme.example can stand in an account when a call comes.
enum Situation: CaseIterable {
    case owner, pending, active, declined, expired, removed, unknown

    /// When the call comes.
    var now: Timestamp { .invited + .hours(self == .expired ? 72 : 71) }

    /// What happened to the invitation before the call; nil where there never was one.
    var history: [Invitation.Step]? {
        switch self {
        case .owner, .unknown: nil
        case .pending, .expired: []
        case .active: [.accept]
        case .declined: [.decline]
        case .removed: [.cancel]
        }
    }
}

/// The calls about one person.
enum Call: CaseIterable {
    case invite, resend, cancel, revoke, updatePermissions, get, list
}

/// What a call is answered, and what it makes of the person.
enum Outcome: Hashable, Sendable {
    /// The call succeeds, and the person stands so; nil for somebody who is not there any more.
    case stands(Invitation.Status?)
    /// The person is shown so; nil where a list leaves the person out.
    case shown(Invitation.Status?)
    /// The case of ``CoreError``.
    case refused(String)
}
