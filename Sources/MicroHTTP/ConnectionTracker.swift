internal import Synchronization

/// Counts the open connections and the requests under way, and lets threads wait for either to fall.
final class ConnectionTracker: Sendable {
    private struct Connections {
        var count = 0
        var isClosed = false
    }

    private let connections = Monitor(Connections())
    private let requests = Atomic(0)
    private let stopping = Atomic(false)

    /// The connections that are open now.
    var connectionCount: Int { connections.withLock(\.count) }

    /// Whether the listener is stopping: each response is then the last of its connection.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Waits until fewer than `maximum` connections are open; false once closed.
    func waitForCapacity(below maximum: Int) -> Bool {
        connections.wait { connections in
            if connections.isClosed { return .done(false) }
            return connections.count < maximum ? .done(true) : .untilWoken
        }
    }

    /// Counts a connection that was accepted.
    ///
    /// - Returns: the number of open connections, with this one.
    func connectionOpened() -> Int {
        connections.withLock { connections in
            connections.count += 1
            return connections.count
        }
    }

    /// Counts a connection that was closed.
    func connectionClosed() {
        connections.withLock { $0.count -= 1 }
        connections.wake()
    }

    /// Waits for a connection to close, at most 100 ms because descriptors are also released elsewhere.
    func waitForRelease() {
        let deadline = MonotonicTime.now + .milliseconds(100)
        let before = connectionCount
        connections.wait { connections in
            connections.isClosed || connections.count < before || MonotonicTime.now >= deadline
                ? .done(()) : .until(deadline)
        }
    }

    /// Counts a request whose request line was read.
    func requestBegan() {
        requests.add(1, ordering: .relaxed)
    }

    /// Counts a request that has ended, with or without a response.
    func requestEnded() {
        let left = requests.subtract(1, ordering: .sequentiallyConsistent).newValue
        // `drain` sets `stopping` before it reads `requests`: one of the two threads sees the other's change.
        guard left == 0, stopping.load(ordering: .sequentiallyConsistent) else { return }
        connections.withLock { _ in }
        connections.wake()
    }

    /// Ends the waits for capacity, and makes each response the last of its connection.
    func close() {
        stopping.store(true, ordering: .sequentiallyConsistent)
        connections.withLock { $0.isClosed = true }
        connections.wake()
    }

    /// Waits until no request is under way, at most until `deadline`.
    func drain(until deadline: MonotonicTime) {
        connections.wait { _ in
            requests.load(ordering: .sequentiallyConsistent) == 0 || MonotonicTime.now >= deadline
                ? .done(()) : .until(deadline)
        }
    }
}
