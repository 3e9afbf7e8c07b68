internal import BrevoEmulator
internal import MicroHTTP
internal import Synchronization

/// Keeps a state file up to date: one thread writes after changes.
///
/// A change is in the file some 40 ms later at most, as long as a write takes no more than a third of that. Where it takes
/// longer, responses wait, so that a crash never loses more than what was acknowledged within `acknowledgedAhead`.
final class StateWriter: Sendable {
    /// For how long changes are acknowledged that are not in the file yet.
    private static let acknowledgedAhead = Duration.milliseconds(45)

    private struct Progress {
        /// How many changes there were.
        var changes: UInt64 = 0
        /// How many of them the last attempt to write included.
        var attempted: UInt64 = 0
        /// How many of them are in the file.
        var written: UInt64 = 0
        /// When the first change came that is not in the file; nil if all are.
        var behindSince: MonotonicTime?
        /// When the first change came after the attempt that is under way began.
        var changedSince: MonotonicTime?
        /// Why the last attempt failed; nil if it did not.
        var failure: Failure?
        /// Whether the writer waits for a change.
        var isIdle = false
        var isStopped = false
        var waiters: [Waiter] = []
    }

    /// A response that waits for a change to be in the file.
    private struct Waiter {
        typealias Body = @Sendable (_ problem: String?) -> Void

        let change: UInt64
        let body: Body
    }

    private struct Work {
        let thread: Thread
        let document: @Sendable () -> [UInt8]
    }

    private let file: StateFile
    private let isSynchronous: Bool
    private let log: @Sendable (String) -> Void
    private let progress = Monitor(Progress())
    private let work = Mutex<Work?>(nil)

    /// - Parameters:
    ///   - isSynchronous: whether each response waits until its change is in the file.
    ///   - log: receives a line when writing begins to fail, and when it works again.
    init(_ file: StateFile, isSynchronous: Bool, log: @escaping @Sendable (String) -> Void) {
        (self.file, self.isSynchronous, self.log) = (file, isSynchronous, log)
    }

    /// Takes note of a change of the state.
    ///
    /// - Returns: what the response has to wait for; nil if it may be sent at once.
    func stateChanged() -> PendingStorage? {
        let now = MonotonicTime.now
        let (change, waits) = progress.withLock { progress in
            progress.changes += 1
            progress.behindSince = progress.behindSince ?? now
            progress.changedSince = progress.changedSince ?? now
            if progress.isIdle { self.progress.wake() }
            let isLate = progress.behindSince.map { now >= $0 + Self.acknowledgedAhead } ?? false
            // While the file cannot be written, readyz reports it, and responses wait only where that was asked for.
            return (progress.changes, isSynchronous || isLate && progress.failure == nil)
        }
        return waits ? PendingStorage { self.notify($0, about: change) } : nil
    }

    /// Calls the body once an attempt to write has included the change.
    private func notify(_ body: @escaping Waiter.Body, about change: UInt64) {
        let (isAttempted, problem) = progress.withLock { progress in
            let isAttempted = progress.attempted >= change
            if !isAttempted { progress.waiters.append(Waiter(change: change, body: body)) }
            return (isAttempted, progress.written >= change ? nil : progress.failure?.description)
        }
        // The writer need not collect further changes.
        progress.wake()
        if isAttempted { body(isSynchronous ? problem : nil) }
    }

    /// Why the file is behind the state; nil if it is not, or only for the moment that a write takes.
    var problem: String? { progress.withLock { $0.failure?.description } }

    /// Writes the state as it is, and from then on after each change until `stop()`.
    ///
    /// - Throws: `Failure` if the file cannot be written, which is best reported at the start.
    func start(_ document: @escaping @Sendable () -> [UInt8]) throws(Failure) {
        try file.replace(with: document())
        guard let thread = Thread({ self.run(document) }) else {
            throw Failure("the system has no thread left for the state file")
        }
        work.withLock { $0 = Work(thread: thread, document: document) }
    }

    /// Waits for a write that is under way, and writes what has changed since.
    func stop() throws(Failure) {
        progress.withLock { $0.isStopped = true }
        progress.wake()
        guard let work = work.withLock({ $0 }) else { return }
        work.thread.join()
        let isBehind = progress.withLock { $0.written < $0.changes }
        if isBehind { try file.replace(with: work.document()) }
    }

    private func run(_ document: () -> [UInt8]) {
        var (failures, lastDuration) = (0, Duration.zero)
        while let change = nextChange() {
            let start = MonotonicTime.now
            do throws(Failure) {
                try file.replace(with: document())
                finishAttempt(including: change, nil)
                if failures > 0 { log("the state file is up to date again") }
                failures = 0
                let duration = MonotonicTime.now.since(start)
                pause(after: max(duration, lastDuration))
                lastDuration = duration
            } catch {
                finishAttempt(including: change, error)
                if failures == 0 { log(error.description) }
                failures += 1
                // 0.1 s before the next attempt, then twice as long each time, up to a second.
                wait(until: MonotonicTime.now + .milliseconds(min(50 << min(failures, 5), 1000)))
            }
        }
    }

    /// Waits for a change that is not in the file.
    ///
    /// - Returns: how many changes a document that is made now includes; nil when the writer is stopped.
    private func nextChange() -> UInt64? {
        progress.wait { progress in
            progress.isIdle = !progress.isStopped && progress.changes == progress.written
            if progress.isStopped { return .done(nil) }
            if progress.isIdle { return .untilWoken }
            progress.changedSince = nil
            return .done(progress.changes)
        }
    }

    private func finishAttempt(including change: UInt64, _ failure: Failure?) {
        let finished = progress.withLock { progress in
            (progress.attempted, progress.failure) = (change, failure)
            if failure == nil { (progress.written, progress.behindSince) = (change, progress.changedSince) }
            // Later ones wait for the next attempt.
            let index = progress.waiters.partition { $0.change <= change }
            defer { progress.waiters.removeSubrange(index...) }
            return Array(progress.waiters[index...])
        }
        for waiter in finished { waiter.body(isSynchronous ? failure?.description : nil) }
    }

    /// Collects changes for the next write.
    ///
    /// A change that comes while the file is written is in it after the rest of that write, the pause and another write:
    /// after 40 ms as long as a write takes at most 16 ms. A larger state leaves a third of the time to others.
    ///
    /// - Parameter write: how long the next write may take, judging by the last ones.
    private func pause(after write: Duration) {
        wait(until: MonotonicTime.now + max(.milliseconds(40) - write * 2, write / 2))
    }

    /// Waits until then, or until the writer is stopped, or a response waits for a change that was not attempted yet.
    private func wait(until end: MonotonicTime) {
        progress.wait { progress in
            let isUrgent = progress.waiters.contains { $0.change > progress.attempted }
            return progress.isStopped || isUrgent || MonotonicTime.now >= end ? .done(()) : .until(end)
        }
    }
}

extension MonotonicTime {
    fileprivate func since(_ earlier: MonotonicTime) -> Duration {
        .nanoseconds(Int64(nanoseconds - earlier.nanoseconds))
    }
}
