/// The groups of a master account: which sub-accounts are in them, and which admin users can access them.
extension Account {
    /// The group with an id.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public func group(_ id: String) throws(CoreError) -> Group {
        let master = try requireMaster()
        return master.groups[try master.index(ofGroup: id)]
    }

    /// Creates a group; admin users without restriction can access it at once, nobody else.
    ///
    /// Two groups may have the same name.
    ///
    /// - Returns: The id of the group.
    /// - Throws: ``CoreError/unknownGroupMember(_:)``, ``CoreError/groupLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func createGroup(
        named name: String,
        subAccounts: [SubAccount.Number],
        _ context: inout CommandContext
    ) throws(CoreError) -> ObjectID {
        let master = try requireMaster()
        try master.requireSubAccounts(subAccounts)
        guard master.groups.count < MasterAccount.groupCapacity else { throw .groupLimitReached }
        let group = Group(id: ids.next(context.salt), groupName: name, createdAt: context.now, subAccounts: subAccounts)
        self.master?.groups.append(group)
        context.add(.groupCreated)
        return group.id
    }

    /// Renames a group, or replaces all its sub-accounts, or both.
    ///
    /// The admin users who can access the group stay the same.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/unknownGroupMember(_:)``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func changeGroup(
        _ id: String,
        name: String?,
        subAccounts: [SubAccount.Number]?,
        _ context: inout CommandContext
    ) throws(CoreError) {
        let master = try requireMaster()
        let index = try master.index(ofGroup: id)
        try master.requireSubAccounts(subAccounts ?? [])
        if let name { self.master?.groups[index].groupName = name }
        if let subAccounts { self.master?.groups[index].replaceSubAccounts(by: subAccounts) }
        context.add(.groupUpdated)
    }

    /// Deletes a group; its sub-accounts stay, and its admin users lose it (developers.brevo.com/reference).
    ///
    /// An admin user whose only group it was can access nothing from then on.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func deleteGroup(_ id: String, _ context: inout CommandContext) throws(CoreError) {
        let master = try requireMaster()
        let index = try master.index(ofGroup: id)
        let group = master.groups[index].id
        self.master?.groups.remove(at: index)
        for user in master.adminUsers.inOrder where user.groupIDs?.contains(group) == true {
            // By exact address: every matching admin user loses the group, whatever is assumed of case.
            self.master?.adminUsers.update(user.email, .keep) { $0.groupIDs?.removeAll { $0 == group } }
        }
        context.add(.groupDeleted)
    }

    /// Removes sub-accounts from a group; one that is not in it changes nothing, and no admin user is touched.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/unknownGroupMember(_:)``,
    ///   ``CoreError/notAMasterAccount``.
    public mutating func unlink(
        _ subAccounts: [SubAccount.Number],
        fromGroup id: String,
        _ context: inout CommandContext
    ) throws(CoreError) {
        let master = try requireMaster()
        let index = try master.index(ofGroup: id)
        try master.requireSubAccounts(subAccounts)
        for number in subAccounts { self.master?.groups[index].remove(number) }
        context.add(.groupUpdated)
    }

    /// The active and pending admin users who can access a group, in order of invitation.
    ///
    /// Those without restriction are among them; the owner, who is associated with no group, is not.
    public func adminUsers(accessing group: ObjectID, at now: Timestamp) -> [AdminUser] {
        master?.adminUsers.inOrder.filter {
            $0.canAccess(group) && $0.invitation.status(at: now) != .rejected
        } ?? []
    }
}
