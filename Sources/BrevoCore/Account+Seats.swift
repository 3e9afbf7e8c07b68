/// The seats of an account, as `GET /account` shows them.
extension Account {
    /// How many seats of a kind there are and how many are taken.
    public struct Seats: Hashable, Sendable {
        /// Those that the plan includes; more where more are taken.
        public let purchased: Int
        /// The owner's, and one for each active or pending user who may do anything there.
        public let used: Int
    }

    /// The seats for a group of features.
    ///
    /// Included are one, or ten for marketing on the plan professional (DOC: seat limits by plan). Whoever may use
    /// more has bought them, and on the enterprise plan, which has no limit, as many as are used (INF).
    public func seats(for group: FeatureGroup, at now: Timestamp) -> Seats {
        let used =
            1
            + users.count { user in
                user.invitation.status(at: now) != .rejected
                    && AccessLevel(of: user.privileges, in: group, on: plan) != .none
            }
        let included = group == .marketing ? plan.includedSeats ?? 1 : 1
        return Seats(purchased: max(included, used), used: used)
    }
}
