/// The admin users of a master account.
extension Account {
    /// An admin user as responses show one.
    public struct AdminMember: Sendable, Hashable {
        /// The address as given.
        public let email: EmailAddress
        /// Whether this is the account's owner, who was never invited.
        public let isOwner: Bool
        /// `active` or `pending`.
        public let status: Invitation.Status
        /// The permissions.
        public let privileges: Privileges
        /// The groups that the admin user was given; empty for access to all groups, and for access to none.
        public let groups: [Group]
    }

    /// The master account.
    ///
    /// - Throws: ``CoreError/notAMasterAccount``.
    public func requireMaster() throws(CoreError) -> MasterAccount {
        guard let master else { throw .notAMasterAccount }
        return master
    }

    /// Invites a new, removed or rejected admin user.
    ///
    /// - Returns: The id of the invitation.
    /// - Throws: ``CoreError/unknownGroup(_:)``, ``CoreError/adminUserAlreadyInvited``,
    ///   ``CoreError/adminUserAlreadyExists``, ``CoreError/adminUserLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func inviteAdminUser(
        _ email: EmailAddress,
        privileges: Privileges,
        groupIDs: [String],
        _ context: inout CommandContext
    ) throws(CoreError) -> ObjectID {
        let master = try requireMaster()
        var groups: [ObjectID] = []
        for text in groupIDs {
            guard let id = ObjectID(text), master.groups.contains(where: { $0.id == id }) else {
                throw .unknownGroup(text)
            }
            if !groups.contains(id) { groups.append(id) }
        }
        guard !isOwner(email, context) else { throw .adminUserAlreadyExists }
        let emailCase = context.assumptions.emailCase
        switch master.adminUsers[email, emailCase]?.invitation.status(at: context.now) {
        case .pending: throw .adminUserAlreadyInvited
        case .active: throw .adminUserAlreadyExists
        case .rejected, nil: break
        }
        guard master.adminUsers.count < Self.rosterCapacity else { throw .adminUserLimitReached }
        let user = AdminUser(
            id: ids.next(context.salt),
            email: email,
            privileges: privileges,
            groupIDs: groups.isEmpty ? nil : groups,
            invitation: Invitation(sentAt: context.now)
        )
        self.master?.adminUsers.append(user, emailCase)
        context.add(.invited, email, as: .admin)
        return user.id
    }

    /// Sends the invitation of a pending or rejected admin user again, which restarts its 72 hours.
    ///
    /// - Throws: ``CoreError/adminInvitationNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func resendAdminInvitation(
        to email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) {
        try takeAdminStep(.resend, of: email, &context) { .adminInvitationNotFound($0) }
    }

    /// Removes a pending or rejected admin user.
    ///
    /// - Throws: ``CoreError/adminInvitationNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func cancelAdminInvitation(
        of email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) {
        try takeAdminStep(.cancel, of: email, &context) { .adminInvitationNotFound($0) }
    }

    /// Removes an active or pending admin user.
    ///
    /// - Throws: ``CoreError/adminUserToRevokeNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func revokeAdminUser(_ email: EmailAddress, _ context: inout CommandContext) throws(CoreError) {
        try takeAdminStep(.revoke, of: email, &context) { .adminUserToRevokeNotFound($0) }
    }

    /// Changes the permissions of an active or pending admin user.
    ///
    /// - Returns: The features that the grant does not name and the admin user keeps.
    /// - Throws: ``CoreError/adminUserToChangeNotFound``, ``CoreError/notAMasterAccount``.
    @discardableResult
    public mutating func changeAdminPermissions(
        of email: EmailAddress,
        by grant: Grant,
        _ context: inout CommandContext
    ) throws(CoreError) -> Privileges {
        let master = try requireMaster()
        let emailCase = context.assumptions.emailCase
        guard let user = master.adminUsers[email, emailCase], user.invitation.status(at: context.now) != .rejected
        else { throw .adminUserToChangeNotFound }
        let privileges = grant.applied(to: user.privileges, keepsOthers: context.assumptions.adminUpdate == .merge)
        self.master?.adminUsers.update(email, emailCase) { $0.privileges = privileges }
        context.add(.permissionsChanged, user.email, as: .admin)
        return privileges.subtracting(grant.replaced)
    }

    /// The owner, or an active or pending admin user.
    ///
    /// - Throws: ``CoreError/adminUserNotFound``, ``CoreError/notAMasterAccount``.
    public func adminMember(_ email: EmailAddress, _ context: CommandContext) throws(CoreError) -> AdminMember {
        let master = try requireMaster()
        if isOwner(email, context) { return ownerAsAdminMember }
        guard let user = master.adminUsers[email, context.assumptions.emailCase],
            let member = member(user, of: master, at: context.now)
        else { throw .adminUserNotFound }
        return member
    }

    /// The owner, then the active and pending admin users in order of invitation.
    ///
    /// - Throws: ``CoreError/notAMasterAccount``.
    public func adminMembers(at now: Timestamp) throws(CoreError) -> [AdminMember] {
        let master = try requireMaster()
        return [ownerAsAdminMember] + master.adminUsers.inOrder.compactMap { member($0, of: master, at: now) }
    }

    private var ownerAsAdminMember: AdminMember {
        AdminMember(
            email: owner.email,
            isOwner: true,
            status: .active,
            privileges: Catalog.masterAccount.everything,
            groups: []
        )
    }

    private func member(_ user: AdminUser, of master: MasterAccount, at now: Timestamp) -> AdminMember? {
        let status = user.invitation.status(at: now)
        guard status != .rejected else { return nil }
        return AdminMember(
            email: user.email,
            isOwner: false,
            status: status,
            privileges: user.privileges,
            groups: (user.groupIDs ?? []).compactMap { id in master.groups.first { $0.id == id } }
        )
    }

    mutating func takeAdminStep(
        _ step: Invitation.Step,
        of email: EmailAddress,
        _ context: inout CommandContext
    ) throws(StepRefused) {
        guard let user = try master?.adminUsers.take(step, for: email, context) else {
            throw StepRefused(status: nil)
        }
        context.add(.init(step), user.email, as: .admin)
    }

    private mutating func takeAdminStep(
        _ step: Invitation.Step,
        of email: EmailAddress,
        _ context: inout CommandContext,
        refusal: (StepRefused) -> CoreError
    ) throws(CoreError) {
        guard master != nil else { throw .notAMasterAccount }
        do throws(StepRefused) { try takeAdminStep(step, of: email, &context) } catch { throw refusal(error) }
    }
}
