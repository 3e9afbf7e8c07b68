internal import Glibc

/// SIGTERM and SIGINT, taken by waiting for them instead of by a handler, which may call next to nothing.
struct TerminationSignals {
    private var signals = sigset_t()

    /// Blocks the signals in this thread and in those that it starts later.
    init() {
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe sigaddset(&signals, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        // A reader of our output that is gone must not end us.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Returns when one of the signals has come.
    func wait() {
        var signals = signals
        var caught: Int32 = 0
        unsafe sigwait(&signals, &caught)
    }
}
