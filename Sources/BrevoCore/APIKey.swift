/// What opens an account: a key, what it may do and until when (spec §3; Brevo's help centre, 40158277171474).
public struct APIKey: Hashable, Sendable, ExpressibleByStringLiteral {
    /// What stands in the header `api-key`.
    public let text: String
    /// What the key may do.
    public var access: Access
    /// From when on the key opens nothing; nil for never.
    public var expiresAt: Timestamp?

    /// A key, which may do everything and for ever unless said otherwise.
    public init(_ text: String, access: Access = .full, expiresAt: Timestamp? = nil) {
        (self.text, self.access, self.expiresAt) = (text, access, expiresAt)
    }

    /// A key that may do everything, for ever.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// Whether nothing limits the key.
    public var isUnrestricted: Bool { access == .full && expiresAt == nil }
}

/// How far a key reaches, section by section (DOC: Read is GET, Read-write adds POST and PUT, All adds DELETE).
public struct Access: Hashable, Sendable {
    /// How far a key reaches in a section.
    public enum Level: String, CaseIterable, Sendable {
        /// Nothing.
        case none
        /// `GET`.
        case read
        /// `GET`, `POST` and `PUT`.
        case readWrite
        /// `DELETE` too.
        case all

        fileprivate var deeds: [Rights.Deed] {
            switch self {
            case .none: []
            case .read: [.read]
            case .readWrite: [.read, .write]
            case .all: [.read, .write, .delete]
            }
        }
    }

    /// What the key may do below `/organization` and `/account`.
    public var organization: Level
    /// What the key may do below `/corporate`.
    public var corporate: Level

    /// Access of these levels.
    public init(organization: Level, corporate: Level) {
        (self.organization, self.corporate) = (organization, corporate)
    }

    /// Everything, as a key has it that was never restricted.
    public static let full = Access(organization: .all, corporate: .all)

    /// The same, as calls ask for it.
    public var rights: Rights {
        Rights.to(organization.deeds, in: .organization)
            .union(.to(organization.deeds, in: .account))
            .union(.to(corporate.deeds, in: .corporate))
    }
}
