public import BrevoCore

/// The one clock that everything in a world asks: real, shifted, running at a rate, or standing still (spec §11).
public struct VirtualClock: Sendable, Equatable {
    /// What the clock showed when it was last set.
    private var shown: Timestamp
    /// The real moment at which it was last set.
    private var setAt: Timestamp
    /// Whether the clock stands still.
    public private(set) var isFrozen: Bool
    /// How many seconds the clock runs in a real one.
    public private(set) var rate: Double

    /// The rates that a clock may run at.
    public static let rates = 0.0...1_000_000.0

    /// A clock that shows the real time.
    public static func real(at now: Timestamp) -> VirtualClock {
        VirtualClock(shown: now, setAt: now, isFrozen: false, rate: 1)
    }

    /// A clock that stands still.
    public static func frozen(at moment: Timestamp) -> VirtualClock {
        VirtualClock(shown: moment, setAt: moment, isFrozen: true, rate: 1)
    }

    /// What the clock shows at a real moment; it stops at the end of the year 9999.
    public func now(real: Timestamp) -> Timestamp {
        guard !isFrozen else { return shown }
        let later =
            rate == 1
            ? Timestamp(milliseconds: shown.milliseconds + real.milliseconds - setAt.milliseconds)
            : shown.advanced(by: real.since(setAt) * rate)
        return later ?? Timestamp.range.upperBound
    }

    /// Sets what is given and leaves the rest.
    public mutating func set(now: Timestamp? = nil, isFrozen: Bool? = nil, rate: Double? = nil, real: Timestamp) {
        (shown, setAt) = (now ?? self.now(real: real), real)
        self.isFrozen = isFrozen ?? self.isFrozen
        self.rate = rate ?? self.rate
    }

    /// Puts the clock forward.
    ///
    /// - Returns: false, and nothing has changed, where it would pass the end of the year 9999.
    public mutating func advance(by duration: Duration, real: Timestamp) -> Bool {
        guard let later = now(real: real).advanced(by: duration) else { return false }
        set(now: later, real: real)
        return true
    }
}
