/// The admin users of a master account (spec §6).
extension Account {
    /// An admin user as answers show one.
    public struct AdminMember: Sendable, Hashable {
        /// The address as it was given.
        public let email: EmailAddress
        /// Whether it is the account's owner, who was never invited.
        public let isOwner: Bool
        /// `active` or `pending`.
        public let status: Invitation.Status
        /// What the admin user may do.
        public let privileges: Privileges
        /// The groups that the admin user was given; none for one who may reach all, and for one who may reach nothing.
        public let groups: [Group]
    }

    /// The groups of sub-accounts.
    ///
    /// - Throws: ``CoreError/notAMasterAccount``.
    public func requireMaster() throws(CoreError) -> MasterAccount {
        guard let master else { throw .notAMasterAccount }
        return master
    }

    /// Invites a new, removed or rejected admin user.
    ///
    /// - Returns: the invitation's id.
    /// - Throws: ``CoreError/unknownGroup(_:)``, ``CoreError/adminUserAlreadyInvited``,
    ///   ``CoreError/adminUserAlreadyExists``, ``CoreError/adminUserLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func inviteAdminUser(
        _ email: EmailAddress,
        privileges: Privileges,
        groupIDs: [String],
        at now: Timestamp
    ) throws(CoreError) -> ObjectID {
        let master = try requireMaster()
        var found: [ObjectID] = []
        for text in groupIDs {
            guard let id = ObjectID(text), master.groups.contains(where: { $0.id == id }) else {
                throw .unknownGroup(text)
            }
            if !found.contains(id) { found.append(id) }
        }
        guard email != owner.email else { throw .adminUserAlreadyExists }
        switch master.adminUsers[email]?.invitation.status(at: now) {
        case .pending: throw .adminUserAlreadyInvited
        case .active: throw .adminUserAlreadyExists
        case .rejected, nil: break
        }
        guard master.adminUsers.count < Self.rosterCapacity else { throw .adminUserLimitReached }
        let user = AdminUser(
            id: ids.next(),
            email: email,
            privileges: privileges,
            groupIDs: found.isEmpty ? nil : found,
            invitation: Invitation(sentAt: now)
        )
        self.master?.adminUsers.append(user)
        note(.invited, of: email, as: .admin, at: now)
        return user.id
    }

    /// Sends the invitation of a pending or rejected admin user again; its 72 hours start anew.
    ///
    /// - Throws: ``CoreError/adminInvitationNotFound``, ``CoreError/notAMasterAccount``.
    public mutating func resendAdminInvitation(to email: EmailAddress, at now: Timestamp) throws(CoreError) {
        try takeAdminStep(.resend, of: email, at: now, orRefuse: .adminInvitationNotFound)
    }

    /// Removes a pending or rejected admin user.
    ///
    /// - Throws: ``CoreError/adminInvitationNotFound``, ``CoreError/notAMasterAccount``.
    public mutating func cancelAdminInvitation(of email: EmailAddress, at now: Timestamp) throws(CoreError) {
        try takeAdminStep(.cancel, of: email, at: now, orRefuse: .adminInvitationNotFound)
    }

    /// Removes an active or pending admin user.
    ///
    /// - Throws: ``CoreError/adminUserToRevokeNotFound``, ``CoreError/notAMasterAccount``.
    public mutating func revokeAdminUser(_ email: EmailAddress, at now: Timestamp) throws(CoreError) {
        try takeAdminStep(.revoke, of: email, at: now, orRefuse: .adminUserToRevokeNotFound)
    }

    /// Changes what an active or pending admin user may do.
    ///
    /// - Throws: ``CoreError/adminUserToChangeNotFound``, ``CoreError/notAMasterAccount``.
    public mutating func changeAdminPermissions(
        of email: EmailAddress,
        by grant: Grant,
        at now: Timestamp
    ) throws(CoreError) {
        let master = try requireMaster()
        guard let user = master.adminUsers[email], user.invitation.status(at: now) != .rejected else {
            throw .adminUserToChangeNotFound
        }
        self.master?.adminUsers.update(email) { $0.privileges = grant.applied(to: user.privileges) }
        note(.permissionsChanged, of: user.email, as: .admin, at: now)
    }

    /// The owner, or an active or pending admin user.
    ///
    /// - Throws: ``CoreError/adminUserNotFound``, ``CoreError/notAMasterAccount``.
    public func adminMember(_ email: EmailAddress, at now: Timestamp) throws(CoreError) -> AdminMember {
        let master = try requireMaster()
        if email == owner.email { return ownerAsAdminMember }
        guard let user = master.adminUsers[email], let member = member(user, of: master, at: now) else {
            throw .adminUserNotFound
        }
        return member
    }

    /// The owner, then the active and pending admin users in the order of their invitations.
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
        at now: Timestamp
    ) throws(StepRefused) {
        guard let user = try master?.adminUsers.take(step, for: email, at: now) else {
            throw StepRefused(status: nil)
        }
        note(.init(step), of: user.email, as: .admin, at: now)
    }

    private mutating func takeAdminStep(
        _ step: Invitation.Step,
        of email: EmailAddress,
        at now: Timestamp,
        orRefuse refusal: CoreError
    ) throws(CoreError) {
        guard master != nil else { throw .notAMasterAccount }
        do throws(StepRefused) { try takeAdminStep(step, of: email, at: now) } catch { throw refusal }
    }
}
