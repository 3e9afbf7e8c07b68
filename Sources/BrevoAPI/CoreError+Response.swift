internal import BrevoCore
internal import HTTPMessage

extension CoreError {
    /// How a refusal of the domain reads on the wire.
    func response(under assumptions: Assumptions) -> RefusalResponse {
        switch self {
        case .unknownFeature(let name, _): .invalid("Invalid feature: \(name)", CatalogRule.featureKnown)
        case .unknownPermission(let name, _, let feature):
            .invalid(
                "Invalid permission \(name) for feature \(feature)",
                name == "none" ? CatalogRule.noneAlone : .permissionKnown
            )
        case .duplicateFeature(let name):
            .init(400, .duplicateParameter, "Duplicate feature: \(name)", CatalogRule.featureOnce)
        case .featureNotOnPlan(let name):
            assumptions.planFeature.response("Feature \(name) is not available on your plan")
        case .userAlreadyInvited: .init(400, .duplicateParameter, "User already invited", UserRule.invitedOnce)
        case .userAlreadyExists: .init(400, .duplicateParameter, "User already exists", UserRule.invitedOnce)
        case .generalPermissionsOnly:
            .invalid("You can't give access to general features only", UserRule.generalOnlyRefused)
        case .userLimitReached, .subAccountUserLimitReached, .adminUserLimitReached:
            assumptions.planLimit.response("User limit reached for your plan")
        case .invitationNotFound, .ownerCannotBeRemoved: assumptions.missingInvitation.response("Invitation not found")
        case .userToRevokeNotFound(let refused):
            assumptions.missingInvitation.response(
                "User not found",
                refused.status == .pending ? .revokePendingRefused : nil
            )
        case .userNotFound: .invalid("User not found", UserRule.userKnown)
        case .ownerCannotBeChanged: .init(403, .permissionDenied, "Access Denied", UserRule.ownerUnchanged)
        case .activitiesTooOld:
            .init(
                400,
                .outOfRange,
                "Activity logs can be retrieved from the past 12 months",
                AccountRule.activityDays
            )
        case .enterpriseOnly: .init(403, .permissionDenied, "Requires Enterprise plan", PlanRule.enterpriseOnly)
        case .notAMasterAccount: .init(403, .permissionDenied, "Access forbidden.", AdminUserRule.masterOnly)
        case .unknownGroup: .invalid("Invalid group id", AdminUserRule.groupOfInvitation)
        case .adminUserAlreadyInvited:
            .init(400, .duplicateParameter, "User already invited", AdminUserRule.invitedOnce)
        case .adminUserAlreadyExists: .init(400, .duplicateParameter, "User already exists", AdminUserRule.invitedOnce)
        case .adminInvitationNotFound: .invalid("Invitation not found", AdminUserRule.invitationKnown)
        case .adminUserToRevokeNotFound: .invalid("Invalid request", AdminUserRule.revokeKnown)
        case .adminUserNotFound: .invalid("User not found", AdminUserRule.userKnown)
        case .adminUserToChangeNotFound: .invalid("Invalid email", AdminUserRule.changeKnown)
        case .groupNotFound, .unknownGroupMember: .invalid("Invalid request", SubAccountRule.groupKnown)
        case .groupLimitReached: assumptions.planLimit.response("Group limit reached for your plan")
        case .subAccountNotFound: .invalid("Invalid sub-account id.", SubAccountRule.known)
        case .subAccountToDeleteNotFound(let number):
            .init(
                404,
                .documentNotFound,
                "Sub-account \(number) was not found",
                SubAccountRule.deletedKnown,
                form: .messageFirst
            )
        case .subAccountLimitReached: assumptions.planLimit.response("Sub-account limit reached for your plan")
        case .keyLimitReached: assumptions.planLimit.response("API key limit reached")
        case .analyticsNotOnPlan: .invalid("Analytics is not available on your plan", SubAccountRule.analyticsOnPlan)
        case .unknownIP: .invalid("Invalid ip", SubAccountRule.ipKnown)
        case .unknownIPUser: .init(400, .invalidID, "Invalid request", SubAccountRule.ipUsers)
        case .noActivePerson: .invalid("Invalid email address", SubAccountRule.sessionPerson)
        }
    }
}
