/// A wait of one connection, for a moment or for a call from any thread, during which libmicrohttpd leaves it alone.
///
/// Each wait has a suspension of its own, so a call that comes too late wakes nobody. The connection may return from
/// the wait and go back to it, as it does between the pieces of a body.
final class Suspension: @unchecked Sendable {
    // Sendable because `end` and `isCalled` are only used on the loop's thread.
    let connection: Int
    /// Whether the wait is for a call, without which it may never end; such waits do not hold up a stop.
    let awaitsCall: Bool
    /// Whether room in the socket's buffer ends the wait.
    let awaitsRoom: Bool
    /// When the wait ends by itself.
    var end = MonotonicTime.distantFuture
    /// Whether a call came while the connection was not suspended; the next attempt to suspend it fails.
    var isCalled = false
    private let loop: EventLoop

    /// A wait of the loop's connection with this number.
    init(of connection: Int, on loop: EventLoop, awaitsCall: Bool = false, awaitsRoom: Bool = false) {
        (self.connection, self.loop) = (connection, loop)
        (self.awaitsCall, self.awaitsRoom) = (awaitsCall, awaitsRoom)
    }

    /// Ends the wait, or the next one where the connection is not waiting; from any thread.
    func call() {
        loop.post(.call(self))
    }
}
