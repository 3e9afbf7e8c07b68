/// A key that opens an account, with its restrictions (help.brevo.com/hc/articles/40158277171474).
public struct APIKey: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The value of the header `api-key`.
    public let text: String
    /// What the key allows.
    public var access: Access
    /// When the key expires; nil for never.
    public var expiresAt: Timestamp?

    /// Creates a key, by default an unrestricted one.
    public init(_ text: String, access: Access = .full, expiresAt: Timestamp? = nil) {
        (self.text, self.access, self.expiresAt) = (text, access, expiresAt)
    }

    /// Creates an unrestricted key.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// Whether nothing limits the key.
    public var isUnrestricted: Bool { access == .full && expiresAt == nil }
}

/// What a key allows in each section.
public struct Access: Hashable, Sendable {
    /// What a key allows in a section; as documented, Read is GET, Read-write adds POST and PUT, All adds DELETE.
    public enum Level: String, CaseIterable, Sendable {
        /// Nothing.
        case none
        /// `GET`.
        case read
        /// `GET`, `POST` and `PUT`.
        case readWrite
        /// `DELETE` too.
        case all

        fileprivate var actions: [Rights.Action] {
            switch self {
            case .none: []
            case .read: [.read]
            case .readWrite: [.read, .write]
            case .all: [.read, .write, .delete]
            }
        }
    }

    /// The level below `/organization` and `/account`.
    public var organization: Level
    /// The level below `/corporate`.
    public var corporate: Level

    /// Creates access of these levels.
    public init(organization: Level, corporate: Level) {
        (self.organization, self.corporate) = (organization, corporate)
    }

    /// Everything, as a key has it that was never restricted.
    public static let full = Access(organization: .all, corporate: .all)

    /// The same as rights.
    public var rights: Rights {
        Rights.to(organization.actions, in: .organization)
            .union(.to(organization.actions, in: .account))
            .union(.to(corporate.actions, in: .corporate))
    }
}
