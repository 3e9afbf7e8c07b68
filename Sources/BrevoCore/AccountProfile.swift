/// What `GET /account` shows of an account and nothing depends on.
public struct AccountProfile: Sendable, Hashable {
    /// The street and number.
    public var street = "1 Example Street"
    /// The city.
    public var city = "Paris"
    /// The postal code.
    public var zipCode = "75001"
    /// The country.
    public var country = "France"
    /// The time zone.
    public var timezone = "Europe/Paris"
    /// `12` or `24`.
    public var timeFormat = "24"
    /// The order of day, month and year.
    public var dateFormat = "dd-mm-yyyy"
    /// The user name for SMTP, before `@smtp-brevo.com`; nil for one that is derived from the account's ids.
    public var relayUserName: String?
    /// The key of marketing automation; nil to leave automation out, as the recorded response does.
    public var marketingAutomationKey: String?
    /// When the subscription began, whose periods are months from then on.
    ///
    /// Nil for periods of thirty days since 2025-01-01, which are inferred.
    public var subscribedAt: Timestamp?

    /// Creates a profile with the defaults.
    public init() {}

    /// The period of the subscription around a moment.
    public func period(at now: Timestamp) -> (start: Timestamp, end: Timestamp) {
        guard let subscribedAt else { return Self.thirtyDays(around: now) }
        var months = max(0, now.wholeMonths(since: subscribedAt))
        // A month that is too short for the day ends the count early.
        if let start = subscribedAt.advanced(byMonths: months), start > now { months = max(0, months - 1) }
        let last = Timestamp.range.upperBound
        return (subscribedAt.advanced(byMonths: months) ?? last, subscribedAt.advanced(byMonths: months + 1) ?? last)
    }

    private static func thirtyDays(around now: Timestamp) -> (start: Timestamp, end: Timestamp) {
        let (origin, length): (Int64, Int64) = (1_735_689_600_000, 30 * 86_400_000)
        let start = origin + (now.milliseconds - origin).floorDivided(by: length).quotient * length
        return (
            Timestamp(milliseconds: start) ?? Timestamp.range.lowerBound,
            Timestamp(milliseconds: start + length) ?? Timestamp.range.upperBound
        )
    }
}
