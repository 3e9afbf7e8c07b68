/// The users of an organisation (spec §5).
extension Account {
    /// Somebody whose permissions can be asked for.
    public struct Member: Sendable, Hashable {
        /// The address as it was given.
        public let email: EmailAddress
        /// `active` or `pending`.
        public let status: Invitation.Status
        /// What the member may do.
        public let privileges: Privileges
    }

    /// Invites a new, removed or rejected user.
    ///
    /// - Throws: ``CoreError/userAlreadyInvited``, ``CoreError/userAlreadyExists``, ``CoreError/userLimitReached(_:)``.
    public mutating func invite(
        _ email: EmailAddress,
        privileges: Privileges,
        at now: Timestamp
    ) throws(CoreError) -> Billing.Documents {
        guard email != owner.email else { throw .userAlreadyExists }
        switch users[email]?.invitation.status(at: now) {
        case .pending: throw .userAlreadyInvited
        case .active: throw .userAlreadyExists
        case .rejected, nil: break
        }
        try requireRoom(at: now)
        let user = User(
            id: ids.next(),
            email: email,
            locale: owner.locale,
            privileges: privileges,
            invitation: Invitation(sentAt: now)
        )
        note(.invited, of: email, as: .user, at: now)
        return billingSeats(at: now) { $0.users.append(user) }
    }

    /// Sends the invitation of a pending or rejected user again; its 72 hours start anew.
    ///
    /// - Throws: ``CoreError/invitationNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``, and
    ///   ``CoreError/userLimitReached(_:)`` where a rejected user finds the plan full.
    public mutating func resendInvitation(to email: EmailAddress, at now: Timestamp) throws(CoreError) {
        guard email != owner.email else { throw .ownerCannotBeRemoved }
        if users[email]?.invitation.status(at: now) == .rejected { try requireRoom(at: now) }
        do throws(StepRefused) { try take(.resend, of: email, at: now) } catch { throw .invitationNotFound(error) }
    }

    /// Removes a pending or rejected user.
    ///
    /// - Throws: ``CoreError/invitationNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``.
    public mutating func cancelInvitation(
        of email: EmailAddress,
        at now: Timestamp
    ) throws(CoreError) -> Billing.Documents {
        try remove(email, by: .cancel, at: now) { .invitationNotFound($0) }
    }

    /// Removes an active or pending user.
    ///
    /// - Throws: ``CoreError/userToRevokeNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``.
    public mutating func revoke(_ email: EmailAddress, at now: Timestamp) throws(CoreError) -> Billing.Documents {
        try remove(email, by: .revoke, at: now) { .userToRevokeNotFound($0) }
    }

    /// Changes what an active or pending user may do.
    ///
    /// - Throws: ``CoreError/userNotFound``, ``CoreError/ownerCannotBeChanged``.
    public mutating func updatePermissions(
        of email: EmailAddress,
        by grant: Grant,
        at now: Timestamp
    ) throws(CoreError) -> Billing.Documents {
        guard email != owner.email else { throw .ownerCannotBeChanged }
        guard let user = users[email], user.invitation.status(at: now) != .rejected else { throw .userNotFound }
        note(.permissionsChanged, of: user.email, as: .user, at: now)
        return billingSeats(at: now) { account in
            account.users.update(email) { $0.privileges = grant.applied(to: user.privileges) }
        }
    }

    /// The owner, or an active or pending user.
    ///
    /// - Throws: ``CoreError/userNotFound``.
    public func member(_ email: EmailAddress, at now: Timestamp) throws(CoreError) -> Member {
        if email == owner.email {
            return Member(email: owner.email, status: .active, privileges: Catalog.organization.everything)
        }
        guard let user = users[email] else { throw .userNotFound }
        let status = user.invitation.status(at: now)
        guard status != .rejected else { throw .userNotFound }
        return Member(email: user.email, status: status, privileges: user.privileges)
    }

    private mutating func remove(
        _ email: EmailAddress,
        by step: Invitation.Step,
        at now: Timestamp,
        refusal: (StepRefused) -> CoreError
    ) throws(CoreError) -> Billing.Documents {
        guard email != owner.email else { throw .ownerCannotBeRemoved }
        return try billingSeats(at: now) { account throws(CoreError) in
            do throws(StepRefused) { try account.take(step, of: email, at: now) } catch { throw refusal(error) }
        }
    }

    /// Takes the person's own step: accepts or declines the invitation.
    ///
    /// - Throws: ``StepRefused`` where nobody has the address or the invitation is not pending.
    public mutating func answerInvitation(
        of email: EmailAddress,
        as role: Occurrence.Role,
        by step: Invitation.Step,
        at now: Timestamp
    ) throws(StepRefused) {
        switch role {
        case .user: try take(step, of: email, at: now)
        case .admin: try takeAdminStep(step, of: email, at: now)
        }
    }

    private mutating func take(
        _ step: Invitation.Step,
        of email: EmailAddress,
        at now: Timestamp
    ) throws(StepRefused) {
        let user = try users.take(step, for: email, at: now)
        note(.init(step), of: user.email, as: .user, at: now)
    }

    /// Changes the users and bills what the change did to the seats.
    private mutating func billingSeats<Refusal>(
        at now: Timestamp,
        _ change: (inout Account) throws(Refusal) -> Void
    ) throws(Refusal) -> Billing.Documents {
        guard billing.isOn, let included = plan.includedSeats else {
            try change(&self)
            return .none
        }
        let before = max(0, seatsTaken(at: now) - included)
        try change(&self)
        return billing.documents(forSeatsBilled: before, then: max(0, seatsTaken(at: now) - included))
    }

    /// The owner's seat, and one for each active or pending user who may do anything at all (INF).
    private func seatsTaken(at now: Timestamp) -> Int {
        1 + users.count { $0.invitation.status(at: now) != .rejected && !$0.privileges.isEmpty }
    }

    private func requireRoom(at now: Timestamp) throws(CoreError) {
        let isFull =
            if let limit = userLimit {
                usersTaken(at: now) >= limit
            } else {
                users.count >= Self.rosterCapacity
            }
        if isFull { throw subAccount == nil ? .userLimitReached(plan) : .subAccountUserLimitReached(userLimit) }
    }
}
