// What the commonest requests ask of an account, by one lookup and without a copy of all that it has: a method of `Account`
// would have one made, which takes 800 instructions.
extension Accounts {
    /// Every permission that can be granted to a user of an account, those of legacy features included.
    public func grantable(in id: ID) -> Privileges {
        boxed(id).grantable
    }

    /// What the list of an account's users shows.
    public func userList(of id: ID) -> (owner: Owner, users: Roster<User>, grantable: Privileges) {
        let boxed = boxed(id)
        return unsafe (boxed.account.owner, boxed.account.users, boxed.grantable)
    }

    /// The owner of an account, or an active or pending user.
    ///
    /// - Throws: ``CoreError/userNotFound``.
    public func member(
        _ email: EmailAddress,
        of id: ID,
        _ context: CommandContext
    ) throws(CoreError) -> Account.Member {
        let boxed = boxed(id)
        return try unsafe boxed.account.users.member(email, owner: boxed.account.owner.email, context)
    }
}

extension Accounts.Boxed {
    fileprivate var grantable: Privileges {
        unsafe Account.grantable(account.features, on: account.plan.privileges)
    }
}

extension Roster<User> {
    /// The owner, or an active or pending user.
    ///
    /// - Throws: ``CoreError/userNotFound``.
    func member(
        _ email: EmailAddress,
        owner: EmailAddress,
        _ context: CommandContext
    ) throws(CoreError) -> Account.Member {
        if email.isSame(as: owner, context.assumptions.emailCase) {
            return Account.Member(email: owner, status: .active, privileges: Catalog.organization.everything)
        }
        guard let user = self[email, context.assumptions.emailCase] else { throw .userNotFound }
        let status = user.invitation.status(at: context.now)
        guard status != .rejected else { throw .userNotFound }
        return Account.Member(email: user.email, status: status, privileges: user.privileges)
    }
}
