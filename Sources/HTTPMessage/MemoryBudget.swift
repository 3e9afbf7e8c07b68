internal import Synchronization

/// A number of bytes that the parts of a process share: code that keeps much memory for long reserves it first.
public final class MemoryBudget: Sendable {
    /// The number of bytes that may be reserved at a time.
    public let limit: Int
    private let reserved = Atomic(0)
    private let released = Atomic(0)

    /// Creates a budget of `limit` bytes, none of them reserved.
    public init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// The number of bytes that are reserved now.
    public var used: Int { reserved.load(ordering: .relaxed) }

    /// The number of bytes that may still be reserved.
    public var available: Int { max(0, limit - used) }

    /// Counts a change that has happened, even if it leads past the limit.
    ///
    /// - Parameter change: How many bytes more are in use; negative for fewer.
    public func adjust(by change: Int) {
        if change >= 0 { reserved.add(change, ordering: .relaxed) } else { release(-change) }
    }

    /// Reserves a number of bytes.
    ///
    /// - Returns: false, and nothing is reserved, if that would exceed the limit.
    public func reserve(_ count: Int) -> Bool {
        precondition(count >= 0, "a reservation is not negative")
        var current = reserved.load(ordering: .relaxed)
        while count <= limit - current {
            let (exchanged, original) = reserved.compareExchange(
                expected: current,
                desired: current + count,
                ordering: .relaxed
            )
            if exchanged { return true }
            current = original
        }
        return false
    }

    /// Returns bytes that were reserved.
    public func release(_ count: Int) {
        let left = reserved.subtract(count, ordering: .relaxed).newValue
        precondition(count >= 0 && left >= 0, "only what was reserved is released")
        released.wrappingAdd(count, ordering: .relaxed)
    }

    /// So many bytes released make it worthwhile to give free memory back to the system.
    package static let largeRelease = 16 << 20

    /// Counts a large release, after work that has left an unknown number of free bytes behind.
    package func countLargeRelease() {
        released.wrappingAdd(Self.largeRelease, ordering: .relaxed)
    }

    /// The number of bytes that were released since ``hasReleased(atLeast:)`` last returned true.
    package var releasedCount: Int { released.load(ordering: .relaxed) }

    /// Whether at least `minimum` bytes were released since this last returned true, so that it is worthwhile to give
    /// free memory back to the system.
    package func hasReleased(atLeast minimum: Int) -> Bool {
        let count = released.load(ordering: .relaxed)
        guard count >= minimum else { return false }
        return released.compareExchange(expected: count, desired: 0, ordering: .relaxed).exchanged
    }
}
