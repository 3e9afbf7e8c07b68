import BrevoCore
import CoreCommands
import SpecTables
import Testing

/// The groups that each plan can grant.
private let groupsOfPlans: [Plan: Set<String>] = [
    .free: ["general", "crm", "conversations", "transactional", "phone"],
    .starter: ["general", "crm", "conversations", "transactional", "phone"],
    .standard: ["general", "crm", "marketing", "conversations", "transactional", "phone"],
    .professional: ["general", "crm", "marketing", "conversations", "transactional", "phone"],
    .enterprise: ["general", "crm", "marketing", "conversations", "transactional", "phone"],
]

@Suite struct PlanTests {
    @Test(arguments: Plan.allCases, [SpecFeature].organization)
    func `a plan grants the features of its groups and no others`(plan: Plan, feature: SpecFeature) throws {
        let isIncluded = try #require(groupsOfPlans[plan]).contains(feature.group)
        for permission in feature.permissions {
            let item = RequestedPrivilege(feature: feature.slug, permissions: [permission.slug])
            let refused = refusal { () throws(CoreError) in
                _ = try Catalog.organization.grant([item], within: plan.privileges)
            }
            #expect(refused == (isIncluded ? nil : "featureNotOnPlan"))
        }
    }

    @Test(arguments: Plan.allCases, [SpecFeature].organization)
    func `a feature outside the plan can still be cleared`(plan: Plan, feature: SpecFeature) throws {
        let item = RequestedPrivilege(feature: feature.slug, permissions: ["none"])
        let grant = try Catalog.organization.grant([item], within: plan.privileges)
        #expect(grant.applied(to: .everyBit, keepsOthers: true).isDisjoint(with: grant.replaced))
    }

    @Test func `a synonym outside the plan is refused under the name used`() throws {
        let item = RequestedPrivilege(feature: "api_keys", permissions: ["all"])
        let error = #expect(throws: CoreError.self) { try Catalog.organization.grant([item], within: []) }
        guard case .featureNotOnPlan("api_keys") = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }

    @Test(arguments: Plan.allCases, FeatureGroup.allCases)
    func `a plan includes the groups of the specification`(plan: Plan, group: FeatureGroup) throws {
        #expect(plan.includes(group) == (try #require(groupsOfPlans[plan]).contains(group.rawValue)))
    }

    @Test(
        arguments: [
            (Plan.free, 1), (.starter, 1), (.standard, 3), (.professional, 10), (.enterprise, nil),
        ] as [(Plan, Int?)]
    )
    func `a plan has the users of the help centre`(plan: Plan, limit: Int?) {
        #expect(plan.userLimit == limit)
    }
}

@Suite struct AccessLevelTests {
    private static let summarised: [FeatureGroup] = [.marketing, .conversations, .crm, .transactional, .phone]

    @Test(arguments: summarised)
    func `somebody without permissions has none in every group`(group: FeatureGroup) {
        for plan in Plan.allCases {
            #expect(AccessLevel(of: [], in: group, available: plan.privileges) == .none)
        }
    }

    @Test(arguments: summarised)
    func `permissions of the other groups do not count`(group: FeatureGroup) {
        let others = Catalog.organization.features.filter { $0.group != group }
        let privileges = others.reduce(into: Privileges()) { $0.formUnion($1.mask) }
        #expect(AccessLevel(of: privileges, in: group, available: Plan.enterprise.privileges) == .none)
    }

    @Test(arguments: summarised)
    func `all permissions of a group are full access, with or without the legacy ones`(group: FeatureGroup) {
        let everything = Catalog.organization.everything
        #expect(AccessLevel(of: everything, in: group, available: Plan.enterprise.privileges) == .full)
        #expect(AccessLevel(of: .everyBit, in: group, available: Plan.enterprise.privileges) == .full)
    }

    @Test(arguments: [SpecFeature].organization.filter { !$0.isLegacy && $0.group != "general" }.flatMap(\.permissions))
    func `one permission less than all is custom access`(missing: SpecPermission) throws {
        let feature = try #require(Catalog.organization[missing.feature])
        let bit = try #require(feature[missing.slug]).bit
        let level = AccessLevel(
            of: .everyBit.subtracting(bit),
            in: feature.group,
            available: Plan.enterprise.privileges
        )
        // Of a group with a single permission nothing is left.
        #expect(level == (feature.group == .phone ? .none : .custom))
    }

    @Test(arguments: [SpecFeature].organization.filter { $0.group != "general" }.flatMap(\.permissions))
    func `one permission alone is custom access unless it is all there is`(only: SpecPermission) throws {
        let feature = try #require(Catalog.organization[only.feature])
        let bit = try #require(feature[only.slug]).bit
        let level = AccessLevel(of: bit, in: feature.group, available: Plan.enterprise.privileges)
        #expect(level == (feature.group == .phone ? .full : .custom))
    }

    @Test func `facebook_ads without the rest of marketing is custom access`() throws {
        let ads = try #require(Catalog.organization["facebook_ads"])
        #expect(AccessLevel(of: ads.mask, in: .marketing, available: Plan.enterprise.privileges) == .custom)
    }

    @Test(arguments: Plan.allCases, summarised)
    func `all that the plan has is full access in its groups and none in the others`(
        plan: Plan,
        group: FeatureGroup
    ) throws {
        let level = AccessLevel(of: plan.privileges, in: group, available: plan.privileges)
        #expect(level == (try #require(groupsOfPlans[plan]).contains(group.rawValue) ? .full : .none))
    }

    @Test func `the owner's level has a name of its own`() {
        #expect(AccessLevel.owner.rawValue == "owner")
        #expect([AccessLevel.full, .custom, .none].map(\.rawValue) == ["full", "custom", "none"])
    }
}
