/// One wait of a connection in the parking lot, though it may leave and come back before the wait is over.
///
/// Each wait has a space of its own: a call that comes too late reaches nobody.
final class ParkingSpace: @unchecked Sendable {
    // Sendable because all that changes is only touched while the lot's lock is held.
    let connection: Connection
    /// Whether the wait is for somebody's call, without which it may never end; such waits do not hold up a stop.
    let awaitsCall: Bool
    /// Whether the connection is suspended.
    var isTaken = false
    /// Whether a call came while the connection was not suspended: it must not be missed.
    var isCalled = false
    /// Whether the lot's queue holds it; at most once, also while the connection is away.
    var isQueued = false
    /// When the connection is resumed without a call.
    var end = MonotonicTime.distantFuture

    init(_ connection: Connection, awaitsCall: Bool = false) {
        (self.connection, self.awaitsCall) = (connection, awaitsCall)
    }
}
