/// What an account has bought: how many users it may have and which features they may use.
///
/// Limits: Brevo's help centre on accounts since 2025-10-01; which groups a plan holds is inferred (spec §7).
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

    /// The most users an account may have, its owner counted; nil for no limit.
    public var userLimit: Int? {
        switch self {
        case .free, .starter: 1
        case .standard: 3
        case .professional: 10
        case .enterprise: nil
        }
    }

    /// The seats, the owner's counted, that cost nothing extra; nil where every seat is included.
    public var includedSeats: Int? {
        switch self {
        case .free, .starter, .standard: 1
        case .professional: 10
        case .enterprise: nil
        }
    }

    /// Whether the features of this group can be granted.
    public func includes(_ group: FeatureGroup) -> Bool {
        switch self {
        case .free, .starter: group == .general || group == .crm
        case .standard: group == .general || group == .crm || group == .marketing
        case .professional, .enterprise: true
        }
    }

    /// Every permission that can be granted to a user, those of legacy features among them.
    public var privileges: Privileges {
        switch self {
        case .free: Self.ofFree
        case .starter: Self.ofStarter
        case .standard: Self.ofStandard
        case .professional: Self.ofProfessional
        case .enterprise: Self.ofEnterprise
        }
    }

    private static let ofFree = free.grantable
    private static let ofStarter = starter.grantable
    private static let ofStandard = standard.grantable
    private static let ofProfessional = professional.grantable
    private static let ofEnterprise = enterprise.grantable

    private var grantable: Privileges {
        Catalog.organization.features.filter { includes($0.group) }.reduce(into: []) { $0.formUnion($1.mask) }
    }
}

/// How much of a group of features somebody may use, as the user list sums it up (DOC; `full`, `none`, `owner` OBS).
public enum AccessLevel: String, Sendable {
    /// The account's owner.
    case owner
    /// Every permission that the plan has, legacy features aside.
    case full
    /// Some.
    case custom
    /// None.
    case none

    /// The level in one group of somebody with these privileges on this plan.
    public init(of privileges: Privileges, in group: FeatureGroup, on plan: Plan) {
        let mask = Self.masks[group, default: []]
        let available = plan.privileges.intersection(mask).intersection(Catalog.organization.everything)
        if privileges.isDisjoint(with: mask) {
            self = .none
        } else {
            // A group that the plan lacks is never full, though a legacy feature of it may have stayed.
            self = !available.isEmpty && privileges.isSuperset(of: available) ? .full : .custom
        }
    }

    private static let masks = Dictionary(
        grouping: Catalog.organization.features,
        by: \.group
    ).mapValues { $0.reduce(into: Privileges()) { $0.formUnion($1.mask) } }
}
