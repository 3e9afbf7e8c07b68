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

/// The newest activities of an account, in the order in which they happened.
///
/// They stand in pieces, so that the first one after a fork copies a piece and not the log.
public struct ActivityLog: Sendable {
    /// The most that are remembered; beyond it the oldest go, a piece at a time.
    public static let capacity = 10_000
    static let pieceLength = 100

    private var pieces: [[Activity]] = []
    /// How many there are.
    public private(set) var count = 0

    /// No activities.
    public init() {}

    /// Adds what happened last.
    public mutating func append(_ activity: Activity) {
        if pieces.last.map({ $0.count == Self.pieceLength }) ?? true { pieces.append([]) }
        pieces[pieces.count - 1].append(activity)
        count += 1
        if count > Self.capacity { count -= pieces.removeFirst().count }
    }

    /// All of them, the oldest first.
    public var inOrder: [Activity] {
        pieces.flatMap(\.self)
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
