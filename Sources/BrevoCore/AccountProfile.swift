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
    /// The name for sending by SMTP; nil for one that is derived from the account's ids.
    public var relayUserName: String?
    /// The key of marketing automation; nil to leave automation out, as the recorded response does.
    public var marketingAutomationKey: String?
    /// When the subscription began; its periods are months from then on.
    public var subscribedAt = Self.start

    /// Creates a profile with the defaults.
    public init() {}

    private static let start: Timestamp = {
        guard let start = Timestamp("2025-01-01T00:00:00Z") else { preconditionFailure("a literal moment is valid") }
        return start
    }()

    /// The month of the subscription around a moment.
    public func period(at now: Timestamp) -> (start: Timestamp, end: Timestamp) {
        var months = max(0, now.wholeMonths(since: subscribedAt))
        // A month that is too short for the day ends the count early.
        if let start = subscribedAt.advanced(byMonths: months), start > now { months = max(0, months - 1) }
        let last = Timestamp.range.upperBound
        return (subscribedAt.advanced(byMonths: months) ?? last, subscribedAt.advanced(byMonths: months + 1) ?? last)
    }
}
