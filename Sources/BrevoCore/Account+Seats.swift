/// The seats of an account, as `GET /account` shows them.
extension Account {
    /// The seats for a group of features.
    public struct Seats: Hashable, Sendable {
        /// The seats that the plan includes, or those that are used where that is more.
        public let purchased: Int
        /// The owner's seat, and one for each active or pending user who has any permission in the group.
        public let used: Int
    }

    /// The seats for a group of features.
    ///
    /// A plan includes one seat, or ten for marketing on Professional (help.brevo.com/hc/articles/360001079439). An
    /// account that uses more has bought them; on Enterprise, which has no limit, as many as it uses.
    public func seats(for group: FeatureGroup, at now: Timestamp) -> Seats {
        let used =
            1
            + users.count { user in
                user.invitation.status(at: now) != .rejected
                    && AccessLevel(of: user.privileges, in: group, available: grantable) != .none
            }
        let included = group == .marketing ? plan.includedSeats ?? 1 : 1
        return Seats(purchased: max(included, used), used: used)
    }
}
