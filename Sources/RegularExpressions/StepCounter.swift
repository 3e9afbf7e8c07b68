/// Limits the cost of one match that backtracks a lot.
struct StepCounter {
    private let limit: Int
    private let start = Clock.thread.nanoseconds
    private var tick = Clock.coarse.nanoseconds
    private var callouts = 0

    /// What a callout costs, in steps.
    private static let stepsPerCallout = 8

    /// - Parameter limit: The number of steps, 10 ns each.
    init(limit: Int) {
        self.limit = limit
    }

    /// Counts a callout.
    ///
    /// - Returns: Whether the match may go on.
    mutating func callOut() -> Bool {
        callouts += 1
        guard callouts * Self.stepsPerCallout < limit else { return false }
        let tick = Clock.coarse.nanoseconds
        guard tick != self.tick else { return true }
        self.tick = tick
        return remaining > 0
    }

    /// The steps that are left.
    var remaining: Int {
        limit - max((Clock.thread.nanoseconds - start) / 10, callouts * Self.stepsPerCallout)
    }
}
