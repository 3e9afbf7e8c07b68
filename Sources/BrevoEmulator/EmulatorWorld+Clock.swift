public import BrevoCore
internal import EmulatorControl

/// The world's clock, which everything that takes time goes by: invitations are rejected after 72 hours of it.
extension EmulatorWorld {
    /// What a world's clock shows and how it runs.
    public struct Clock: Sendable, Hashable {
        /// The moment that it shows.
        public let now: Timestamp
        /// Whether it stands still.
        public let isFrozen: Bool
        /// How many seconds it runs in a real one, unless it stands still.
        public let rate: Double
    }

    /// What the clock shows and how it runs.
    public var clock: Clock {
        get throws(CommandRefused) {
            try read { Clock(now: $0.now($1), isFrozen: $0.clock.isFrozen, rate: $0.clock.rate) }
        }
    }

    /// The moment that the clock shows.
    public var now: Timestamp {
        get throws(CommandRefused) { try read { $0.now($1) } }
    }

    /// Stops the clock, where it stands or at that moment.
    public func freeze(at moment: Timestamp? = nil) throws(CommandRefused) {
        try setClock(now: moment, isFrozen: true)
    }

    /// Stops the clock at a moment as RFC 3339 writes it: `2026-11-20T09:00:00Z`.
    ///
    /// - Throws: ``CommandRefused`` for another text.
    public func freeze(at moment: String) throws(CommandRefused) {
        guard let moment = Timestamp(moment) else {
            throw CommandRefused(
                "\(moment) is no moment",
                hint: "A moment is written as RFC 3339 has it: 2026-11-20T09:00:00Z."
            )
        }
        try freeze(at: moment)
    }

    /// Lets the clock run on, from where it stands or from that moment.
    ///
    /// - Parameter rate: how many seconds it runs in a real one, from 0 to a million.
    public func run(from moment: Timestamp? = nil, rate: Double = 1) throws(CommandRefused) {
        try setClock(now: moment, isFrozen: false, rate: rate)
    }

    /// Lets time pass, whether the clock stands still or runs.
    ///
    /// ```swift
    /// try world.advance(by: .seconds(73 * 60 * 60))   // invitations are rejected now
    /// ```
    ///
    /// - Throws: ``CommandRefused`` for a negative time, and for one that leads past the year 9999.
    public func advance(by duration: Duration) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in try state.advanceClock(by: duration, context) }
    }

    private func setClock(now: Timestamp?, isFrozen: Bool, rate: Double? = nil) throws(CommandRefused) {
        try command { (state, context) throws(ControlError) in
            try state.setClock(now: now, isFrozen: isFrozen, rate: rate, context)
        }
    }
}
