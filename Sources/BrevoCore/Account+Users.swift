/// The users of an organization (developers.brevo.com/docs/invited-user-management).
extension Account {
    /// A person whose permissions can be queried: the owner, or an active or pending user.
    public struct Member: Sendable, Hashable {
        /// The address as given.
        public let email: EmailAddress
        /// `active` or `pending`.
        public let status: Invitation.Status
        /// The permissions.
        public let privileges: Privileges

        /// Creates a member.
        public init(email: EmailAddress, status: Invitation.Status, privileges: Privileges) {
            (self.email, self.status, self.privileges) = (email, status, privileges)
        }
    }

    /// Invites a new, removed or rejected user.
    ///
    /// - Throws: ``CoreError/userAlreadyInvited``, ``CoreError/userAlreadyExists``, ``CoreError/userLimitReached(_:)``,
    ///   ``CoreError/generalPermissionsOnly``.
    public mutating func invite(
        _ email: EmailAddress,
        privileges: Privileges,
        _ context: inout CommandContext
    ) throws(CoreError) -> Billing.Documents {
        guard !isOwner(email, context) else { throw .userAlreadyExists }
        let emailCase = context.assumptions.emailCase
        switch users[email, emailCase]?.invitation.status(at: context.now) {
        case .pending: throw .userAlreadyInvited
        case .active: throw .userAlreadyExists
        case .rejected, nil: break
        }
        if context.assumptions.generalOnly == .refused, privileges.areOfGeneralGroupOnly {
            throw .generalPermissionsOnly
        }
        try requireRoom(at: context.now)
        let user = User(
            id: ids.next(context.salt),
            email: email,
            locale: owner.locale,
            privileges: privileges,
            invitation: Invitation(sentAt: context.now)
        )
        context.add(.invited, email, as: .user)
        return billingSeats(at: context.now) { $0.users.append(user, emailCase) }
    }

    /// Sends the invitation of a pending or rejected user again, which restarts its 72 hours.
    ///
    /// - Throws: ``CoreError/invitationNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``, and
    ///   ``CoreError/userLimitReached(_:)`` if a rejected user finds the plan full.
    public mutating func resendInvitation(
        to email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) {
        guard !isOwner(email, context) else { throw .ownerCannotBeRemoved }
        let user = users[email, context.assumptions.emailCase]
        if user?.invitation.status(at: context.now) == .rejected { try requireRoom(at: context.now) }
        do throws(StepRefused) { try take(.resend, of: email, &context) } catch { throw .invitationNotFound(error) }
    }

    /// Removes a pending or rejected user.
    ///
    /// - Throws: ``CoreError/invitationNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``.
    public mutating func cancelInvitation(
        of email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) -> Billing.Documents {
        try remove(email, by: .cancel, &context) { .invitationNotFound($0) }
    }

    /// Removes an active or pending user.
    ///
    /// - Throws: ``CoreError/userToRevokeNotFound(_:)``, ``CoreError/ownerCannotBeRemoved``.
    public mutating func revoke(
        _ email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) -> Billing.Documents {
        try remove(email, by: .revoke, &context) { .userToRevokeNotFound($0) }
    }

    /// Changes the permissions of an active or pending user.
    ///
    /// - Returns: The billing documents, and the features that the grant does not name and the user keeps.
    /// - Throws: ``CoreError/userNotFound``, ``CoreError/ownerCannotBeChanged``.
    public mutating func updatePermissions(
        of email: EmailAddress,
        by grant: Grant,
        _ context: inout CommandContext
    ) throws(CoreError) -> (documents: Billing.Documents, kept: Privileges) {
        guard !isOwner(email, context) else { throw .ownerCannotBeChanged }
        let emailCase = context.assumptions.emailCase
        guard let user = users[email, emailCase], user.invitation.status(at: context.now) != .rejected else {
            throw .userNotFound
        }
        let privileges = grant.applied(to: user.privileges, keepsOthers: context.assumptions.update == .merge)
        context.add(.permissionsChanged, user.email, as: .user)
        let documents = billingSeats(at: context.now) { account in
            account.users.update(email, emailCase) { $0.privileges = privileges }
        }
        return (documents, privileges.subtracting(grant.replaced))
    }

    /// The owner, or an active or pending user.
    ///
    /// - Throws: ``CoreError/userNotFound``.
    public func member(_ email: EmailAddress, _ context: CommandContext) throws(CoreError) -> Member {
        try users.member(email, owner: owner.email, context)
    }

    /// Takes the person's own step: accepts or declines the invitation.
    ///
    /// - Throws: ``StepRefused`` if nobody has the address or the invitation is not pending.
    public mutating func answerInvitation(
        of email: EmailAddress,
        as role: PersonRole,
        by step: Invitation.Step,
        _ context: inout CommandContext
    ) throws(StepRefused) {
        switch role {
        case .user: try take(step, of: email, &context)
        case .admin: try takeAdminStep(step, of: email, &context)
        }
    }

    private mutating func remove(
        _ email: EmailAddress,
        by step: Invitation.Step,
        _ context: inout CommandContext,
        refusal: (StepRefused) -> CoreError
    ) throws(CoreError) -> Billing.Documents {
        guard !isOwner(email, context) else { throw .ownerCannotBeRemoved }
        return try billingSeats(at: context.now) { account throws(CoreError) in
            do throws(StepRefused) { try account.take(step, of: email, &context) } catch { throw refusal(error) }
        }
    }

    private mutating func take(
        _ step: Invitation.Step,
        of email: EmailAddress,
        _ context: inout CommandContext
    ) throws(StepRefused) {
        let user = try users.take(step, for: email, context)
        context.add(.init(step), user.email, as: .user)
    }

    /// Changes the users, and bills what the change does to the number of seats.
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

    /// The owner's seat, and one for each active or pending user who has any permission.
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

extension Privileges {
    /// Whether there are permissions, all of them of the general group.
    public var areOfGeneralGroupOnly: Bool { !isEmpty && isSubset(of: Self.general) }

    private static let general = Catalog.organization.features
        .filter { $0.group == .general }
        .reduce(into: Privileges()) { $0.formUnion($1.mask) }
}
