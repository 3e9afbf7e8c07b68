internal import MicroHTTP
internal import Synchronization

/// Keeps a state file up with the state: one thread writes after changes, never two at once.
///
/// After each write it rests, so that a burst of changes makes few writes and a large state leaves the machine to those
/// who ask; a crash loses the changes of that time at most.
final class StateKeeper: Sendable {
    private enum Phase {
        case upToDate, changed, stopped
    }

    private struct Work {
        let thread: Thread
        let document: @Sendable () -> [UInt8]
    }

    let file: StateFile
    private let phase = Monitor(Phase.upToDate)
    private let work = Mutex<Work?>(nil)

    init(_ file: StateFile) {
        self.file = file
    }

    /// Takes up that the state has changed; the caller waits for nothing.
    func note() {
        let isNews = phase.withLock { phase in
            guard phase == .upToDate else { return false }
            phase = .changed
            return true
        }
        if isNews { phase.wake() }
    }

    /// Writes the state as it is, then after each change until it is stopped.
    ///
    /// - Throws: `Failure` where it cannot write, which is told best at the start.
    func start(_ document: @escaping @Sendable () -> [UInt8]) throws(Failure) {
        try file.replace(with: document())
        guard let thread = Thread({ self.run(document) }) else {
            throw Failure("no thread is left to keep the state file")
        }
        work.withLock { $0 = Work(thread: thread, document: document) }
    }

    /// Waits for a write under way, and writes for the last time.
    func stop() throws(Failure) {
        phase.withLock { $0 = .stopped }
        phase.wake()
        guard let work = work.withLock({ $0 }) else { return }
        work.thread.join()
        try file.replace(with: work.document())
    }

    private func run(_ document: () -> [UInt8]) {
        var isFailing = false
        while waitForChange() {
            let start = MonotonicTime.now
            do throws(Failure) {
                try file.replace(with: document())
                isFailing = false
            } catch {
                // Told once: the next change is the next attempt.
                if !isFailing { Stream.standardError.writeUnlessBlocked("brevo-emulator: \(error)\n") }
                isFailing = true
            }
            rest(since: start)
        }
    }

    /// - Returns: whether there is something to write; false when it is stopped.
    private func waitForChange() -> Bool {
        phase.wait { phase in
            switch phase {
            case .upToDate: return .untilWoken
            case .changed:
                phase = .upToDate
                return .done(true)
            case .stopped: return .done(false)
            }
        }
    }

    /// Rests for 50 ms, or as long as the write took if that is longer, unless it is stopped.
    private func rest(since start: MonotonicTime) {
        let now = MonotonicTime.now
        let taken = Duration.nanoseconds(Int64(now.nanoseconds - start.nanoseconds))
        let end = now + max(.milliseconds(50), taken)
        phase.wait { phase in
            phase == .stopped || MonotonicTime.now >= end ? .done(()) : .until(end)
        }
    }
}
