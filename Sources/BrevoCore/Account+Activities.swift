/// The activity log of an organization.
extension Account {
    /// A request for a page of activities.
    public struct ActivityQuery: Sendable {
        /// The first and the last day, as the moments at which they begin; nil for all days.
        public var days: ClosedRange<Timestamp>?
        /// Whose activities; nil for everybody's.
        public var email: EmailAddress?
        /// The most activities on the page.
        public var limit: Int
        /// The number of activities before the page.
        public var offset: Int

        /// Creates a request.
        public init(days: ClosedRange<Timestamp>? = nil, email: EmailAddress? = nil, limit: Int, offset: Int) {
            (self.days, self.email, self.limit, self.offset) = (days, email, limit, offset)
        }

        /// Requires that the first day is in the past twelve months, taken as 366 days so that no calendar's are refused.
        ///
        /// - Throws: ``CoreError/activitiesTooOld``.
        public func requireDays(at now: Timestamp) throws(CoreError) {
            if let days, now.since(days.lowerBound) >= .seconds(367 * 86_400) { throw .activitiesTooOld }
        }
    }

    /// A page of the activities, newest first, and the number of all that match.
    ///
    /// - Throws: ``CoreError/activitiesTooOld``, ``CoreError/enterpriseOnly``
    ///   (developers.brevo.com/docs/user-activity-logs).
    public func activities(
        _ query: ActivityQuery,
        at now: Timestamp
    ) throws(CoreError) -> (page: [Activity], count: Int) {
        try query.requireDays(at: now)
        guard plan == .enterprise else { throw .enterpriseOnly }
        let end = query.days.map { $0.upperBound.advanced(by: .seconds(86_400)) ?? Timestamp.range.upperBound }
        let found = activities.inOrder.filter { activity in
            if let days = query.days, let end, activity.date < days.lowerBound || activity.date >= end { return false }
            return query.email.map { $0 == activity.userEmail } ?? true
        }
        return (Array(found.reversed().dropFirst(query.offset).prefix(query.limit)), found.count)
    }

    /// Adds events to the log; only those about people have activities.
    ///
    /// - Parameter visitor: Where the request came from.
    public mutating func log(_ events: ArraySlice<AccountEvent>, by visitor: Activity.Visitor) {
        for event in events { activities.append(event, of: owner.email, by: visitor) }
    }
}
