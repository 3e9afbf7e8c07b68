internal import BrevoAPI
package import BrevoCore
internal import HTTPMessage

extension WorldState {
    /// Lets an invited person accept or decline.
    ///
    /// - Parameters:
    ///   - text: The person's address.
    ///   - key: A key of the account that has invited; needed only if several have.
    ///   - visitor: Where the person is, for the activity log.
    /// - Returns: The person's new status.
    /// - Throws: 400, 404 or 409.
    @discardableResult
    package mutating func answerInvitation(
        of text: String,
        as role: PersonRole,
        account key: String?,
        by step: Invitation.Step,
        from visitor: Activity.Visitor,
        _ context: inout WorldContext
    ) throws(ControlError) -> Invitation.Status {
        guard let email = EmailAddress(text) else {
            throw ControlError(
                400,
                "\(text) is not an email address",
                hint: "Percent-encode what a path cannot contain."
            )
        }
        let id = try inviter(of: email, as: role, key: key, now(context))
        do throws(StepRefused) {
            try take(step, email, as: role, of: id, from: visitor, &context)
        } catch {
            throw ControlError(
                409,
                "the invitation of \(email.text) is \(error.status?.rawValue ?? "gone")",
                hint: "Only a pending invitation can be accepted or declined; resend it to make it pending again."
            )
        }
        return step == .accept ? .active : .rejected
    }

    /// Lets a person of a known account take a step.
    mutating func take(
        _ step: Invitation.Step,
        _ email: EmailAddress,
        as role: PersonRole,
        of id: Accounts.ID,
        from visitor: Activity.Visitor,
        _ context: inout WorldContext
    ) throws(StepRefused) {
        var call = commandContext(context)
        try service.accounts[id].answerInvitation(of: email, as: role, by: step, &call)
        service.accounts[id].log(call.events[...], by: visitor)
        record(call.events, of: id, &context)
    }

    /// The account in which the person was invited: that of the key, or the only one with the address.
    private func inviter(
        of email: EmailAddress,
        as role: PersonRole,
        key: String?,
        _ now: Timestamp
    ) throws(ControlError) -> Accounts.ID {
        if let key {
            guard let id = service.accounts.account(ofKey: key) else {
                throw ControlError(
                    404,
                    "the key opens no account",
                    hint: "account must be an API key that was seeded, or used in a call."
                )
            }
            guard hasInvited(email, as: role, service.accounts[id]) else { throw unknown(email, as: role, now) }
            return id
        }
        let inviters = service.accounts.ids { hasInvited(email, as: role, $0) }
        guard let inviter = inviters.first else { throw unknown(email, as: role, now) }
        guard inviters.count == 1 else {
            throw ControlError(
                409,
                "\(inviters.count) accounts have invited \(email.text)",
                hint: "Name one by ?account= and its API key."
            )
        }
        return inviter
    }

    private func hasInvited(_ email: EmailAddress, as role: PersonRole, _ account: Account) -> Bool {
        switch role {
        case .user: account.users[email, assumptions.emailCase] != nil
        case .admin: account.master?.adminUsers[email, assumptions.emailCase] != nil
        }
    }

    /// Says which world was asked and who is pending there, because the wrong world is the usual mistake.
    private func unknown(_ email: EmailAddress, as role: PersonRole, _ now: Timestamp) -> ControlError {
        let (noun, other) =
            switch role {
            case .user: ("a user", "add ?kind=admin for an admin user")
            case .admin: ("an admin user", "leave ?kind=admin out for a user")
            }
        let pending = pendingPeople(as: role, at: now, atMost: 6)
        let names = pending.prefix(5).map(\.text).joined(separator: ", ") + (pending.count > 5 ? ", and others" : "")
        let hint = pending.isEmpty ? "Nobody is pending" : "Pending are \(names)"
        return ControlError(
            404,
            "nobody has invited \(email.text) as \(noun)",
            hint: "\(hint) in the world \(name); \(other)."
        )
    }

    private func pendingPeople(as role: PersonRole, at now: Timestamp, atMost limit: Int) -> [EmailAddress] {
        func pending(_ account: Account) -> [EmailAddress] {
            switch role {
            case .user: account.users.pending(limit, at: now)
            case .admin: account.master?.adminUsers.pending(limit, at: now) ?? []
            }
        }
        let ids = service.accounts.ids { !pending($0).isEmpty }.sorted().prefix(limit)
        return Array(ids.flatMap { pending(service.accounts[$0]) }.prefix(limit))
    }
}

extension Roster {
    fileprivate func pending(_ limit: Int, at now: Timestamp) -> [EmailAddress] {
        first(limit) { $0.invitation.status(at: now) == .pending }.map(\.email)
    }
}
