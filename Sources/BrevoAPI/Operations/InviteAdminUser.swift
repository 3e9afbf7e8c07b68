package import BrevoCore

/// Invites an admin user to the master account.
package struct InviteAdminUser: Operation {
    package static let route = OperationRoute.post("/corporate/user/invitation/send")
    package static let id = "inviteAdminUser"
    package static let summary = "Send an invitation to an admin user"
    package static let basis = Rule.Basis.reference("invite-admin-user")
    package static let rules = [
        AdminUserRule.invited.rule, AdminUserRule.allGroups.rule, CatalogRule.allFeaturesAccess.rule,
        CatalogRule.synonyms.rule,
    ]
    package static let refusals: [CoreError] =
        AdminCatalog.refusals + [
            .notAMasterAccount, .unknownGroup(""), .adminUserAlreadyExists, .adminUserAlreadyInvited,
            .adminUserLimitReached,
        ]

    let email: EmailAddress
    let access: RequestedAccess<AdminCatalog>
    let groupIDs: [String]

    package init(_ request: inout RequestReader) {
        email = request.body("email", "The address to invite.", example: "eve@acme.example")
        access = RequestedAccess(&request)
        groupIDs =
            request.optional("groupIds", "The groups to give access to; all if left out.", example: [String]()) ?? []
    }

    package func validate(_ call: Call, on accounts: Accounts) throws(CoreError) {
        _ = try access.grant(within: Catalog.masterAccount.everything)
    }

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> CreatedResponse {
        let grant = try access.grant(within: Catalog.masterAccount.everything)
        let id = try accounts[call.account].inviteAdminUser(
            email,
            privileges: grant.granted,
            groupIDs: groupIDs,
            &call.context
        )
        return CreatedResponse(id, remarks: grant.remarks)
    }
}
