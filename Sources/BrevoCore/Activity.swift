/// An entry of an organization's activity log (developers.brevo.com/docs/user-activity-logs).
public struct Activity: Hashable, Sendable {
    /// What was done, as the log names it.
    public struct Action: RawRepresentable, Hashable, Sendable {
        /// The name in the log.
        public let rawValue: String

        /// Takes any name: the service does more than is emulated.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Somebody logged in (documented).
        public static let loginSuccess = Action(rawValue: "login-success")
    }

    /// Where a request came from.
    public struct Visitor: Hashable, Sendable {
        /// The numeric IP address.
        public let ip: String
        /// The `User-Agent`.
        public let userAgent: String

        /// Creates a visitor; an empty address is the local machine's.
        public init(ip: String = "", userAgent: String = "") {
            (self.ip, self.userAgent) = (ip.isEmpty ? "127.0.0.1" : ip, userAgent)
        }
    }

    /// What was done.
    public let action: Action
    /// When.
    public let date: Timestamp
    /// Who did it.
    public let userEmail: EmailAddress
    /// Where the request came from.
    public let visitor: Visitor

    /// Creates an entry.
    public init(_ action: Action, date: Timestamp, userEmail: EmailAddress, visitor: Visitor) {
        (self.action, self.date, self.userEmail, self.visitor) = (action, date, userEmail, visitor)
    }
}

extension ActivityLog {
    /// Adds the entries of an event; all names but `login-success` are inferred from the pattern of the documented ones.
    ///
    /// - Parameter owner: The person in whose name the account acts, since a key has its creator's rights.
    mutating func append(_ event: AccountEvent, of owner: EmailAddress, by visitor: Activity.Visitor) {
        guard case .person(let what, let role, let email) = event.subject else { return }
        let actor = what == .accepted || what == .declined ? email : owner
        append(Activity(Activity.Action(what, of: role), date: event.date, userEmail: actor, visitor: visitor))
        if what == .accepted {
            append(Activity(.loginSuccess, date: event.date, userEmail: actor, visitor: visitor))
        }
    }
}

extension Activity.Action {
    /// Whole names: composing them would take longer than everything else that the log does.
    fileprivate init(_ event: AccountEvent.PersonEvent, of role: PersonRole) {
        self.rawValue =
            switch (event, role) {
            case (.invited, .user): "invite-user"
            case (.invited, .admin): "invite-admin-user"
            case (.resent, .user): "resend-user-invitation"
            case (.resent, .admin): "resend-admin-user-invitation"
            case (.cancelled, .user): "cancel-user-invitation"
            case (.cancelled, .admin): "cancel-admin-user-invitation"
            case (.revoked, .user): "revoke-user"
            case (.revoked, .admin): "revoke-admin-user"
            case (.permissionsChanged, .user): "update-user-permissions"
            case (.permissionsChanged, .admin): "update-admin-user-permissions"
            case (.accepted, .user): "accept-user-invitation"
            case (.accepted, .admin): "accept-admin-user-invitation"
            case (.declined, .user): "decline-user-invitation"
            case (.declined, .admin): "decline-admin-user-invitation"
            }
    }
}
