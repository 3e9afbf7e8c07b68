internal import BrevoCore
package import HTTPMessage
internal import JSON

/// An operation as the router holds it, its type erased.
package final class Endpoint: Sendable {
    /// The operation.
    package let operation: any Operation.Type
    /// Its method, path and right.
    package let route: OperationRoute
    /// Its fields.
    package let fields: RequestDescription
    /// Its refusals beside those of any request, in the order of the checks: a sample of each.
    package let refusals: [Refusal]
    /// Its successful response.
    package let success: any SuccessResponse.Type
    /// Its position among all operations.
    package let number: Int
    private let fieldNames: [String]
    private let readRequest: @Sendable (consuming RequestReader, [String]) -> (Result<RequestedCall, Refusal>, [String])

    private init<Known: Operation>(_ operation: Known.Type, number: Int) {
        self.operation = operation
        self.number = number
        route = Known.route
        fields = RequestReader.describe { _ = Known(&$0) }
        success = Known.Success.self
        refusals = fields.refusals + [.accessDenied(Known.route.right)] + Known.refusals.map { .domain($0) }
        fieldNames = fields.body.map(\.name)
        readRequest = { reader, names in
            var reader = reader
            let requested = RequestOf(Known(&reader))
            let (fault, ignored) = reader.finish { names }
            return (fault.map { .failure($0) } ?? .success(requested), ignored)
        }
    }

    /// Whether a body is required.
    package var takesBody: Bool { !fields.body.isEmpty }

    /// Reads a request: what is left to do or the first fault, and the names of the fields that mean nothing here.
    func read(_ request: consuming RequestReader) -> (requested: Result<RequestedCall, Refusal>, ignored: [String]) {
        readRequest(request, fieldNames)
    }
}

extension Endpoint {
    private static let operations: [any Operation.Type] = [
        ListUsers.self, GetUserPermissions.self, RevokeUser.self, ResendOrCancelInvitation.self, InviteUser.self,
        UpdateUserPermissions.self, ListActivities.self, GetAccount.self, GetAccountInfo.self,
        CreateGroup.self, UnlinkSubAccounts.self, GetGroup.self, UpdateGroup.self, DeleteGroup.self, ListGroups.self,
        ListAdminUsers.self, ListIPs.self, GetMasterAccount.self, CreateAdminSession.self,
        ListSubAccounts.self, CreateSubAccount.self, AssociateIP.self, DissociateIP.self, CreateSubAccountKey.self,
        CreateSubAccountSession.self, GetSubAccount.self, DeleteSubAccount.self, ToggleApplications.self,
        UpdateSubAccountPlan.self, UpdateSubAccountPlans.self,
        InviteAdminUser.self, ResendOrCancelAdminInvitation.self, RevokeAdminUser.self, GetAdminUserPermissions.self,
        UpdateAdminUserPermissions.self,
    ]

    /// Every operation, in the order of Brevo's reference.
    package static let all = operations.enumerated().map { Endpoint($1, number: $0) }

    /// The router of the operations, by their paths below the base path.
    package static let table = RouteTable(
        all.map { .init($0.route.method, $0.route.path, $0, sharesPath: $0.route.sharesPath) }
    )
}
