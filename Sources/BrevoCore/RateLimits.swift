internal import HashTreeCollections

/// How many requests an account may make to each endpoint in an hour (spec §9; developers.brevo.com/docs/api-limits).
///
/// Windows are the hours of the clock: a clock that is set, forwards or backwards, into another hour opens them all,
/// and what is remembered is of one hour only. A copy shares its storage as ``Roster`` does.
public struct RateLimits: Sendable {
    /// How many requests there may be.
    public enum Policy: Hashable, Sendable {
        /// Any number.
        case off
        /// As Brevo documents it: 100, on the plan professional 200, on enterprise 600.
        case documented
        /// The same for all.
        case perHour(Int)

        /// The numbers of requests that can be a limit.
        public static let range = 1...1_000_000

        /// Reads `off`, `documented` or a number.
        public init?(_ text: some StringProtocol) {
            switch text {
            case "off": self = .off
            case "documented": self = .documented
            default:
                guard let number = Int(text), Self.range.contains(number) else { return nil }
                self = .perHour(number)
            }
        }

        /// The limit of an account on this plan; nil for none.
        ///
        /// Enterprise has what Brevo sells as its extended limits (INF: the documents call them an add-on).
        func limit(on plan: Plan) -> Int? {
            switch self {
            case .off: nil
            case .perHour(let number): number
            case .documented:
                switch plan {
                case .free, .starter, .standard: 100
                case .professional: 200
                case .enterprise: 600
                }
            }
        }
    }

    /// What is left of a limit after a request.
    public struct Allowance: Hashable, Sendable {
        /// The requests of an hour.
        public let limit: Int
        /// How many of them are left.
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

    /// The most windows that are remembered of an hour; one more, and all are forgotten.
    static let capacity = 200_000
    private static let hour: Int64 = 3_600_000

    /// How many requests there may be.
    public let policy: Policy
    /// Whether the state document says so, and not the program.
    public let isStated: Bool
    private var currentHour: Int64 = .min
    private var taken: TreeDictionary<Window, Int> = [:]

    /// Limits that nobody has used yet.
    public init(_ policy: Policy = .off, isStated: Bool = false) {
        (self.policy, self.isStated) = (policy, isStated)
    }

    /// Counts a request; one that is too many takes nothing.
    ///
    /// - Parameter endpoint: what is counted apart: a path with its parameters in braces.
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
            remaining: max(0, limit - before - 1),
            reset: Self.secondsLeft(at: now),
            isExceeded: before >= limit
        )
    }

    /// What is answered to one request more than an account on a general plan has in an hour (DOC: 100).
    public static func usedUp(at now: Timestamp) -> Allowance {
        Allowance(limit: 100, remaining: 0, reset: secondsLeft(at: now), isExceeded: true)
    }

    private static func secondsLeft(at now: Timestamp) -> Int {
        Int((hour - now.milliseconds.floorDivided(by: hour).remainder + 999) / 1000)
    }
}
