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

extension Occurrence {
    /// What the log says of it; the names but for `login-success` are inferred, after the pattern of the known ones.
    ///
    /// - Parameter owner: in whose name the account acts: a key has its maker's rights.
    func activities(of owner: EmailAddress, by visitor: Activity.Visitor) -> [Activity] {
        let person = role == .user ? "user" : "admin-user"
        let (names, actor): ([String], EmailAddress) =
            switch event {
            case .invited: (["invite-\(person)"], owner)
            case .resent: (["resend-\(person)-invitation"], owner)
            case .cancelled: (["cancel-\(person)-invitation"], owner)
            case .revoked: (["revoke-\(person)"], owner)
            case .permissionsChanged: (["update-\(person)-permissions"], owner)
            case .accepted: (["accept-\(person)-invitation", Activity.Action.loginSuccess.rawValue], email)
            case .declined: (["decline-\(person)-invitation"], email)
            }
        return names.map {
            Activity(Activity.Action(rawValue: $0), date: at, userEmail: actor, visitor: visitor)
        }
    }
}
