package import BrevoCore

/// Lists the owner and the invited users.
package struct ListUsers: Operation {
    package static let route = OperationRoute.get("/organization/invited/users")
    package static let id = "getInvitedUsersList"
    package static let summary = "Get the list of all users"
    package static let basis = Rule.Basis.recordedUserList
    package static let rules = [UserRule.listShape.rule, UserRule.expiry.rule, CatalogRule.summaryLevels.rule]

    package init(_ request: inout RequestReader) {}

    package func perform(_ call: inout Call, on accounts: inout Accounts) throws(CoreError) -> UserList {
        UserList(of: call.account, in: accounts, call.context)
    }
}
