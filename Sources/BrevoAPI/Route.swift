internal import BrevoCore
public import HTTPMessage

/// One operation of the API: where it is found and what answers it.
///
/// A class, because each request is held against all of them, and a structure would be copied each time.
public final class Route: Sendable {
    /// Answers a call that has found its account.
    typealias Action = @Sendable (Call, inout BrevoService) throws(APIError) -> HTTPResponse
    /// Reads what a request asks for before its account is looked at, when no lock is held yet.
    typealias Preparation = @Sendable (Call.Content) throws(APIError) -> Action

    /// The method; `HEAD` is answered as `GET`.
    public let method: HTTPMethod
    /// The path below the base path.
    public let path: PathPattern
    /// Brevo's own name for the operation (its operationId, or one like it where the documents have none).
    public let operation: String
    /// Whether a JSON object is required as the body.
    public let takesBody: Bool
    /// Its place among all of them.
    public let number: Int
    /// What a credential must be allowed (spec §3).
    let right: Rights
    let prepare: Preparation

    convenience init(
        _ method: HTTPMethod,
        _ path: String,
        _ operation: String,
        _ action: @escaping Action,
        takesBody: Bool? = nil
    ) {
        self.init(method, path, operation, takesBody: takesBody) { _ in action }
    }

    /// An operation that reads its fields first, by what `read` gives.
    convenience init<Fields: Sendable>(
        _ method: HTTPMethod,
        _ path: String,
        _ operation: String,
        reading read: @escaping @Sendable (Call.Content) throws(APIError) -> Fields,
        _ action: @escaping @Sendable (Fields, Call, inout BrevoService) throws(APIError) -> HTTPResponse
    ) {
        self.init(method, path, operation, takesBody: nil) { content throws(APIError) in
            let fields = try read(content)
            return { call, service throws(APIError) in try action(fields, call, &service) }
        }
    }

    private init(
        _ method: HTTPMethod,
        _ path: String,
        _ operation: String,
        takesBody: Bool?,
        _ prepare: @escaping Preparation
    ) {
        number = 0
        (self.method, self.path, self.operation) = (method, PathPattern(path), operation)
        self.takesBody = takesBody ?? (method == .post)
        let deed: Rights.Deed =
            switch method {
            case .get: .read
            case .delete: .delete
            default: .write
            }
        right = .to(deed, in: Rights.Section(ofPath: path))
        self.prepare = prepare
    }

    /// A route, and its place among all of them.
    private init(_ route: Route, number: Int) {
        self.number = number
        (method, path, operation, takesBody) = (route.method, route.path, route.operation, route.takesBody)
        (right, prepare) = (route.right, route.prepare)
    }
}

extension Route {
    /// All operations, in the order of Brevo's reference; where two match, the first one answers.
    public static let all = (organization + masterAccount).enumerated().map { Route($1, number: $0) }

    private static let organization: [Route] = [
        Route(.get, "/organization/invited/users", "getInvitedUsersList", UserEndpoints.list),
        Route(
            .get,
            "/organization/user/{email}/permissions",
            "getUserPermission",
            reading: UserEndpoints.email,
            UserEndpoints.permissions
        ),
        Route(.put, "/organization/user/invitation/revoke/{email}", "putRevokeUserPermission", UserEndpoints.revoke),
        Route(
            .put,
            "/organization/user/invitation/{action}/{email}",
            "putresendcancelinvitation",
            UserEndpoints.resendOrCancel
        ),
        Route(
            .post,
            "/organization/user/invitation/send",
            "inviteuser",
            reading: UserEndpoints.fields,
            UserEndpoints.invite
        ),
        Route(
            .post,
            "/organization/user/update/permissions",
            "EditUserPermission",
            reading: UserEndpoints.fields,
            UserEndpoints.updatePermissions
        ),
        Route(.get, "/organization/activities", "getAccountActivity", AccountEndpoints.activities),
        Route(.get, "/account", "getAccount", AccountEndpoints.get),
    ]

    private static let masterAccount: [Route] = [
        Route(.post, "/corporate/group", "postCorporateGroup", GroupEndpoints.create),
        Route(
            .put,
            "/corporate/group/unlink/{groupId}/subAccounts",
            "putCorporateGroupUnlinkSubAccounts",
            GroupEndpoints.unlink,
            takesBody: true
        ),
        Route(.get, "/corporate/group/{id}", "getCorporateGroup", GroupEndpoints.show),
        Route(.put, "/corporate/group/{id}", "putCorporateGroup", GroupEndpoints.change, takesBody: true),
        Route(.delete, "/corporate/group/{id}", "deleteCorporateGroup", GroupEndpoints.delete),
        Route(.get, "/corporate/groups", "getSubAccountGroups", GroupEndpoints.list),
        Route(.get, "/corporate/invited/users", "getCorporateInvitedUsersList", AdminUserEndpoints.list),
        Route(.get, "/corporate/ip", "getCorporateIP", MasterAccountEndpoints.listIPs),
        Route(.get, "/corporate/masterAccount", "getCorporateMasterAccount", MasterAccountEndpoints.show),
        Route(.post, "/corporate/ssoToken", "postCorporateSSOToken", MasterAccountEndpoints.makeSession),
        Route(.get, "/corporate/subAccount", "getCorporateSubAccounts", SubAccountEndpoints.list),
        Route(.post, "/corporate/subAccount", "postCorporateSubAccount", SubAccountEndpoints.create),
        Route(.post, "/corporate/subAccount/ip/associate", "postCorporateSubAccountIP", AllotmentEndpoints.associateIP),
        Route(
            .put,
            "/corporate/subAccount/ip/dissociate",
            "putCorporateSubAccountIP",
            AllotmentEndpoints.dissociateIP,
            takesBody: true
        ),
        Route(.post, "/corporate/subAccount/key", "postCorporateSubAccountKey", SubAccountEndpoints.makeKey),
        Route(
            .post,
            "/corporate/subAccount/ssoToken",
            "postCorporateSubAccountSSOToken",
            SubAccountEndpoints.makeSession
        ),
        Route(.get, "/corporate/subAccount/{id}", "getCorporateSubAccount", SubAccountEndpoints.show),
        Route(.delete, "/corporate/subAccount/{id}", "deleteCorporateSubAccount", SubAccountEndpoints.delete),
        Route(
            .put,
            "/corporate/subAccount/{id}/applications/toggle",
            "putCorporateSubAccountApplications",
            AllotmentEndpoints.toggle,
            takesBody: true
        ),
        Route(
            .put,
            "/corporate/subAccount/{id}/plan",
            "putCorporateSubAccountPlan",
            AllotmentEndpoints.changePlan,
            takesBody: true
        ),
        Route(
            .put,
            "/corporate/subAccounts/plan",
            "putCorporateSubAccountsPlan",
            AllotmentEndpoints.changePlans,
            takesBody: true
        ),
        Route(.post, "/corporate/user/invitation/send", "inviteAdminUser", AdminUserEndpoints.invite),
        Route(
            .put,
            "/corporate/user/invitation/{action}/{email}",
            "putCorporateUserInvitation",
            AdminUserEndpoints.resendOrCancel
        ),
        Route(.delete, "/corporate/user/revoke/{email}", "deleteCorporateUser", AdminUserEndpoints.revoke),
        Route(
            .get,
            "/corporate/user/{email}/permissions",
            "getCorporateUserPermission",
            AdminUserEndpoints.permissions
        ),
        Route(
            .put,
            "/corporate/user/{email}/permissions",
            "putCorporateUserPermission",
            AdminUserEndpoints.changePermissions,
            takesBody: true
        ),
    ]
}
