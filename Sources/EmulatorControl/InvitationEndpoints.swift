internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What the invited person does with the mail: `/__emulator/users/{email}/accept` and `…/decline`.
enum InvitationEndpoints {
    static func accept(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try take(.accept, call, &state)
    }

    static func decline(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try take(.decline, call, &state)
    }

    private static func take(
        _ step: Invitation.Step,
        _ call: ControlCall,
        _ state: inout ControlState
    ) throws(ControlError) -> HTTPResponse {
        let text = call.parameters[0]
        guard let email = EmailAddress(text) else {
            throw ControlError(400, "\(text) is no e-mail address", hint: "Percent-encode what a path cannot hold.")
        }
        let now = state.clock.now(real: call.real)
        guard let role = Occurrence.Role(rawValue: call.query("kind") ?? "user") else {
            throw ControlError(400, "kind is not valid", hint: "kind must be user or admin; left out, it is user.")
        }
        let id = try holder(of: email, as: role, key: call.query("account"), in: state.accounts)
        do throws(StepRefused) {
            try state.accounts[id].answerInvitation(of: email, as: role, by: step, at: now)
            state.accounts.collectOccurrences(from: id, by: Activity.Visitor(call.request))
        } catch {
            throw ControlError(
                409,
                "the invitation of \(email.text) is \(error.status?.rawValue ?? "gone")",
                hint: "Only a pending invitation can be accepted or declined; resend it to make it pending again."
            )
        }
        let status: Invitation.Status = step == .accept ? .active : .rejected
        return .control(.ok, ["email": .string(email.text), "status": .string(status.rawValue)])
    }

    /// The account in which the person was invited: the one that the key opens, or the only one that has the address.
    private static func holder(
        of email: EmailAddress,
        as role: Occurrence.Role,
        key: String?,
        in accounts: Accounts
    ) throws(ControlError) -> Accounts.ID {
        func hasInvited(_ account: Account) -> Bool {
            switch role {
            case .user: account.users[email] != nil
            case .admin: account.master?.adminUsers[email] != nil
            }
        }
        if let key {
            guard let id = accounts.holder(of: key) else {
                throw ControlError(
                    404,
                    "the key opens no account",
                    hint: "account must be an API key that was seeded, or used in a call."
                )
            }
            guard hasInvited(accounts[id]) else { throw nobody(email, as: role) }
            return id
        }
        let holders = accounts.inOrder.filter { hasInvited($0.account) }
        guard let holder = holders.first else { throw nobody(email, as: role) }
        guard holders.count == 1 else {
            throw ControlError(
                409,
                "\(holders.count) accounts have invited \(email.text)",
                hint: "Name one by ?account= and its API key."
            )
        }
        return holder.id
    }

    private static func nobody(_ email: EmailAddress, as role: Occurrence.Role) -> ControlError {
        let (name, hint) =
            switch role {
            case .user: ("a user", "Add ?kind=admin for an admin user.")
            case .admin: ("an admin user", "Leave ?kind=admin out for a user.")
            }
        return ControlError(404, "nobody has invited \(email.text) as \(name)", hint: hint)
    }
}
