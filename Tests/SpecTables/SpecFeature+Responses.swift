/// What responses say of somebody's permissions, by the specification's tables.
extension [SpecFeature] {
    /// The labels of all permissions but those of legacy features, by the name of the feature.
    package var everything: [String: [String]] {
        Dictionary(uniqueKeysWithValues: filter { !$0.isLegacy }.map { ($0.slug, $0.permissions.map(\.label)) })
    }

    /// The permissions of a user, who has these labels of each feature and no others.
    package static func permissions(
        of email: String,
        status: String = "pending",
        _ labels: [String: [String]]
    ) -> String {
        let features = organization.compactMap { feature -> String? in
            let granted = labels[feature.slug] ?? []
            if feature.isLegacy && granted.isEmpty { return nil }
            return #"{"feature":"\#(feature.label)","permissions":\#(array(granted.isEmpty ? ["None"] : granted))}"#
        }
        return #"{"email":"\#(email)","status":"\#(status)","privileges":[\#(features.joined(separator: ","))]}"#
    }

    /// The permissions of an admin user, who has these of each feature and no others.
    package static func featureAccess(_ granted: [String: [String]]) -> String {
        let features = masterAccount.map { #""\#($0.label)":\#(array(granted[$0.slug] ?? ["none"]))"# }
        return #""feature_access":{\#(features.joined(separator: ","))}"#
    }

    private static func array(_ texts: [String]) -> String { #"["\#(texts.joined(separator: #"",""#))"]"# }
}
