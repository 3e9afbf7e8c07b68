internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The users of an organisation (spec §5; developers.brevo.com/docs/invited-user-management).
enum UserEndpoints {
    /// Lists the owner and the invited users: `GET /organization/invited/users`.
    static func list(_ call: Call, _ service: inout BrevoService) -> HTTPResponse {
        .json(.ok, service.userList(of: call.account, at: call.now))
    }

    /// Shows what a user may do: `GET /organization/user/{email}/permissions`.
    static func permissions(
        of email: EmailAddress,
        _ call: Call,
        _ service: inout BrevoService
    ) throws(APIError) -> HTTPResponse {
        let member = try command(try service.accounts[call.account].member(email, at: call.now))
        return .json(.ok, service.permissions(of: member))
    }

    /// The user whom the path names.
    static func email(_ content: Call.Content) throws(APIError) -> EmailAddress {
        try EmailAddress(parameter: content.parameters[0])
    }

    /// Whom a body invites or changes, and what it grants.
    static func fields(_ content: Call.Content) throws(APIError) -> InvitationFields {
        try InvitationFields(content.body, .user, from: .organization)
    }

    /// Removes a user: `PUT /organization/user/invitation/revoke/{email}`.
    static func revoke(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let email = try EmailAddress(parameter: call.parameters[0])
        let documents = try command(try service.accounts[call.account].revoke(email, at: call.now))
        return .done(documents)
    }

    /// Sends an invitation again or takes it back: `PUT /organization/user/invitation/{action}/{email}`.
    static func resendOrCancel(_ call: Call, _ service: inout BrevoService) throws(APIError) -> HTTPResponse {
        let action = try InvitationAction(parameter: call.parameters[0])
        let email = try EmailAddress(parameter: call.parameters[1])
        switch action {
        case .resend:
            try command(try service.accounts[call.account].resendInvitation(to: email, at: call.now))
            return .done(.none)
        case .cancel:
            return .done(try command(try service.accounts[call.account].cancelInvitation(of: email, at: call.now)))
        }
    }

    /// Invites a user: `POST /organization/user/invitation/send`.
    static func invite(
        _ fields: InvitationFields,
        _ call: Call,
        _ service: inout BrevoService
    ) throws(APIError) -> HTTPResponse {
        let grant = try fields.grant(within: service.accounts[call.account].plan.privileges)
        let email = try fields.requireEmail()
        let documents = try command(
            try service.accounts[call.account].invite(email, privileges: grant.granted, at: call.now)
        )
        return .done(documents, hint: fields.hint(about: grant))
    }

    /// Changes what a user may do: `POST /organization/user/update/permissions`.
    static func updatePermissions(
        _ fields: InvitationFields,
        _ call: Call,
        _ service: inout BrevoService
    ) throws(APIError) -> HTTPResponse {
        let grant = try fields.grant(within: service.accounts[call.account].plan.privileges)
        let email = try fields.requireEmail()
        let documents = try command(
            try service.accounts[call.account].updatePermissions(of: email, by: grant, at: call.now)
        )
        return .done(documents, hint: fields.hint(about: grant))
    }
}

/// What `{action}` in a path can be.
enum InvitationAction: String {
    /// Send the mail again.
    case resend
    /// Take the invitation back.
    case cancel

    /// The action in a path, or the service's refusal.
    init(parameter text: String) throws(APIError) {
        guard let action = InvitationAction(rawValue: text) else {
            throw .invalidParameter("action", expected: "resend or cancel")
        }
        self = action
    }
}

/// Runs a command of the rules; its refusal becomes the API's.
///
/// Taken as an autoclosure, whose error type the compiler infers where it does not for a closure.
func command<Result>(_ body: @autoclosure () throws(CoreError) -> Result) throws(APIError) -> Result {
    do throws(CoreError) { return try body() } catch { throw .core(error) }
}

extension HTTPResponse {
    /// `{"status":"OK"}`, with the billing documents where there are any.
    fileprivate static func done(_ documents: Billing.Documents, hint: String? = nil) -> HTTPResponse {
        var response = documents == .none ? withoutDocuments : ok(documents)
        if let hint { response.addHint(hint) }
        return response
    }

    /// What nearly every call answers, encoded once.
    private static let withoutDocuments = ok(.none)

    private static func ok(_ documents: Billing.Documents) -> HTTPResponse {
        .json(.ok) { json in
            json.member("status", "OK")
            if let invoice = documents.invoiceID { json.member("invoice_id", invoice) }
            if !documents.creditNotes.isEmpty {
                json.array("credit_notes") { json in documents.creditNotes.forEach { json.string($0) } }
            }
        }
    }
}
