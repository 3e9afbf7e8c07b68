package import BrevoCore
internal import HTTPMessage

extension ControlState {
    /// What the invited person does with the mail: accepts or declines.
    ///
    /// - Parameters:
    ///   - text: the person's address.
    ///   - key: opens the account that has invited; needed only where several have.
    ///   - visitor: from where, as the activity log says it.
    /// - Returns: where the person stands now.
    /// - Throws: 400, 404 or 409, and nothing has changed.
    @discardableResult
    package mutating func answerInvitation(
        of text: String,
        as role: Occurrence.Role,
        account key: String?,
        by step: Invitation.Step,
        from visitor: Activity.Visitor,
        _ context: CommandContext
    ) throws(ControlError) -> Invitation.Status {
        guard let email = EmailAddress(text) else {
            throw ControlError(400, "\(text) is no e-mail address", hint: "Percent-encode what a path cannot hold.")
        }
        let id = try holder(of: email, as: role, key: key)
        do throws(StepRefused) {
            try accounts[id].answerInvitation(of: email, as: role, by: step, at: now(context))
            accounts.collectOccurrences(from: id, by: visitor)
        } catch {
            throw ControlError(
                409,
                "the invitation of \(email.text) is \(error.status?.rawValue ?? "gone")",
                hint: "Only a pending invitation can be accepted or declined; resend it to make it pending again."
            )
        }
        return step == .accept ? .active : .rejected
    }

    /// The account in which the person was invited: the one that the key opens, or the only one that has the address.
    private func holder(
        of email: EmailAddress,
        as role: Occurrence.Role,
        key: String?
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
            guard hasInvited(accounts[id]) else { throw Self.nobody(email, as: role) }
            return id
        }
        let holders = accounts.inOrder.filter { hasInvited($0.account) }
        guard let holder = holders.first else { throw Self.nobody(email, as: role) }
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
