extension Catalog {
    /// The features of an organisation's users (spec §4).
    ///
    /// Slugs: the request catalog of 2026. Labels: the documented answer of `GET …/permissions`; those that it lacks
    /// (transactional e-mails, phone, the newer deal permissions) are inferred.
    public static let organization = Catalog(
        [
            Section("email_campaigns", "Email campaign", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send_schedule_suspend", "Send / schedule / suspend"),
                ]
            },
            Section("templates", "Templates", .marketing) {
                [("create_edit_delete", "Create / edit / delete"), ("activate_deactivate", "Activate / deactivate")]
            },
            Section("sms_campaigns", "SMS campaign", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send_schedule_suspend", "Send / schedule / suspend"),
                ]
            },
            Section("facebook_ads", "Facebook Ads", .marketing, isLegacy: true) {
                [("create_edit_delete", "Create / edit / delete"), ("schedule_pause", "Schedule / pause")]
            },
            Section("landing_pages", "Landing pages", .marketing) { [("all", "All")] },
            Section("workflows", "Workflows", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("activate_deactivate_pause", "Activate / deactivate / Pause"),
                    ("settings", "Settings"),
                ]
            },
            Section("contacts", "Contacts", .general) {
                [
                    ("view", "View"),
                    ("create_edit_delete", "Create / edit / delete"),
                    ("import", "Import"),
                    ("export", "Export"),
                    ("list_and_attributes", "Lists and attributes"),
                    ("forms", "Contact forms"),
                ]
            },
            Section("smtp_api", "SMTP & API", .general) {
                [("smtp", "SMTP"), ("api_keys", "API Keys"), ("authorized_ips", "Authorized IPs")]
            },
            Section("user_management", "User management", .general) { [("all", "All")] },
            Section("sales_platform", "Sales Platform", .crm) {
                [
                    ("create_edit_deals", "Create / edit deals"),
                    ("delete_deals", "Delete deals"),
                    ("manage_others_deals_tasks", "Manage deals and tasks from other users"),
                    ("reports", "Reports"),
                    ("settings", "Settings"),
                ]
            },
            Section("conversations", "Conversations", .conversations) {
                [("access", "Access"), ("assign", "Assign"), ("configure", "Configure")]
            },
            Section("senders_domains_dedicated_ips", "Senders, Domains & Dedicated IPs", .general) {
                [
                    ("senders_management", "Senders management"),
                    ("domains_management", "Domains management"),
                    ("dedicated_ips_management", "Dedicated IPs management"),
                ]
            },
            Section("push_notifications", "Push", .marketing) {
                [
                    ("view", "View"),
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send", "Send"),
                    ("settings", "Settings"),
                ]
            },
            Section("companies", "Companies", .crm) {
                [
                    ("manage_owned_companies", "Create / edit / delete owned companies"),
                    ("manage_other_companies", "Manage companies from other users"),
                    ("settings", "Settings"),
                ]
            },
            Section("transactional_emails", "Transactional emails", .transactional) {
                [("settings", "Settings"), ("logs", "Logs")]
            },
            Section("phone", "Phone", .phone) { [("all", "All")] },
        ],
        synonyms: [
            Synonym("companies", "manage_others_companies", [("companies", "manage_other_companies")]),
            Synonym("sales_platform", "delete_owned_deals", [("sales_platform", "delete_deals")]),
            Synonym(
                "sales_platform",
                "manage_owned_deals_tasks",
                [("sales_platform", "create_edit_deals"), ("sales_platform", "delete_deals")]
            ),
            Synonym(
                "sales_platform",
                "manage_owned_deals_tasks_companies",
                [
                    ("sales_platform", "create_edit_deals"), ("sales_platform", "delete_deals"),
                    ("companies", "manage_owned_companies"),
                ]
            ),
            Synonym(
                "sales_platform",
                "manage_others_deals_tasks_companies",
                [("sales_platform", "manage_others_deals_tasks"), ("companies", "manage_other_companies")]
            ),
            Synonym("api_keys", "all", [("smtp_api", "api_keys")]),
        ]
    )

    /// The features of a master account's admin users (spec §6).
    ///
    /// Their answers name slugs, so a label is the slug, but for `api`.
    public static let masterAccount = Catalog(
        [
            Section("my_plan") { ["all"] },
            Section("api", answeredAs: "api_keys") { ["all"] },
            Section("user_management") { ["all"] },
            Section("apps_management") { ["all"] },
            Section("sub_organization_groups") { ["create", "edit_delete"] },
            Section("create_sub_organizations") { ["all"] },
            Section("manage_sub_organizations") { ["all"] },
            Section("analytics") { ["download_data", "create_alerts", "my_looks", "explore_create"] },
            Section("security") { ["all"] },
        ],
        synonyms: [Synonym("app_management", "all", [("apps_management", "all")])]
    )

    /// One row of a table above.
    struct Section {
        let slug: String
        let label: String
        let group: FeatureGroup
        let isLegacy: Bool
        let permissions: [(slug: String, label: String)]

        init(
            _ slug: String,
            _ label: String,
            _ group: FeatureGroup,
            isLegacy: Bool = false,
            permissions: () -> [(slug: String, label: String)]
        ) {
            (self.slug, self.label, self.group, self.isLegacy) = (slug, label, group, isLegacy)
            self.permissions = permissions()
        }

        init(_ slug: String, answeredAs label: String? = nil, permissions: () -> [String]) {
            self.init(slug, label ?? slug, .general) { permissions().map { ($0, $0) } }
        }
    }

    /// Names that a request may use, and what they grant under their first names.
    struct Synonym {
        let feature: String
        let permission: String
        let grants: [(feature: String, permission: String)]

        init(_ feature: String, _ permission: String, _ grants: [(feature: String, permission: String)]) {
            (self.feature, self.permission, self.grants) = (feature, permission, grants)
        }

        /// What to write instead of the permission; nil where only the feature has another name.
        var firstName: String? {
            let names = grants.map { grant in
                grant.feature == grants[0].feature ? grant.permission : "\(grant.feature).\(grant.permission)"
            }
            return names == [permission] ? nil : names.joined(separator: " + ")
        }
    }
}
