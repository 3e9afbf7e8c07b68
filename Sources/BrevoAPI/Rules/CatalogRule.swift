/// Which permissions can be requested, and how responses show them.
enum CatalogRule: String, RuleSet {
    case featureKnown = "feature-known"
    case permissionKnown = "permission-known"
    case noneAlone = "none-alone"
    case featureOnce = "feature-once"
    case synonyms
    case allFeaturesAccess = "all-features-access"
    case permissionLabels = "permission-labels"
    case legacyFeature = "legacy-feature"
    case summaryLevels = "summary-levels"

    var statement: Rule.Statement {
        switch self {
        case .featureKnown: .init(.inferred, "A feature that the catalog lacks is 400 invalid_parameter.")
        case .permissionKnown: .init(.inferred, "A permission that the feature lacks is 400 invalid_parameter.")
        case .noneAlone: .init(.inferred, "none grants nothing, and is 400 invalid_parameter beside other permissions.")
        case .featureOnce: .init(.inferred, "A feature in two items is 400 duplicate_parameter.")
        case .synonyms:
            .init(
                .documented("https://developers.brevo.com/changelog"),
                "Former names of features and permissions are still accepted; that they are is inferred."
            )
        case .allFeaturesAccess:
            .init(.reference("inviteuser"), "With all_features_access true, everything is granted.")
        case .permissionLabels:
            .init(
                .reference("get-user-permission"),
                "GET permissions shows labels, [\"None\"] for nothing; some labels are inferred."
            )
        case .legacyFeature: .init(.inferred, "facebook_ads is listed only where granted.")
        case .summaryLevels:
            .init(
                .recordedUserList,
                "The list sums up each group as owner, full or none; custom is documented, the groups of features inferred."
            )
        }
    }
}
