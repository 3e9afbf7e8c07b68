/// What a credential allows: to read, write and delete in each section of the API.
///
/// Keys express it by levels (``Access``), tokens by scopes (``Scope``); both reduce to this.
public struct Rights: OptionSet, Hashable, Sendable {
    /// A part of the API that rights are given for, named by the first segment of a path.
    public enum Section: UInt16, CaseIterable, Sendable {
        /// `/organization`, and every path without a section of its own.
        case organization
        /// `/account`.
        case account
        /// `/corporate`.
        case corporate

        /// The section of a path below the base path.
        public init(ofPath path: String) {
            let slash = UInt8(ascii: "/")
            switch Substring(path.utf8.drop { $0 == slash }.prefix { $0 != slash }) {
            case "account": self = .account
            case "corporate": self = .corporate
            default: self = .organization
            }
        }
    }

    /// What can be done in a section.
    public enum Action: UInt16, CaseIterable, Sendable {
        /// `GET`.
        case read
        /// `POST` and `PUT`.
        case write
        /// `DELETE`.
        case delete
    }

    /// One bit for each action in each section.
    public let rawValue: UInt16

    /// Creates rights from their bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The right to one action in one section.
    public static func to(_ action: Action, in section: Section) -> Rights {
        Rights(rawValue: 1 << (section.rawValue * 3 + action.rawValue))
    }

    /// The right to several actions in one section.
    static func to(_ actions: [Action], in section: Section) -> Rights {
        actions.reduce(into: []) { $0.formUnion(.to($1, in: section)) }
    }

    /// Every right.
    public static let all = Section.allCases.reduce(into: Rights()) { $0.formUnion(.to(Action.allCases, in: $1)) }
}

extension Rights: CustomStringConvertible {
    /// The rights for a person: `to write in corporate`.
    public var description: String {
        let all = Section.allCases.flatMap { section in
            Action.allCases.filter { contains(.to($0, in: section)) }.map { "to \($0) in \(section)" }
        }
        return all.isEmpty ? "none" : all.joined(separator: ", ")
    }
}
