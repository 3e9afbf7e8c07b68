/// A plan: how many users an account may have, and which features they can be granted.
///
/// Limits are those of accounts created since 2025-10-01 (help.brevo.com/hc/articles/360001079439). Which features a plan
/// has is inferred: transactional email, conversations and phone are products of their own, bound to no marketing plan
/// (help.brevo.com/hc/articles/360001096239).
public enum Plan: String, CaseIterable, Sendable {
    /// The owner alone.
    case free
    /// The owner alone.
    case starter
    /// Three users, of whom two cost extra.
    case standard
    /// Ten users.
    case professional
    /// Any number of users.
    case enterprise

    /// The most users of an account, owner included; nil for no limit.
    public var userLimit: Int? {
        switch self {
        case .free, .starter: 1
        case .standard: 3
        case .professional: 10
        case .enterprise: nil
        }
    }

    /// The seats, the owner's included, that cost nothing extra; nil where every seat is included.
    public var includedSeats: Int? {
        switch self {
        case .free, .starter, .standard: 1
        case .professional: 10
        case .enterprise: nil
        }
    }

    /// Whether the features of a group can be granted.
    public func includes(_ group: FeatureGroup) -> Bool {
        switch self {
        case .free, .starter: group != .marketing
        case .standard, .professional, .enterprise: true
        }
    }

    /// Every permission that can be granted to a user, those of legacy features included.
    public var privileges: Privileges { Self.privilegesByPlan[position] }

    /// In the order of all plans: a dictionary would take 400 instructions of each request about users.
    private static let privilegesByPlan = allCases.map { plan in
        let features = Catalog.organization.features.filter { plan.includes($0.group) }
        return features.reduce(into: Privileges()) { $0.formUnion($1.mask) }
    }

    private var position: Int {
        switch self {
        case .free: 0
        case .starter: 1
        case .standard: 2
        case .professional: 3
        case .enterprise: 4
        }
    }
}

/// How much of a group of features a user can access, as the user list summarizes it.
public enum AccessLevel: String, CaseIterable, Sendable {
    /// The account's owner.
    case owner
    /// Every permission that is available, legacy features aside.
    case full
    /// Some permissions.
    case custom
    /// No permission.
    case none

    /// The level of somebody with these privileges in a group.
    ///
    /// - Parameter available: What the account can grant.
    public init(of privileges: Privileges, in group: FeatureGroup, available: Privileges) {
        let mask = Self.masks[group, default: []]
        let available = available.intersection(mask).intersection(Catalog.organization.everything)
        if privileges.isDisjoint(with: mask) {
            self = .none
        } else {
            // A group that the account lacks is never full, though a legacy feature of it may have stayed.
            self = !available.isEmpty && privileges.isSuperset(of: available) ? .full : .custom
        }
    }

    private static let masks = Dictionary(
        grouping: Catalog.organization.features,
        by: \.group
    ).mapValues { $0.reduce(into: Privileges()) { $0.formUnion($1.mask) } }
}
