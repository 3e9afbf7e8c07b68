/// A feature as the specification's table has it.
package struct SpecFeature: Sendable {
    package let slug: String
    package let label: String
    package let group: String
    package let isLegacy: Bool
    package let permissions: [SpecPermission]
}

/// A permission with the feature that it belongs to.
package struct SpecPermission: Sendable {
    package let feature: String
    package let slug: String
    package let label: String

    package init(feature: String, slug: String, label: String) {
        (self.feature, self.slug, self.label) = (feature, slug, label)
    }
}

extension [SpecFeature] {
    /// The features of an organization's users.
    package static let organization = table(
        """
        | email_campaigns | Email campaign | create_edit_delete → Create / edit / delete · send_schedule_suspend → Send / schedule / suspend | marketing |
        | templates | Templates | create_edit_delete → Create / edit / delete · activate_deactivate → Activate / deactivate | marketing |
        | sms_campaigns | SMS campaign | create_edit_delete → Create / edit / delete · send_schedule_suspend → Send / schedule / suspend | marketing |
        | facebook_ads (legacy) | Facebook Ads | create_edit_delete → Create / edit / delete · schedule_pause → Schedule / pause | marketing |
        | landing_pages | Landing pages | all → All | marketing |
        | workflows | Workflows | create_edit_delete → Create / edit / delete · activate_deactivate_pause → Activate / deactivate / Pause · settings → Settings | marketing |
        | contacts | Contacts | view → View · create_edit_delete → Create / edit / delete · import → Import · export → Export · list_and_attributes → Lists and attributes · forms → Contact forms | general |
        | smtp_api | SMTP & API | smtp → SMTP · api_keys → API Keys · authorized_ips → Authorized IPs | general |
        | user_management | User management | all → All | general |
        | sales_platform | Sales Platform | create_edit_deals → Create / edit deals · delete_deals → Delete deals · manage_others_deals_tasks → Manage deals and tasks from other users · reports → Reports · settings → Settings | crm |
        | conversations | Conversations | access → Access · assign → Assign · configure → Configure | conversations |
        | senders_domains_dedicated_ips | Senders, Domains & Dedicated IPs | senders_management → Senders management · domains_management → Domains management · dedicated_ips_management → Dedicated IPs management | general |
        | push_notifications | Push | view → View · create_edit_delete → Create / edit / delete · send → Send · settings → Settings | marketing |
        | companies | Companies | manage_owned_companies → Create / edit / delete owned companies · manage_other_companies → Manage companies from other users · settings → Settings | crm |
        | transactional_emails | Transactional emails | settings → Settings · logs → Logs | transactional |
        | phone | Phone | all → All | phone |
        """
    )

    /// The features of admin users; responses name them and their permissions by slug, but for `api`.
    package static let masterAccount = table(
        """
        | my_plan | my_plan | all → all | general |
        | api | api_keys | all → all | general |
        | user_management | user_management | all → all | general |
        | apps_management | apps_management | all → all | general |
        | sub_organization_groups | sub_organization_groups | create → create · edit_delete → edit_delete | general |
        | create_sub_organizations | create_sub_organizations | all → all | general |
        | manage_sub_organizations | manage_sub_organizations | all → all | general |
        | analytics | analytics | download_data → download_data · create_alerts → create_alerts · my_looks → my_looks · explore_create → explore_create | general |
        | security | security | all → all | general |
        """
    )

    private static func table(_ text: String) -> [SpecFeature] {
        text.split(separator: "\n").map { row in
            let cells = row.split(separator: " | ").map { $0.trimmingPrefix("| ") }
            let name = cells[0].split(separator: " (")
            return SpecFeature(
                slug: String(name[0]),
                label: String(cells[1]),
                group: String(cells[3].prefix { $0.isLetter }),
                isLegacy: name.count == 2,
                permissions: cells[2].split(separator: " · ").map { permission in
                    let pair = permission.split(separator: " → ")
                    return SpecPermission(feature: String(name[0]), slug: String(pair[0]), label: String(pair[1]))
                }
            )
        }
    }
}
