extension Catalog {
    /// The features of an organization's users.
    ///
    /// Slugs are those of the request catalog of 2026 (developers.brevo.com/reference/inviteuser), labels those of the
    /// documented response of `GET …/permissions`; labels that it lacks (transactional emails, phone, newer deal
    /// permissions) are inferred.
    public static let organization = Catalog(
        [
            FeatureEntry("email_campaigns", "Email campaign", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send_schedule_suspend", "Send / schedule / suspend"),
                ]
            },
            FeatureEntry("templates", "Templates", .marketing) {
                [("create_edit_delete", "Create / edit / delete"), ("activate_deactivate", "Activate / deactivate")]
            },
            FeatureEntry("sms_campaigns", "SMS campaign", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send_schedule_suspend", "Send / schedule / suspend"),
                ]
            },
            FeatureEntry("facebook_ads", "Facebook Ads", .marketing, isLegacy: true) {
                [("create_edit_delete", "Create / edit / delete"), ("schedule_pause", "Schedule / pause")]
            },
            FeatureEntry("landing_pages", "Landing pages", .marketing) { [("all", "All")] },
            FeatureEntry("workflows", "Workflows", .marketing) {
                [
                    ("create_edit_delete", "Create / edit / delete"),
                    ("activate_deactivate_pause", "Activate / deactivate / Pause"),
                    ("settings", "Settings"),
                ]
            },
            FeatureEntry("contacts", "Contacts", .general) {
                [
                    ("view", "View"),
                    ("create_edit_delete", "Create / edit / delete"),
                    ("import", "Import"),
                    ("export", "Export"),
                    ("list_and_attributes", "Lists and attributes"),
                    ("forms", "Contact forms"),
                ]
            },
            FeatureEntry("smtp_api", "SMTP & API", .general) {
                [("smtp", "SMTP"), ("api_keys", "API Keys"), ("authorized_ips", "Authorized IPs")]
            },
            FeatureEntry("user_management", "User management", .general) { [("all", "All")] },
            FeatureEntry("sales_platform", "Sales Platform", .crm) {
                [
                    ("create_edit_deals", "Create / edit deals"),
                    ("delete_deals", "Delete deals"),
                    ("manage_others_deals_tasks", "Manage deals and tasks from other users"),
                    ("reports", "Reports"),
                    ("settings", "Settings"),
                ]
            },
            FeatureEntry("conversations", "Conversations", .conversations) {
                [("access", "Access"), ("assign", "Assign"), ("configure", "Configure")]
            },
            FeatureEntry("senders_domains_dedicated_ips", "Senders, Domains & Dedicated IPs", .general) {
                [
                    ("senders_management", "Senders management"),
                    ("domains_management", "Domains management"),
                    ("dedicated_ips_management", "Dedicated IPs management"),
                ]
            },
            FeatureEntry("push_notifications", "Push", .marketing) {
                [
                    ("view", "View"),
                    ("create_edit_delete", "Create / edit / delete"),
                    ("send", "Send"),
                    ("settings", "Settings"),
                ]
            },
            FeatureEntry("companies", "Companies", .crm) {
                [
                    ("manage_owned_companies", "Create / edit / delete owned companies"),
                    ("manage_other_companies", "Manage companies from other users"),
                    ("settings", "Settings"),
                ]
            },
            FeatureEntry("transactional_emails", "Transactional emails", .transactional) {
                [("settings", "Settings"), ("logs", "Logs")]
            },
            FeatureEntry("phone", "Phone", .phone) { [("all", "All")] },
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

    /// The features of a master account's admin users.
    ///
    /// Responses name slugs, so a label is the slug, except for `api`.
    public static let masterAccount = Catalog(
        [
            FeatureEntry("my_plan") { ["all"] },
            FeatureEntry("api", shownAs: "api_keys") { ["all"] },
            FeatureEntry("user_management") { ["all"] },
            FeatureEntry("apps_management") { ["all"] },
            FeatureEntry("sub_organization_groups") { ["create", "edit_delete"] },
            FeatureEntry("create_sub_organizations") { ["all"] },
            FeatureEntry("manage_sub_organizations") { ["all"] },
            FeatureEntry("analytics") { ["download_data", "create_alerts", "my_looks", "explore_create"] },
            FeatureEntry("security") { ["all"] },
        ],
        synonyms: [Synonym("app_management", "all", [("apps_management", "all")])]
    )

    /// A row of a table above.
    struct FeatureEntry {
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

        init(_ slug: String, shownAs label: String? = nil, permissions: () -> [String]) {
            self.init(slug, label ?? slug, .general) { permissions().map { ($0, $0) } }
        }
    }

    /// A name that a request may use, and what it grants under current names.
    struct Synonym {
        let feature: String
        let permission: String
        let grants: [(feature: String, permission: String)]

        init(_ feature: String, _ permission: String, _ grants: [(feature: String, permission: String)]) {
            (self.feature, self.permission, self.grants) = (feature, permission, grants)
        }

        /// What to write instead of the permission; nil if only the feature has another name.
        var currentName: String? {
            let names = grants.map { grant in
                grant.feature == grants[0].feature ? grant.permission : "\(grant.feature).\(grant.permission)"
            }
            return names == [permission] ? nil : names.joined(separator: " + ")
        }
    }
}
