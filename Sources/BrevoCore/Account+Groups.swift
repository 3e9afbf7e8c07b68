/// The groups of a master account: who is in them, and which admin users may reach them.
extension Account {
    /// The group of this id.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public func group(_ id: String) throws(CoreError) -> Group {
        let master = try requireMaster()
        return master.groups[try master.place(ofGroup: id)]
    }

    /// Makes a group; the admin users without restriction reach it at once, nobody else.
    ///
    /// Two groups may have the same name (INF).
    ///
    /// - Returns: the group's id.
    /// - Throws: ``CoreError/unknownMember(_:)``, ``CoreError/groupLimitReached``, ``CoreError/notAMasterAccount``.
    public mutating func createGroup(
        named name: String,
        subAccounts: [SubAccount.Number],
        at now: Timestamp
    ) throws(CoreError) -> ObjectID {
        let master = try requireMaster()
        try master.requireSubAccounts(subAccounts)
        guard master.groups.count < MasterAccount.groupCapacity else { throw .groupLimitReached }
        let group = Group(id: ids.next(), groupName: name, createdAt: now, subAccounts: subAccounts)
        self.master?.groups.append(group)
        return group.id
    }

    /// Renames a group, or makes these its sub-accounts in the place of all that it has (INF), or both.
    ///
    /// The admin users who may reach the group stay the same; what they reach by it follows.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/unknownMember(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func changeGroup(
        _ id: String,
        name: String?,
        subAccounts: [SubAccount.Number]?
    ) throws(CoreError) {
        let master = try requireMaster()
        let place = try master.place(ofGroup: id)
        try master.requireSubAccounts(subAccounts ?? [])
        if let name { self.master?.groups[place].groupName = name }
        if let subAccounts { self.master?.groups[place].replaceSubAccounts(by: subAccounts) }
    }

    /// Deletes a group: its sub-accounts stay, and its admin users are no longer associated with it (DOC).
    ///
    /// An admin user of no other group reaches nothing from then on, instead of everything (INF).
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func deleteGroup(_ id: String) throws(CoreError) {
        let master = try requireMaster()
        let place = try master.place(ofGroup: id)
        let group = master.groups[place].id
        self.master?.groups.remove(at: place)
        for user in master.adminUsers.inOrder where user.groupIDs?.contains(group) == true {
            self.master?.adminUsers.update(user.email) { $0.groupIDs?.removeAll { $0 == group } }
        }
    }

    /// Takes sub-accounts out of a group; one that is not in it changes nothing, and no admin user is touched.
    ///
    /// - Throws: ``CoreError/groupNotFound(_:)``, ``CoreError/unknownMember(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func unlink(_ subAccounts: [SubAccount.Number], fromGroup id: String) throws(CoreError) {
        let master = try requireMaster()
        let place = try master.place(ofGroup: id)
        try master.requireSubAccounts(subAccounts)
        for number in subAccounts { self.master?.groups[place].remove(number) }
    }

    /// The active and pending admin users who may reach a group, in the order of their invitations.
    ///
    /// Those without restriction are among them; the owner, whom nobody associated with anything, is not (INF).
    public func adminUsers(reaching group: ObjectID, at now: Timestamp) -> [AdminUser] {
        master?.adminUsers.inOrder.filter {
            $0.reaches(group) && $0.invitation.status(at: now) != .rejected
        } ?? []
    }
}
