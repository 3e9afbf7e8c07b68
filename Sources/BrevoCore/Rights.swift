/// What a credential may do: to read, to write and to delete, in each section of the API.
///
/// Keys say it by levels (``Access``), tokens by scopes (``Scope``); both come down to this, so that a call asks once.
public struct Rights: OptionSet, Hashable, Sendable {
    /// A part of the API that rights are given for: what the first segment of a path names.
    public enum Section: UInt16, CaseIterable, Sendable {
        /// `/organization`, and whatever has no section of its own.
        case organization
        /// `/account`.
        case account
        /// `/corporate`.
        case corporate

        /// The section of a path below the base path.
        public init(ofPath path: some StringProtocol) {
            switch path.split(separator: "/").first {
            case "account": self = .account
            case "corporate": self = .corporate
            default: self = .organization
            }
        }
    }

    /// What is done there.
    public enum Deed: UInt16, CaseIterable, Sendable {
        /// `GET`.
        case read
        /// `POST` and `PUT`.
        case write
        /// `DELETE`.
        case delete
    }

    /// A bit for each deed in each section.
    public let rawValue: UInt16

    /// The rights of these bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The one right to do this there.
    public static func to(_ deed: Deed, in section: Section) -> Rights {
        Rights(rawValue: 1 << (section.rawValue * 3 + deed.rawValue))
    }

    /// The right to do each of these there.
    static func to(_ deeds: [Deed], in section: Section) -> Rights {
        deeds.reduce(into: []) { $0.formUnion(.to($1, in: section)) }
    }

    /// Every right.
    public static let all = Section.allCases.reduce(into: Rights()) { $0.formUnion(.to(Deed.allCases, in: $1)) }
}
