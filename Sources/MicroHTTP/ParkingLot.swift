/// Where connections wait, suspended, for the moment when their answer goes on.
///
/// `MHD_stop_daemon` aborts the process while a connection is suspended, so one lock guards suspending, resuming and
/// closing: once closed, the lot is empty and takes nobody in.
final class ParkingLot: Sendable {
    private struct State {
        var parked = DeadlineHeap<Connection>()
        var isClosed = false
    }

    private let state = Monitor(State())

    /// Suspends the connection until then; false, and nothing is done, once the lot is closed.
    ///
    /// libmicrohttpd calls its handler (or content reader) again after that, on the connection's own thread.
    func park(_ connection: Connection, until time: MonotonicTime) -> Bool {
        let isEarliest: Bool? = state.withLock { state in
            guard !state.isClosed else { return nil }
            connection.suspend()
            state.parked.insert(connection, at: time)
            return state.parked.earliest == time
        }
        if isEarliest == true { state.wake() }
        return isEarliest != nil
    }

    /// Whether `close` was called: what was parked then came back early.
    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Resumes each connection at its time, until `close`; one thread sleeps in here.
    func run() {
        state.wait { state in
            if state.isClosed { return .done(()) }
            let now = MonotonicTime.now
            while let connection = state.parked.removeFirst(dueAt: now) {
                connection.resume()
            }
            return state.parked.earliest.map(Wait.until) ?? .untilWoken
        }
    }

    /// Resumes every connection, and takes no more.
    func close() {
        state.withLock { state in
            state.isClosed = true
            while let connection = state.parked.removeFirst(dueAt: .distantFuture) {
                connection.resume()
            }
        }
        state.wake()
    }
}
