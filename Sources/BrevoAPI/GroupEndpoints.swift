internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The groups of sub-accounts of a master account.
enum GroupEndpoints {
    /// Makes a group: `POST /corporate/group`.
    static func create(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let name = try call.body.requireText("groupName")
        let subAccounts = try call.body.subAccountIDs("subAccountIds", orRefuse: notIDs) ?? []
        let id = try command(
            try service.accounts[call.account].createGroup(named: name, subAccounts: subAccounts, at: call.now)
        )
        return .created(id: id.description).ignoring(call.body.unknownFields(besides: fields))
    }

    /// Takes sub-accounts out of a group: `PUT /corporate/group/unlink/{groupId}/subAccounts`.
    static func unlink(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let name = "subAccountIds"
        guard let subAccounts = try call.body.subAccountIDs(name, orRefuse: .nonNumericIDs(name)) else {
            throw .missingField(name)
        }
        try command(try service.accounts[call.account].unlink(subAccounts, fromGroup: call.parameters[0]))
        return HTTPResponse(status: .noContent).ignoring(call.body.unknownFields(besides: [name]))
    }

    /// Shows a group with its sub-accounts and who may reach them: `GET /corporate/group/{id}`.
    static func show(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let master = service.accounts[call.account]
        let group = try command(try master.group(call.parameters[0]))
        let members = try command(try service.accounts.subAccounts(of: call.account, where: group.contains))
        return .json(.ok) { json in
            json.object("group") { json in
                json.member("id", group.id.description)
                json.member("groupName", group.groupName)
                json.member("createdAt", group.createdAt.withOffset)
            }
            json.array("sub-accounts") { json in
                for member in members {
                    json.object { json in
                        json.member("id", member.subAccount.number)
                        json.member("companyName", member.account.companyName)
                        json.member("createdAt", member.subAccount.createdAt.withOffset)
                    }
                }
            }
            json.array("users") { json in
                // Nobody's name is known: an invitation gives the address only, and names may be left out (DOC).
                for user in master.adminUsers(reaching: group.id, at: call.now) {
                    json.object { $0.member("email", user.email.text) }
                }
            }
        }
    }

    /// Renames a group, or gives it other sub-accounts: `PUT /corporate/group/{id}`.
    static func change(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let name = try call.body.text("groupName")
        let subAccounts = try call.body.subAccountIDs("subAccountIds", orRefuse: notIDs)
        try command(
            try service.accounts[call.account].changeGroup(call.parameters[0], name: name, subAccounts: subAccounts)
        )
        return HTTPResponse(status: .noContent).ignoring(call.body.unknownFields(besides: fields))
    }

    /// Deletes a group: `DELETE /corporate/group/{id}`.
    static func delete(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        try command(try service.accounts[call.account].deleteGroup(call.parameters[0]))
        return HTTPResponse(status: .noContent)
    }

    /// Lists the groups: `GET /corporate/groups`.
    static func list(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let master = try command(try service.accounts[call.account].requireMaster())
        var json = JSONWriter()
        json.array { json in
            for group in master.groups {
                json.object { json in
                    json.member("id", group.id.description)
                    json.member("groupName", group.groupName)
                }
            }
        }
        return .json(.ok, json.bytes)
    }

    private static let fields = ["groupName", "subAccountIds"]
    private static let notIDs = APIError.invalidRequest("subAccountIds", expected: "an array of positive whole numbers")
}
