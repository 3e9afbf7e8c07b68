internal import Glibc

/// Checks a condition that becomes true a moment later, again and again until it holds or the time is up.
///
/// - Returns: whether it held in time, for `#expect`.
package func eventually(
    within limit: Duration = .seconds(60),
    _ condition: () throws -> Bool
) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while try !condition() {
        guard ContinuousClock.now < deadline else { return false }
        sched_yield()
    }
    return true
}
