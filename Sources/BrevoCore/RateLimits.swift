internal import HashTreeCollections

/// The number of requests that an account may make to each endpoint in an hour (developers.brevo.com/docs/api-limits).
///
/// Windows are hours of the clock: a clock that is set to another hour opens them all, and only one hour is remembered.
/// Copies share storage as those of ``Roster`` do.
public struct RateLimits: Sendable {
    /// How requests are limited.
    public enum Policy: Hashable, Sendable {
        /// Not at all, and responses say nothing of limits.
        case off
        /// Responses count down as ``documented`` does, but end at one remaining request and refuse nothing.
        case count
        /// As documented: 100 requests; 200 on Professional, 600 on Enterprise.
        case documented
        /// The same number for everybody.
        case perHour(Int)

        /// The numbers that can be a limit.
        public static let range = 1...1_000_000

        /// Reads `off`, `count`, `documented` or a number.
        public init?(_ text: some StringProtocol) {
            switch text {
            case "off": self = .off
            case "count": self = .count
            case "documented": self = .documented
            default:
                guard let number = Int(text), Self.range.contains(number) else { return nil }
                self = .perHour(number)
            }
        }

        /// The limit of an account on a plan; nil for none.
        ///
        /// Enterprise has what Brevo sells as extended limits, which the documentation calls an add-on.
        func limit(on plan: Plan) -> Int? {
            switch self {
            case .off: nil
            case .perHour(let number): number
            case .count, .documented:
                switch plan {
                case .free, .starter, .standard: 100
                case .professional: 200
                case .enterprise: 600
                }
            }
        }
    }

    /// What remains of a limit after a request.
    public struct Allowance: Hashable, Sendable {
        /// The requests of an hour.
        public let limit: Int
        /// How many of them remain.
        public let remaining: Int
        /// The seconds until the next hour, 1 to 3600.
        public let reset: Int
        /// Whether the request was one too many.
        public let isExceeded: Bool
    }

    private struct Window: Hashable {
        let account: Accounts.ID
        let endpoint: String
    }

    /// The most windows kept of an hour; one more, and all start again.
    static let capacity = 200_000
    private static let hour: Int64 = 3_600_000

    /// How requests are limited.
    public let policy: Policy
    /// Whether a state document set the policy, rather than the program.
    public let isFromDocument: Bool
    private var currentHour: Int64 = .min
    private var taken: TreeDictionary<Window, Int> = [:]

    /// Creates limits that nobody has used yet.
    public init(_ policy: Policy = .off, isFromDocument: Bool = false) {
        (self.policy, self.isFromDocument) = (policy, isFromDocument)
    }

    /// Counts a request; one that is too many takes nothing.
    mutating func take(
        _ endpoint: String,
        of account: Accounts.ID,
        limit: Int,
        at now: Timestamp
    ) -> Allowance {
        let hour = now.milliseconds.floorDivided(by: Self.hour).quotient
        if hour != currentHour { (currentHour, taken) = (hour, [:]) }
        let window = Window(account: account, endpoint: endpoint)
        let before = taken[window, default: 0]
        if before < limit {
            if taken.count >= Self.capacity { taken = [:] }
            taken[window] = before + 1
        }
        return Allowance(
            limit: limit,
            remaining: max(policy == .count ? 1 : 0, limit - before - 1),
            reset: Self.secondsLeft(at: now),
            isExceeded: before >= limit && policy != .count
        )
    }

    /// The allowance of an account on a general plan that has used up its hour.
    public static func usedUp(at now: Timestamp) -> Allowance {
        Allowance(limit: 100, remaining: 0, reset: secondsLeft(at: now), isExceeded: true)
    }

    private static func secondsLeft(at now: Timestamp) -> Int {
        Int((hour - now.milliseconds.floorDivided(by: hour).remainder + 999) / 1000)
    }
}
