import BrevoCore
import CoreCommands
import Testing

/// A name that a request may use, and what it stands for.
struct SynonymCase: Sendable, CustomTestStringConvertible {
    var kind = CatalogKind.organization
    let feature: String
    let permission: String
    let grants: [(feature: String, permissions: [String])]
    /// The name that the hint tells of.
    let told: String

    var testDescription: String { "\(feature)(\(permission))" }

    static let all = [
        SynonymCase(
            feature: "companies",
            permission: "manage_others_companies",
            grants: [("companies", ["manage_other_companies"])],
            told: "manage_others_companies"
        ),
        SynonymCase(
            feature: "sales_platform",
            permission: "delete_owned_deals",
            grants: [("sales_platform", ["delete_deals"])],
            told: "delete_owned_deals"
        ),
        SynonymCase(
            feature: "sales_platform",
            permission: "manage_owned_deals_tasks",
            grants: [("sales_platform", ["create_edit_deals", "delete_deals"])],
            told: "manage_owned_deals_tasks"
        ),
        SynonymCase(
            feature: "sales_platform",
            permission: "manage_owned_deals_tasks_companies",
            grants: [
                ("sales_platform", ["create_edit_deals", "delete_deals"]), ("companies", ["manage_owned_companies"]),
            ],
            told: "manage_owned_deals_tasks_companies"
        ),
        SynonymCase(
            feature: "sales_platform",
            permission: "manage_others_deals_tasks_companies",
            grants: [
                ("sales_platform", ["manage_others_deals_tasks"]), ("companies", ["manage_other_companies"]),
            ],
            told: "manage_others_deals_tasks_companies"
        ),
        SynonymCase(
            feature: "api_keys",
            permission: "all",
            grants: [("smtp_api", ["api_keys"])],
            told: "api_keys"
        ),
        SynonymCase(
            kind: .masterAccount,
            feature: "app_management",
            permission: "all",
            grants: [("apps_management", ["all"])],
            told: "app_management"
        ),
    ]
}

@Suite struct CatalogSynonymTests {
    @Test(arguments: SynonymCase.all)
    func `a synonym grants what it means`(synonym: SynonymCase) throws {
        let catalog = synonym.kind.catalog
        let grant = try catalog.grant(synonym.feature, [synonym.permission])
        let plain = try catalog.grant(
            synonym.grants.map { RequestedPrivilege(feature: $0.feature, permissions: $0.permissions) },
            within: .everyBit
        )
        #expect(grant.granted == plain.granted)
        #expect(plain.synonyms.isEmpty)
    }

    @Test(arguments: SynonymCase.all)
    func `a synonym is reported with the name to use`(synonym: SynonymCase) throws {
        let grant = try synonym.kind.catalog.grant(synonym.feature, [synonym.permission])
        let told = try #require(grant.synonyms.first { $0.used == synonym.told })
        let (feature, permissions) = synonym.grants[0]
        #expect(told.name.contains(synonym.told == synonym.feature ? feature : permissions[0]))
    }

    @Test func `a synonym across two features leaves the rest of the second alone`() throws {
        let grant = try Catalog.organization.grant("sales_platform", ["manage_owned_deals_tasks_companies"])
        let before = Privileges.of("sales_platform", "reports").union(.of("companies", "settings"))
        #expect(
            grant.applied(to: before, keepsOthers: true)
                == Privileges.of("sales_platform", "create_edit_deals", "delete_deals")
                .union(.of("companies", "settings", "manage_owned_companies"))
        )
    }

    @Test(arguments: [
        (CatalogKind.organization, "api_keys", "api_keys"),
        (.organization, "api_keys", "smtp"),
        (.organization, "smtp_api", "all"),
        (.organization, "companies", "delete_owned_deals"),
        (.organization, "companies", "manage_owned_deals_tasks_companies"),
        (.organization, "contacts", "manage_others_companies"),
        (.masterAccount, "app_management", "create"),
    ])
    func `a synonym holds in its own feature only`(kind: CatalogKind, feature: String, permission: String) {
        #expect(
            refusal { () throws(CoreError) in _ = try kind.catalog.grant(feature, [permission]) }
                == "unknownPermission"
        )
    }

    @Test(arguments: [
        (CatalogKind.organization, "api_keys", "smtp_api"), (.masterAccount, "app_management", "apps_management"),
    ])
    func `none under a feature's other name clears the feature`(
        kind: CatalogKind,
        used: String,
        firstName: String
    ) throws {
        let grant = try kind.catalog.grant(used, ["none"])
        #expect(grant.granted.isEmpty)
        #expect(grant.replaced == kind.catalog[firstName]?.mask)
        #expect(grant.synonyms.map(\.used) == [used])
        #expect(grant.synonyms.map(\.name) == [firstName])
    }

    @Test(arguments: [
        (CatalogKind.organization, "api_keys", "smtp_api"), (.masterAccount, "app_management", "apps_management"),
    ])
    func `a feature under both its names is named twice`(kind: CatalogKind, used: String, firstName: String) {
        for pair in [[used, firstName], [firstName, used]] {
            let items = pair.map { RequestedPrivilege(feature: $0, permissions: ["none"]) }
            #expect(
                refusal { () throws(CoreError) in _ = try kind.catalog.grant(items, within: .everyBit) }
                    == "duplicateFeature"
            )
        }
    }
}
