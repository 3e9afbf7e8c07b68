internal import MicroHTTP
internal import Synchronization

/// Work that takes longer than a connection should wait for another's: done in order on a few threads of its own, which
/// end when there is nothing left to do.
final class BackgroundJobs: Sendable {
    typealias Job = @Sendable () -> Void

    private struct State {
        var waiting: [Job] = []
        var threads = 0
    }

    private static let maximumThreads = 2
    private let state = Mutex(State())

    /// Does a job when there is a thread for it.
    func add(_ job: @escaping Job) {
        let needsThread = state.withLock { state in
            state.waiting.append(job)
            guard state.threads < Self.maximumThreads else { return false }
            state.threads += 1
            return true
        }
        guard needsThread else { return }
        guard let thread = Thread({ self.run() }) else { return run() }
        thread.detach()
    }

    private func run() {
        while let job = nextJob() { job() }
    }

    private func nextJob() -> Job? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
