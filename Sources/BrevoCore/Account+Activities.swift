/// The activity log of an organisation.
extension Account {
    /// Which activities are asked for.
    public struct ActivityQuery: Sendable {
        /// The first and the last day, as moments at which they begin; nil for all days.
        public var days: ClosedRange<Timestamp>?
        /// Who did it; nil for anybody.
        public var email: EmailAddress?
        /// How many fit on a page.
        public var limit: Int
        /// How many go before the page.
        public var offset: Int

        /// A question for one page.
        public init(days: ClosedRange<Timestamp>? = nil, email: EmailAddress? = nil, limit: Int, offset: Int) {
            (self.days, self.email, self.limit, self.offset) = (days, email, limit, offset)
        }
    }

    /// A page of the activities, the newest first (INF), and how many fit the question in all.
    ///
    /// - Throws: ``CoreError/enterpriseOnly`` (DOC: "Requires Enterprise plan").
    public func activities(_ query: ActivityQuery) throws(CoreError) -> (page: [Activity], count: Int) {
        guard plan == .enterprise else { throw .enterpriseOnly }
        let end = query.days.map { $0.upperBound.advanced(by: .seconds(86_400)) ?? Timestamp.range.upperBound }
        let found = activities.inOrder.filter { activity in
            if let days = query.days, let end, activity.date < days.lowerBound || activity.date >= end { return false }
            return query.email.map { $0 == activity.userEmail } ?? true
        }
        return (Array(found.reversed().dropFirst(query.offset).prefix(query.limit)), found.count)
    }

    /// What has happened since this was last asked, first to last, which the log now has.
    mutating func recordOccurrences(by visitor: Activity.Visitor) -> [Occurrence] {
        let happened = takeOccurrences()
        for occurrence in happened { activities.append(occurrence, of: owner.email, by: visitor) }
        return happened
    }
}
