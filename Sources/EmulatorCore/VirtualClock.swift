package import BrevoCore

/// The clock that everything in a world goes by: real, shifted, running at a rate, or standing still.
package struct VirtualClock: Sendable, Equatable {
    /// The time that it showed when it was last set.
    private var shown: Timestamp
    /// The real time when it was last set.
    private var setAt: Timestamp
    /// Whether it stands still.
    package private(set) var isFrozen: Bool
    /// How many seconds pass in a real one.
    package private(set) var rate: Double

    /// The rates that a clock can run at.
    package static let rates = 0.0...1_000_000.0

    /// Creates a clock that shows the real time.
    package static func real(at now: Timestamp) -> VirtualClock {
        VirtualClock(shown: now, setAt: now, isFrozen: false, rate: 1)
    }

    /// Creates a clock that stands still.
    package static func frozen(at moment: Timestamp) -> VirtualClock {
        VirtualClock(shown: moment, setAt: moment, isFrozen: true, rate: 1)
    }

    /// The time at a real moment; the clock stops at the end of the year 9999.
    package func now(real: Timestamp) -> Timestamp {
        guard !isFrozen else { return shown }
        let later =
            rate == 1
            ? Timestamp(milliseconds: shown.milliseconds + real.milliseconds - setAt.milliseconds)
            : shown.advanced(by: real.since(setAt) * rate)
        return later ?? Timestamp.range.upperBound
    }

    /// Sets what is given; the rest stays.
    package mutating func set(now: Timestamp? = nil, isFrozen: Bool? = nil, rate: Double? = nil, real: Timestamp) {
        (shown, setAt) = (now ?? self.now(real: real), real)
        self.isFrozen = isFrozen ?? self.isFrozen
        self.rate = rate ?? self.rate
    }

    /// Advances the clock.
    ///
    /// - Returns: Whether it was advanced; not if it would pass the end of the year 9999.
    package mutating func advance(by duration: Duration, real: Timestamp) -> Bool {
        guard let later = now(real: real).advanced(by: duration) else { return false }
        set(now: later, real: real)
        return true
    }
}
