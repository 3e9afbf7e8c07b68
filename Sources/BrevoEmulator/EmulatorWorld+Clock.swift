public import BrevoCore
internal import EmulatorCore

/// The world's clock, which everything that takes time goes by: an invitation expires after 72 hours of it.
extension EmulatorWorld {
    /// The state of a world's clock.
    public struct Clock: Sendable, Hashable {
        /// The time that it shows.
        public let now: Timestamp
        /// Whether it stands still.
        public let isFrozen: Bool
        /// How many seconds pass in a real one, unless it stands still.
        public let rate: Double
    }

    /// The state of the clock.
    public var clock: Clock {
        get throws(CommandRefused) {
            try read { world, context in
                Clock(now: world.now(context), isFrozen: world.clock.isFrozen, rate: world.clock.rate)
            }
        }
    }

    /// The time of the world.
    public var now: Timestamp {
        get throws(CommandRefused) { try read { world, context in world.now(context) } }
    }

    /// Stops the clock, at its time or at another.
    public func freeze(at moment: Timestamp? = nil) throws(CommandRefused) {
        try setClock(now: moment, isFrozen: true)
    }

    /// Stops the clock at a time as RFC 3339 writes it: `2026-11-20T09:00:00Z`.
    ///
    /// - Throws: ``CommandRefused`` for another text.
    public func freeze(at moment: String) throws(CommandRefused) {
        guard let moment = Timestamp(moment) else {
            throw CommandRefused(
                "\(moment) is not a time",
                hint: "Write it as RFC 3339 does: 2026-11-20T09:00:00Z."
            )
        }
        try freeze(at: moment)
    }

    /// Lets the clock run, from its time or from another.
    ///
    /// - Parameter rate: How many seconds pass in a real one, 0 to a million.
    public func run(from moment: Timestamp? = nil, rate: Double = 1) throws(CommandRefused) {
        try setClock(now: moment, isFrozen: false, rate: rate)
    }

    /// Lets time pass, whether the clock stands still or runs.
    ///
    /// ```swift
    /// try world.advance(by: .seconds(73 * 60 * 60))   // invitations have expired now
    /// ```
    ///
    /// - Throws: ``CommandRefused`` for a negative duration, and for one that leads past the year 9999.
    public func advance(by duration: Duration) throws(CommandRefused) {
        try command { world, context throws(ControlError) in try world.advanceClock(by: duration, &context) }
    }

    private func setClock(now: Timestamp?, isFrozen: Bool, rate: Double? = nil) throws(CommandRefused) {
        try command { world, context throws(ControlError) in
            try world.setClock(now: now, isFrozen: isFrozen, rate: rate, &context)
        }
    }
}
