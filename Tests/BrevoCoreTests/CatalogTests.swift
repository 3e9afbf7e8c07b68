import BrevoCore
import CoreCommands
import SpecTables
import Testing

/// Which of the two catalogs a test is about.
enum CatalogKind: CaseIterable {
    case organization, masterAccount

    var catalog: Catalog { self == .organization ? .organization : .masterAccount }
    var spec: [SpecFeature] { self == .organization ? .organization : .masterAccount }

    /// The names that stand for others.
    var synonymFeatures: Set<String> { self == .organization ? ["api_keys"] : ["app_management"] }

    var permissions: [CatalogCase] {
        spec.flatMap(\.permissions).map { CatalogCase(kind: self, permission: $0) }
    }

    /// Each feature with each permission of the whole catalog that it lacks.
    var wrongPairs: [CatalogCase] {
        let slugs = Set(spec.flatMap(\.permissions).map(\.slug)).union(["read", "None", "ALL", "", " view"]).sorted()
        return spec.flatMap { feature in
            slugs.filter { slug in !feature.permissions.contains { $0.slug == slug } }.map { slug in
                CatalogCase(kind: self, permission: SpecPermission(feature: feature.slug, slug: slug, label: ""))
            }
        }
    }
}

/// A feature and a permission in one of the catalogs.
struct CatalogCase: Sendable, CustomTestStringConvertible {
    let kind: CatalogKind
    let permission: SpecPermission

    var testDescription: String { "\(kind) \(permission.feature)(\(permission.slug))" }
}

@Suite struct CatalogTests {
    @Test(arguments: CatalogKind.allCases)
    func `a catalog lists the features of the specification in its order`(kind: CatalogKind) {
        #expect(kind.catalog.features.map(\.slug) == kind.spec.map(\.slug))
        #expect(kind.catalog.features.map(\.label) == kind.spec.map(\.label))
        #expect(kind.catalog.features.map(\.group.rawValue) == kind.spec.map(\.group))
        #expect(kind.catalog.features.map(\.isLegacy) == kind.spec.map(\.isLegacy))
    }

    @Test(arguments: CatalogKind.allCases)
    func `a feature lists its permissions in the order of the specification`(kind: CatalogKind) {
        #expect(
            kind.catalog.features.map { $0.permissions.map(\.slug) } == kind.spec.map { $0.permissions.map(\.slug) }
        )
        #expect(
            kind.catalog.features.map { $0.permissions.map(\.label) } == kind.spec.map { $0.permissions.map(\.label) }
        )
    }

    @Test(arguments: CatalogKind.allCases.flatMap(\.permissions))
    func `a permission granted alone is exactly its own bit`(sample: CatalogCase) throws {
        let (catalog, asked) = (sample.kind.catalog, sample.permission)
        let grant = try catalog.grant(asked.feature, [asked.slug])
        #expect(grant.granted.rawValue.nonzeroBitCount == 1)
        #expect(grant.synonyms.isEmpty)
        let holders = catalog.features.filter { !$0.mask.isDisjoint(with: grant.granted) }
        #expect(holders.map(\.slug) == [asked.feature])
        #expect(grant.replaced == holders[0].mask)
        let permissions = holders[0].permissions.filter { $0.bit == grant.granted }
        #expect(permissions.map(\.slug) == [asked.slug])
        #expect(permissions.map(\.label) == [asked.label])
    }

    @Test(arguments: CatalogKind.allCases)
    func `no two permissions share a bit`(kind: CatalogKind) {
        let bits = kind.catalog.features.flatMap(\.permissions).map(\.bit)
        #expect(Set(bits).count == kind.permissions.count)
        #expect(bits.reduce(into: Privileges()) { $0.formUnion($1) }.rawValue.nonzeroBitCount == bits.count)
    }

    @Test(arguments: CatalogKind.allCases)
    func `everything is all that is not legacy`(kind: CatalogKind) {
        let count = kind.spec.filter { !$0.isLegacy }.flatMap(\.permissions).count
        #expect(kind.catalog.everything.rawValue.nonzeroBitCount == count)
    }

    @Test func `facebook_ads is not part of everything`() throws {
        let ads = try #require(Catalog.organization["facebook_ads"])
        #expect(Catalog.organization.everything.isDisjoint(with: ads.mask))
    }

    @Test(arguments: CatalogKind.allCases)
    func `none alone clears every feature and nothing else`(kind: CatalogKind) throws {
        for feature in kind.catalog.features {
            let grant = try kind.catalog.grant(feature.slug, ["none"])
            #expect(grant.granted.isEmpty)
            #expect(grant.replaced == feature.mask)
            #expect(grant.applied(to: .everyBit, keepsOthers: true) == Privileges.everyBit.subtracting(feature.mask))
        }
    }

    @Test(arguments: CatalogKind.allCases.flatMap(\.permissions))
    func `none beside another permission is refused`(sample: CatalogCase) throws {
        let (feature, slug) = (sample.permission.feature, sample.permission.slug)
        for permissions in [["none", slug], [slug, "none"], ["none", "none"]] {
            let error = #expect(throws: CoreError.self) { try sample.kind.catalog.grant(feature, permissions) }
            guard case .unknownPermission("none", _, _) = try #require(error) else {
                Issue.record("refused as \(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: CatalogKind.allCases.flatMap(\.wrongPairs))
    func `a permission that the feature lacks is refused by name`(sample: CatalogCase) throws {
        let (asked, catalog) = (sample.permission, sample.kind.catalog)
        let error = #expect(throws: CoreError.self) { try catalog.grant(asked.feature, [asked.slug]) }
        guard case .unknownPermission(let name, let feature, let calledBy) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(name == asked.slug)
        #expect(feature.slug == asked.feature)
        #expect(calledBy == asked.feature)
    }

    @Test(arguments: CatalogKind.allCases, ["", "Contacts", "contact", "meetings", "sequences", "none", "api_key"])
    func `an unknown feature is refused by name`(kind: CatalogKind, name: String) throws {
        let error = #expect(throws: CoreError.self) { try kind.catalog.grant(name, ["all"]) }
        guard case .unknownFeature(name, in: let catalog) = try #require(error) else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(catalog.features.map(\.slug) == kind.spec.map(\.slug))
    }

    @Test(arguments: CatalogKind.allCases)
    func `the features of one catalog are unknown in the other`(kind: CatalogKind) {
        let other: CatalogKind = kind == .organization ? .masterAccount : .organization
        let own = Set(kind.spec.map(\.slug)).union(kind.synonymFeatures)
        for feature in other.spec.map(\.slug) where !own.contains(feature) {
            #expect(
                refusal { () throws(CoreError) in _ = try kind.catalog.grant(feature, ["none"]) } == "unknownFeature"
            )
        }
    }

    @Test(arguments: CatalogKind.allCases)
    func `a feature cannot be named twice`(kind: CatalogKind) {
        for feature in kind.spec {
            let items = [["none"], [feature.permissions[0].slug]].map {
                RequestedPrivilege(feature: feature.slug, permissions: $0)
            }
            for items in [items, items.reversed(), [items[1], items[1]]] {
                #expect(
                    refusal { () throws(CoreError) in _ = try kind.catalog.grant(items, within: .everyBit) }
                        == "duplicateFeature"
                )
            }
        }
    }

    @Test(arguments: [
        (
            [("contacts", ["views"]), ("contact", ["view"]), ("templates", ["all"])],
            "unknownPermission"
        ),
        ([("contact", ["view"]), ("contacts", ["views"])], "unknownFeature"),
        ([("contacts", ["view"]), ("contacts", ["views"]), ("contact", [])], "duplicateFeature"),
        ([("templates", ["activate_deactivate"]), ("contacts", ["views"])], "featureNotOnPlan"),
    ])
    func `the first fault is the one that is named`(items: [(String, [String])], name: String) {
        let items = items.map { RequestedPrivilege(feature: $0.0, permissions: $0.1) }
        #expect(
            refusal { () throws(CoreError) in
                _ = try Catalog.organization.grant(items, within: Plan.free.privileges)
            } == name
        )
    }

    @Test func `a grant replaces the features named and keeps the others`() throws {
        let before = Privileges.of("contacts", "view", "import")
            .union(.of("companies", "settings"))
            .union(.of("phone", "all"))
        let items = [
            RequestedPrivilege(feature: "contacts", permissions: ["export", "view", "export"]),
            RequestedPrivilege(feature: "phone", permissions: ["none"]),
            RequestedPrivilege(feature: "conversations", permissions: ["assign"]),
        ]
        let grant = try Catalog.organization.grant(items, within: .everyBit)
        #expect(
            grant.applied(to: before, keepsOthers: true)
                == Privileges.of("contacts", "view", "export")
                .union(.of("companies", "settings"))
                .union(.of("conversations", "assign"))
        )
    }

    @Test func `granting everything replaces all permissions`() {
        let available = Privileges.of("contacts", "view", "import")
        #expect(Grant.all(of: available).applied(to: .everyBit, keepsOthers: true) == available)
        #expect(Grant.all(of: available).applied(to: [], keepsOthers: true) == available)
    }

    @Test func `no items change nothing`() throws {
        let grant = try Catalog.organization.grant([], within: [])
        #expect(grant.applied(to: .viewContacts, keepsOthers: true) == .viewContacts)
    }
}
