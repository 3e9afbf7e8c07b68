internal import Glibc
internal import Synchronization

/// What is under way: open connections, begun requests, and who waits for either to change.
final class Traffic: Sendable {
    private struct Connections {
        var count = 0
        var isClosed = false
        var threads: Set<pthread_t> = []
    }

    private let connections = Monitor(Connections())
    private let requests = ThreadCounts()
    private let stopping = Atomic(false)

    /// The connections open now.
    var connectionCount: Int { connections.withLock(\.count) }

    /// Whether the listener takes no more connections, and each answer is the last of its own.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Whether the caller runs on a thread that serves connections.
    var isServingThread: Bool {
        let thread = pthread_self()
        return connections.withLock { $0.threads.contains(thread) }
    }

    /// Waits until fewer than so many connections are open; false once closed.
    func waitForPlace(of maximum: Int) -> Bool {
        connections.wait { connections in
            if connections.isClosed { return .done(false) }
            return connections.count < maximum ? .done(true) : .untilWoken
        }
    }

    func connectionOpened() {
        connections.withLock { $0.count += 1 }
    }

    func connectionClosed() {
        connections.withLock { $0.count -= 1 }
        connections.wake()
    }

    /// Remembers the calling thread as one that serves connections.
    func noteServingThread() {
        let thread = pthread_self()
        connections.withLock { _ = $0.threads.insert(thread) }
    }

    /// The daemon has stopped; it closes without notice what its threads had not come to yet.
    func allConnectionsClosed() {
        connections.withLock { $0.count = 0 }
    }

    /// Waits for a connection to close, a tenth of a second at most: descriptors come back from elsewhere too.
    func waitForRelease() {
        let deadline = MonotonicTime.now + .milliseconds(100)
        let before = connectionCount
        connections.wait { connections in
            connections.isClosed || connections.count < before || MonotonicTime.now >= deadline
                ? .done(()) : .until(deadline)
        }
    }

    func requestBegan() {
        requests.add(1)
    }

    func requestEnded() {
        requests.add(-1)
        // Ordered with `drain`, which sets `stopping` before it reads `requests`: one of the two sees the other.
        guard stopping.load(ordering: .sequentiallyConsistent), requests.total == 0 else { return }
        connections.withLock { _ in }
        connections.wake()
    }

    /// Takes no more connections.
    func close() {
        stopping.store(true, ordering: .sequentiallyConsistent)
        connections.withLock { $0.isClosed = true }
        connections.wake()
    }

    /// Waits until no request is under way, at most until then.
    func drain(until deadline: MonotonicTime) {
        connections.wait { _ in
            requests.total == 0 || MonotonicTime.now >= deadline
                ? .done(()) : .until(deadline)
        }
    }
}
