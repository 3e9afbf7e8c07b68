internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The admin users of a master account (spec §6).
enum AdminUserEndpoints {
    /// Lists the owner and the admin users, a page of them: `GET /corporate/invited/users`.
    static func list(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let page = try Page(call)
        let members = try command(try service.accounts[call.account].adminMembers(at: call.now))
        return .json(.ok) { json in
            json.array("users") { json in
                for member in page.of(members.filter { page.status == nil || $0.status == page.status }) {
                    json.object { json in
                        json.member("groups", member.groups)
                        json.member("email", member.email.text)
                        json.member("is_owner", member.isOwner)
                        json.member("status", member.status.rawValue)
                        json.featureAccess(of: member)
                    }
                }
            }
        }
    }

    /// Shows one admin user: `GET /corporate/user/{email}/permissions`.
    static func permissions(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let email = try EmailAddress(parameter: call.parameters[0])
        let member = try command(try service.accounts[call.account].adminMember(email, at: call.now))
        return .json(.ok) { json in
            json.member("email", member.email.text)
            json.member("status", member.status.rawValue)
            json.member("groups", member.groups)
            json.featureAccess(of: member)
        }
    }

    /// Invites an admin user: `POST /corporate/user/invitation/send`.
    static func invite(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let catalog = Catalog.masterAccount
        let fields = try InvitationFields(call.body, .adminUser, from: catalog)
        let grant = try fields.grant(within: catalog.everything)
        let email = try fields.requireEmail()
        let id = try command(
            try service.accounts[call.account].inviteAdminUser(
                email,
                privileges: grant.granted,
                groupIDs: fields.groupIDs,
                at: call.now
            )
        )
        var response = HTTPResponse.json(.created) { $0.member("id", id.description) }
        if let hint = fields.hint(about: grant) { response.addHint(hint) }
        return response
    }

    /// Sends an invitation again or takes it back: `PUT /corporate/user/invitation/{action}/{email}`.
    static func resendOrCancel(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let action = try InvitationAction(parameter: call.parameters[0])
        let email = try address(call.parameters[1], orRefuse: .adminInvitationNotFound, call, service)
        switch action {
        case .resend:
            try command(try service.accounts[call.account].resendAdminInvitation(to: email, at: call.now))
            return .json(.ok) { $0.member("message", "Invitation resent successfully") }
        case .cancel:
            try command(try service.accounts[call.account].cancelAdminInvitation(of: email, at: call.now))
            return .json(.ok) { $0.member("message", "Invitation cancelled successfully") }
        }
    }

    /// Removes an admin user: `DELETE /corporate/user/revoke/{email}`.
    static func revoke(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let email = try address(call.parameters[0], orRefuse: .adminUserToRevokeNotFound, call, service)
        try command(try service.accounts[call.account].revokeAdminUser(email, at: call.now))
        return HTTPResponse(status: .noContent)
    }

    /// Changes what an admin user may do: `PUT /corporate/user/{email}/permissions`.
    static func changePermissions(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let catalog = Catalog.masterAccount
        let fields = try InvitationFields(call.body, .adminChange, from: catalog)
        let grant = try fields.grant(within: catalog.everything)
        let email = try address(call.parameters[0], orRefuse: .adminUserToChangeNotFound, call, service)
        try command(try service.accounts[call.account].changeAdminPermissions(of: email, by: grant, at: call.now))
        var response = HTTPResponse(status: .noContent)
        if let hint = fields.hint(about: grant) { response.addHint(hint) }
        return response
    }

    /// An address in a path of which the documents name one refusal only: a malformed one is answered as one that
    /// nobody has, on a master account.
    private static func address(
        _ text: String,
        orRefuse refusal: CoreError,
        _ call: Call,
        _ service: BrevoService
    ) throws(APIError) -> EmailAddress {
        _ = try command(try service.accounts[call.account].requireMaster())
        guard let address = EmailAddress(text) else { throw .core(refusal) }
        return address
    }
}

/// The part of a list that a query asks for (spec §6): `offset` is the number of a page, counted from 1.
private struct Page {
    let status: Invitation.Status?
    private let number: Int
    private let limit: Int

    init(_ call: Call) throws(APIError) {
        let type = call.queryParameter("type")
        if call.queryParameter("offset") != nil && type == nil { throw .missingField("type") }
        status = type.flatMap(Invitation.Status.init)
        if type != nil && status != .active && status != .pending {
            throw .invalidParameter("type", expected: "active or pending")
        }
        number = max(1, try call.wholeNumber("offset", in: 0...Int(Int32.max)) ?? 1)
        limit = try call.wholeNumber("limit", in: 1...100) ?? 20
    }

    func of<Element>(_ all: [Element]) -> ArraySlice<Element> {
        all.dropFirst((number - 1) * limit).prefix(limit)
    }
}

extension JSONWriter {
    /// Groups with their names, as every answer but the list of groups shows them.
    mutating func member(_ key: String, _ groups: some Sequence<Group>) {
        array(key) { json in
            for group in groups {
                json.object { json in
                    json.member("id", group.id.description)
                    json.member("name", group.groupName)
                }
            }
        }
    }

    /// Every key, `["none"]` where nothing is granted (INF); `api` is called `api_keys` here (DOC).
    fileprivate mutating func featureAccess(of member: Account.AdminMember) {
        object("feature_access") { json in
            for feature in Catalog.masterAccount.features {
                let granted = feature.permissions.filter { member.privileges.isSuperset(of: $0.bit) }
                json.array(feature.label) { json in
                    if granted.isEmpty { json.string("none") }
                    for permission in granted { json.string(permission.slug) }
                }
            }
        }
    }
}
