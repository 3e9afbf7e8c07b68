import HTTPMessage
import SpecTables
import Testing

extension SpecPermission: CustomTestStringConvertible {
    package var testDescription: String { "\(feature)(\(slug))" }
}

/// What is granted is what is told.
@Suite struct GrantTests {
    /// The answer about somebody who has only these of each feature's labels.
    private func answer(_ labels: [String: [String]]) -> String {
        [SpecFeature].permissions(of: "ann@acme.example", labels)
    }

    @Test(arguments: [SpecFeature].organization.flatMap(\.permissions))
    func `a permission granted alone is read back by its label`(permission: SpecPermission) throws {
        var service = try Service()
        let response = service.invite("ann@acme.example", .privilege(permission.feature, permission.slug))
        #expect(response.text == .ok)
        let isGeneral = [SpecFeature].organization.first { $0.slug == permission.feature }?.group == "general"
        #expect((response.hint?.contains("general group") == true) == isGeneral)
        #expect(service.permissions("ann@acme.example") == answer([permission.feature: [permission.label]]))
    }

    @Test(arguments: [SpecFeature].organization.flatMap(\.permissions))
    func `a permission that is added by an update is read back by its label`(permission: SpecPermission) throws {
        var service = try Service()
        _ = service.invite("ann@acme.example", .privilege("contacts", "none"))
        #expect(service.permissions("ann@acme.example") == answer([:]))
        #expect(
            service.update("ann@acme.example", .privilege(permission.feature, permission.slug)).text == .ok
        )
        #expect(service.permissions("ann@acme.example") == answer([permission.feature: [permission.label]]))
    }

    @Test(arguments: [
        #"[{"feature":"cont\u0061cts","permissions":["view","f\u006frms"]}]"#,
        #"[{"f\u0065ature":"contacts","\u0070ermissions":["view","forms"]}]"#,
        #"[{"permissions":["forms","view"],"feature":"contacts","more":[{"feature":"phone"}]}]"#,
        #"[{"feature":"contacts","permissions":["view","forms"],"feature":"contacts"}]"#,
    ])
    func `names mean the same however JSON writes them`(json: String) throws {
        var service = try Service()
        #expect(service.invite("ann@acme.example", json).text == .ok)
        #expect(service.permissions("ann@acme.example") == answer(["contacts": ["View", "Contact forms"]]))
    }

    @Test func `everything is everything but what has left the catalog`() throws {
        var service = try Service()
        _ = service.invite("ann@acme.example")
        let labels = [SpecFeature].organization.everything
        #expect(service.permissions("ann@acme.example") == answer(labels))
        #expect(
            service.permissions("boss@acme.example")
                == [SpecFeature].permissions(of: "boss@acme.example", status: "active", labels)
        )
    }

    @Test func `an update replaces the features that it names and leaves the others`() throws {
        var service = try Service()
        _ = service.invite("ann@acme.example", .privilege("contacts", "view", "forms"))
        _ = service.update("ann@acme.example", .privilege("phone", "all"))
        #expect(
            service.permissions("ann@acme.example")
                == answer(["contacts": ["View", "Contact forms"], "phone": ["All"]])
        )
        _ = service.update("ann@acme.example", .privilege("contacts", "export"))
        #expect(service.permissions("ann@acme.example") == answer(["contacts": ["Export"], "phone": ["All"]]))
        _ = service.update("ann@acme.example", .privilege("phone", "none"))
        #expect(service.permissions("ann@acme.example") == answer(["contacts": ["Export"]]))
    }

    @Test(arguments: [SpecFeature].organization.map(\.slug)) func `none alone clears a feature`(feature: String) throws
    {
        var service = try Service()
        _ = service.invite("ann@acme.example")
        let before = service.permissions("ann@acme.example")
        #expect(service.update("ann@acme.example", .privilege(feature, "none")).text == .ok)
        let features = [SpecFeature].organization.filter { !$0.isLegacy && $0.slug != feature }
        let labels = Dictionary(uniqueKeysWithValues: features.map { ($0.slug, $0.permissions.map(\.label)) })
        #expect(service.permissions("ann@acme.example") == answer(labels))
        #expect((before == answer(labels)) == (feature == "facebook_ads"))
    }

    @Test func `a legacy feature is listed only while something of it is granted`() throws {
        var service = try Service()
        _ = service.invite("ann@acme.example", .privilege("facebook_ads", "schedule_pause"))
        #expect(
            service.permissions("ann@acme.example").contains(
                #"{"feature":"Facebook Ads","permissions":["Schedule / pause"]}"#
            )
        )
        _ = service.update("ann@acme.example", .privilege("facebook_ads", "none"))
        #expect(!service.permissions("ann@acme.example").contains("Facebook"))
    }

    static let synonyms: [(feature: String, permission: String, labels: [String: [String]], told: String)] = [
        (
            "companies", "manage_others_companies", ["companies": ["Manage companies from other users"]],
            "manage_other_companies"
        ),
        ("sales_platform", "delete_owned_deals", ["sales_platform": ["Delete deals"]], "delete_deals"),
        (
            "sales_platform", "manage_owned_deals_tasks",
            ["sales_platform": ["Create / edit deals", "Delete deals"]], "create_edit_deals + delete_deals"
        ),
        (
            "sales_platform", "manage_owned_deals_tasks_companies",
            [
                "sales_platform": ["Create / edit deals", "Delete deals"],
                "companies": ["Create / edit / delete owned companies"],
            ], "companies.manage_owned_companies"
        ),
        (
            "sales_platform", "manage_others_deals_tasks_companies",
            [
                "sales_platform": ["Manage deals and tasks from other users"],
                "companies": ["Manage companies from other users"],
            ], "companies.manage_other_companies"
        ),
        ("api_keys", "all", ["smtp_api": ["API Keys"]], "smtp_api"),
    ]

    @Test(arguments: synonyms) func `a synonym is stored under its current name and reported`(
        synonym: (feature: String, permission: String, labels: [String: [String]], told: String)
    ) throws {
        var service = try Service()
        let response = service.invite("ann@acme.example", .privilege(synonym.feature, synonym.permission))
        #expect(response.text == .ok)
        #expect(try #require(response.hint).contains(synonym.told))
        #expect(service.permissions("ann@acme.example") == answer(synonym.labels))
    }

    /// Each feature with each permission of the catalog that is not its own, `none` beside one that is, and nonsense.
    static let wrongPairs: [SpecPermission] = {
        let slugs = Set([SpecFeature].organization.flatMap(\.permissions).map(\.slug)).sorted()
        return [SpecFeature].organization.flatMap { feature in
            (slugs + ["nonsense", "View", "None", ""])
                .filter { slug in !feature.permissions.contains { $0.slug == slug } }
                .map { SpecPermission(feature: feature.slug, slug: $0, label: "") }
        }
    }()

    @Test(arguments: wrongPairs) func `a permission of another feature is refused with the list of valid ones`(
        pair: SpecPermission
    ) throws {
        var service = try Service()
        let response = service.invite("ann@acme.example", .privilege(pair.feature, pair.slug))
        #expect(response.status == 400)
        #expect(
            response.text
                == .error("invalid_parameter", "Invalid permission \(pair.slug) for feature \(pair.feature)")
        )
        let hint = try #require(response.hint)
        let feature = try #require([SpecFeature].organization.first { $0.slug == pair.feature })
        #expect(feature.permissions.allSatisfy { hint.contains($0.slug) })
    }

    @Test(arguments: [
        (#"[{"feature":"nonsense","permissions":["view"]}]"#, "invalid_parameter", "Invalid feature: nonsense"),
        (#"[{"feature":"Contacts","permissions":["view"]}]"#, "invalid_parameter", "Invalid feature: Contacts"),
        (#"[{"feature":"","permissions":["view"]}]"#, "invalid_parameter", "Invalid feature: "),
        (
            #"[{"feature":"a\"b\\","permissions":["view"]}]"#, "invalid_parameter",
            #"Invalid feature: a\"b\\"#
        ),
        (
            #"[{"feature":"contacts","permissions":["view","none"]}]"#, "invalid_parameter",
            "Invalid permission none for feature contacts"
        ),
        (
            #"[{"feature":"contacts","permissions":["none","view"]}]"#, "invalid_parameter",
            "Invalid permission none for feature contacts"
        ),
        (
            #"[{"feature":"contacts","permissions":["view"]},{"feature":"contacts","permissions":["view"]}]"#,
            "duplicate_parameter", "Duplicate feature: contacts"
        ),
        (
            #"[{"feature":"contacts","permissions":["none"]},{"feature":"contacts","permissions":["none"]}]"#,
            "duplicate_parameter", "Duplicate feature: contacts"
        ),
        (
            #"[{"feature":"phone","permissions":["x"]},{"feature":"nonsense","permissions":["view"]}]"#,
            "invalid_parameter", "Invalid permission x for feature phone"
        ),
        (
            #"[{"feature":"nonsense","permissions":["view"]},{"feature":"contacts"}]"#, "missing_parameter",
            "permissions is missing"
        ),
        (#"[{"feature":"phone","permissions":["x",1]}]"#, "invalid_parameter", "permissions is not valid"),
        (#"[{"feature":"nonsense","permissions":["x"]},1]"#, "invalid_parameter", "privileges is not valid"),
    ])
    func `a bad privilege is refused in the service's words`(json: String, code: String, message: String) throws {
        var service = try Service()
        _ = service.invite("ann@acme.example", .privilege("contacts", "export"))
        let before = service.permissions("ann@acme.example")
        for response in [service.invite("new@acme.example", json), service.update("ann@acme.example", json)] {
            #expect(response.status == 400)
            #expect(response.text == .error(code, message))
        }
        #expect(service.permissions("ann@acme.example") == before)
        #expect(!service.list().contains("new@acme.example"))
    }

    @Test(arguments: [
        ("contact", "view", "contacts"), ("phones", "all", "phone"), ("template", "x", "templates"),
    ]) func `the nearest spelling of a feature comes first in the hint`(name: String, permission: String, near: String)
        throws
    {
        var service = try Service()
        let hint = try #require(service.invite("ann@acme.example", .privilege(name, permission)).hint)
        #expect(hint.hasPrefix("The features are \(near), "))
    }

    @Test(arguments: [("exprt", "export"), ("View", "view"), ("lists_and_attributes", "list_and_attributes")])
    func `the nearest spelling of a permission comes first in the hint`(name: String, near: String) throws {
        var service = try Service()
        let hint = try #require(service.invite("ann@acme.example", .privilege("contacts", name)).hint)
        #expect(hint.hasPrefix("The permissions of contacts are \(near), "))
    }
}
