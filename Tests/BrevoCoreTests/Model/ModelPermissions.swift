import BrevoCore
import CoreCommands
import SpecTables

/// Which permissions there are, and which plan grants them.
enum ModelPermissions {
    /// Every permission of an organisation or of a master account, legacy ones aside.
    static func all(_ role: PersonRole) -> Set<String> {
        role == .admin ? admin : user
    }

    /// Every permission that the plan grants; a master account's depend on none.
    static func all(_ role: PersonRole, on plan: Plan) -> Set<String> {
        role == .admin ? admin : byPlan[plan, default: []]
    }

    /// “free and starter grant everything but marketing, the others everything”.
    static func isGranted(_ feature: String, by plan: Plan) -> Bool {
        switch plan {
        case .free, .starter: groups[feature] != "marketing"
        case .standard, .professional, .enterprise: true
        }
    }

    /// Whether a permission, by its name `feature.permission`, is of the general group.
    static func isGeneral(_ name: String) -> Bool {
        groups[String(name.prefix { $0 != "." })] == "general"
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
