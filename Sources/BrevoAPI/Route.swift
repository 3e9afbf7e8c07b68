public import HTTPMessage

/// One operation of the API: where it is found and what answers it.
public struct Route: Sendable {
    typealias Action = @Sendable (Call, inout BrevoService) throws(APIError) -> HTTPResponse

    /// The method; `HEAD` is answered as `GET`.
    public let method: HTTPMethod
    /// The path below the base path, with its parameters in braces.
    public let path: String
    /// Brevo's own name for the operation (its operationId, or one like it where the documents have none).
    public let operation: String
    /// Whether a JSON object is required as the body.
    public let takesBody: Bool
    let action: Action
    private let pattern: [Segment]

    private enum Segment: Sendable {
        case literal(String)
        case parameter
    }

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ operation: String,
        _ action: @escaping Action,
        takesBody: Bool? = nil
    ) {
        (self.method, self.path, self.operation) = (method, path, operation)
        self.takesBody = takesBody ?? (method == .post)
        self.action = action
        pattern = path.split(separator: "/").map { $0.hasPrefix("{") ? .parameter : .literal(String($0)) }
    }

    /// The values of the parameters, in order; nil where the path is another.
    func match(_ segments: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var values: [String] = []
        for (segment, wanted) in zip(segments, pattern) {
            switch wanted {
            case .literal(let text): if segment != text { return nil }
            case .parameter: if segment.isEmpty { return nil } else { values.append(segment) }
            }
        }
        return values
    }
}

extension Route {
    /// All operations, in the order of Brevo's reference; where two match, the first one answers.
    public static let all: [Route] = [
        Route(.get, "/organization/invited/users", "getInvitedUsersList", UserEndpoints.list),
        Route(.get, "/organization/user/{email}/permissions", "getUserPermission", UserEndpoints.permissions),
        Route(.put, "/organization/user/invitation/revoke/{email}", "putRevokeUserPermission", UserEndpoints.revoke),
        Route(
            .put,
            "/organization/user/invitation/{action}/{email}",
            "putresendcancelinvitation",
            UserEndpoints.resendOrCancel
        ),
        Route(.post, "/organization/user/invitation/send", "inviteuser", UserEndpoints.invite),
        Route(.post, "/organization/user/update/permissions", "EditUserPermission", UserEndpoints.updatePermissions),
        Route(.get, "/corporate/groups", "getSubAccountGroups", AdminUserEndpoints.listGroups),
        Route(.get, "/corporate/invited/users", "getCorporateInvitedUsersList", AdminUserEndpoints.list),
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
