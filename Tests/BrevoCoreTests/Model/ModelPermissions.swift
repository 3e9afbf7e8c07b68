import BrevoCore
import SpecTables

/// Spec §4 and §7: which permissions there are, and which plan grants them.
enum ModelPermissions {
    /// Every permission of an organisation or of a master account, legacy ones aside.
    static func all(_ role: Occurrence.Role) -> Set<String> {
        role == .admin ? admin : user
    }

    /// Every permission that the plan grants; a master account's depend on none.
    static func all(_ role: Occurrence.Role, on plan: Plan) -> Set<String> {
        role == .admin ? admin : byPlan[plan, default: []]
    }

    /// “free and starter grant general and crm only; professional and enterprise everything” (standard: marketing too).
    static func isGranted(_ feature: String, by plan: Plan) -> Bool {
        switch plan {
        case .free, .starter: ["general", "crm"].contains(groups[feature])
        case .standard: ["general", "crm", "marketing"].contains(groups[feature])
        case .professional, .enterprise: true
        }
    }

    private static let user = names(.organization)
    private static let admin = names(.masterAccount)
    private static let groups = Dictionary(
        uniqueKeysWithValues: [SpecFeature].organization.map { ($0.slug, $0.group) }
    )
    private static let byPlan = Dictionary(
        uniqueKeysWithValues: Plan.allCases.map { plan in
            (plan, names([SpecFeature].organization.filter { isGranted($0.slug, by: plan) }))
        }
    )

    private static func names(_ features: [SpecFeature]) -> Set<String> {
        Set(features.filter { !$0.isLegacy }.flatMap(\.permissions).map { "\($0.feature).\($0.slug)" })
    }
}
