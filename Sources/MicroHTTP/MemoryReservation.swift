internal import HTTPMessage

/// What a connection has reserved of the memory budget: for the body of its request, and then for its response's.
struct MemoryReservation: ~Copyable {
    private let budget: MemoryBudget?
    private let maximumBodySize: Int
    private var count = 0

    /// The size in bytes up to which a body needs no reservation, so that most requests have nothing to do with it.
    static let smallBodySize = 64 * 1024

    init(of budget: MemoryBudget?, maximumBodySize: Int) {
        (self.budget, self.maximumBodySize) = (budget, maximumBodySize)
    }

    deinit {
        if count > 0 { budget?.release(count) }
    }

    /// Reserves memory for a body of this size in all, unless it is small.
    ///
    /// - Returns: false where the budget is used up.
    mutating func grow(to size: Int) -> Bool {
        guard size > max(count, Self.smallBodySize), let budget else { return true }
        // Twice as much as before, so that a body of unknown size does not reserve part by part.
        let target = max(size, min(2 * count, maximumBodySize))
        guard budget.reserve(target - count) else { return false }
        count = target
        return true
    }

    /// Releases all of it.
    mutating func release() {
        if count > 0 { budget?.release(count) }
        count = 0
    }
}
