/// Tokens that let a person in without a password (SSO).
///
/// The documents give a token 15 days; the emulator has nothing to log in to, and forgets it at once.
extension Account {
    private static let digits = 40

    /// A token for the owner or an active admin user of the master account, whichever groups that one may reach: the
    /// token opens the master account, and not a sub-account (INF).
    ///
    /// - Throws: ``CoreError/noActivePerson(_:)``, ``CoreError/notAMasterAccount``.
    public mutating func makeAdminSession(for email: EmailAddress, at now: Timestamp) throws(CoreError) -> String {
        let user = try requireMaster().adminUsers[email]
        guard email == owner.email || user?.invitation.status(at: now) == .active else { throw .noActivePerson(email) }
        return ids.nextDigits(Self.digits)
    }

    /// A token for the owner, or for an active user of the organisation.
    ///
    /// - Throws: ``CoreError/noActivePerson(_:)``.
    mutating func makeSession(for email: EmailAddress?, at now: Timestamp) throws(CoreError) -> String {
        if let email, email != owner.email, users[email]?.invitation.status(at: now) != .active {
            throw .noActivePerson(email)
        }
        return ids.nextDigits(Self.digits)
    }
}
