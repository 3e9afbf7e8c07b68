/// Single sign-on tokens.
///
/// The documentation gives a token 15 days; the emulator has nothing to log in to, and forgets it at once.
extension Account {
    private static let digits = 40

    /// Issues a token for the owner or an active admin user of the master account, whichever groups that user can
    /// access: the token opens the master account, not a sub-account.
    ///
    /// - Throws: ``CoreError/noActivePerson(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func createAdminSession(
        for email: EmailAddress,
        _ context: inout CommandContext
    ) throws(CoreError) -> String {
        let user = try requireMaster().adminUsers[email, context.assumptions.emailCase]
        guard isOwner(email, context) || user?.invitation.status(at: context.now) == .active else {
            throw .noActivePerson(email)
        }
        context.add(.sessionCreated)
        return ids.nextDigits(Self.digits, context.salt)
    }

    /// Issues a token for an active user of the organization; for the owner if no address is given.
    ///
    /// - Throws: ``CoreError/noActivePerson(_:)``.
    mutating func createSession(
        for email: EmailAddress?,
        _ context: inout CommandContext
    ) throws(CoreError) -> String {
        if let email, !isOwner(email, context),
            users[email, context.assumptions.emailCase]?.invitation.status(at: context.now) != .active
        {
            throw .noActivePerson(email)
        }
        context.add(.sessionCreated)
        return ids.nextDigits(Self.digits, context.salt)
    }
}
