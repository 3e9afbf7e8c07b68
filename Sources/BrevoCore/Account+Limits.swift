/// The limits of an account, and how much of each is taken.
extension Account {
    /// The most users, owner included: by the plan, or by the master account for a sub-account; nil for no limit.
    public var userLimit: Int? {
        if let subAccount { return subAccount.plan.limit(of: .users).map { Int($0) } }
        return plan.userLimit
    }

    /// The owner, and the users who are active or pending.
    public func usersTaken(at now: Timestamp) -> Int {
        1 + users.count { $0.invitation.status(at: now) != .rejected }
    }

    /// How much is taken of what the master account allots.
    ///
    /// Users are counted; sales users are the owner and those who can use the CRM, Conversations or the phone. Nothing
    /// that the emulator does spends the rest.
    public func taken(of resource: SubAccountPlan.Resource, at now: Timestamp) -> Int {
        switch resource {
        case .users: usersTaken(at: now)
        case .salesUsers:
            1
                + users.count {
                    $0.invitation.status(at: now) != .rejected && !$0.privileges.isDisjoint(with: .ofSalesUsers)
                }
        case .email, .externalFeeds, .sms, .whatsapp, .wpSubscribers, .inbox, .landingPage: 0
        }
    }
}

extension Privileges {
    fileprivate static let ofSalesUsers = Catalog.organization.features
        .filter { [.crm, .conversations, .phone].contains($0.group) }
        .reduce(into: Privileges()) { $0.formUnion($1.mask) }
}
