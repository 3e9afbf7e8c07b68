/// One line of an organisation's activity log (developers.brevo.com/docs/user-activity-logs).
public struct Activity: Hashable, Sendable {
    /// What was done, as the log names it.
    public struct Action: RawRepresentable, Hashable, Sendable {
        /// The name in the log.
        public let rawValue: String

        /// Any name: the service does more than is emulated.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Somebody logged in (DOC).
        public static let loginSuccess = Action(rawValue: "login-success")
    }

    /// From where something was done.
    public struct Visitor: Hashable, Sendable {
        /// The numeric address.
        public let ip: String
        /// What the client calls itself.
        public let userAgent: String

        /// A visitor; what is empty was not told.
        public init(ip: String = "", userAgent: String = "") {
            (self.ip, self.userAgent) = (ip.isEmpty ? "127.0.0.1" : ip, userAgent)
        }
    }

    /// What was done.
    public let action: Action
    /// When.
    public let date: Timestamp
    /// Who did it (DOC: "the user who performed activity").
    public let userEmail: EmailAddress
    /// From where.
    public let visitor: Visitor

    /// A line of the log.
    public init(_ action: Action, date: Timestamp, userEmail: EmailAddress, visitor: Visitor) {
        (self.action, self.date, self.userEmail, self.visitor) = (action, date, userEmail, visitor)
    }
}

extension ActivityLog {
    /// Adds what the log says of an occurrence; the names but for `login-success` are inferred, after the pattern of the
    /// known ones.
    ///
    /// - Parameter owner: in whose name the account acts: a key has its maker's rights.
    mutating func append(_ occurrence: Occurrence, of owner: EmailAddress, by visitor: Activity.Visitor) {
        let (event, email) = (occurrence.event, occurrence.email)
        let actor = event == .accepted || event == .declined ? email : owner
        func append(_ action: Activity.Action) {
            self.append(Activity(action, date: occurrence.at, userEmail: actor, visitor: visitor))
        }
        append(Activity.Action(event, of: occurrence.role))
        if event == .accepted { append(.loginSuccess) }
    }
}

extension Activity.Action {
    /// Whole names: to put them together would take longer than all else that the log does.
    fileprivate init(_ event: Occurrence.Event, of role: Occurrence.Role) {
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
