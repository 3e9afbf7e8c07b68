internal import Glibc
internal import MicroHTTP

/// The end of the program, when SIGTERM, SIGINT or SIGHUP asks for it.
///
/// A thread waits for the signals, since a handler may call next to nothing. The first one wakes `wait()`; the second
/// ends the process at once, and so do five seconds after the first.
final class Termination: Sendable {
    /// How long responses that are under way may take; what remains of the five seconds is for the state file.
    static let grace = Duration.milliseconds(4500)
    private static let limit = Duration.seconds(5)

    private enum Phase {
        case running, requested, ending
    }

    private let phase = Monitor(Phase.running)

    /// Blocks the signals in this thread and in those that it starts later.
    init() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT] { unsafe sigaddset(&signals, signal) }
        // nohup ignores SIGHUP for the program.
        if !Self.isIgnored(SIGHUP) { unsafe sigaddset(&signals, SIGHUP) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        // A reader of our output that is gone, or a limit on the size of files, is an error and not the end.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let awaited = signals
        _ = Thread { self.run(awaited) }
    }

    /// Asks for the end, as SIGTERM does; asking again changes nothing.
    func request() {
        let isFirst = phase.withLock { phase in
            defer { if phase == .running { phase = .requested } }
            return phase == .running
        }
        if isFirst { kill(getpid(), SIGTERM) }
    }

    /// Returns when the end is asked for.
    func wait() {
        phase.wait { $0 == .ending ? .done(()) : .untilWoken }
    }

    private func run(_ signals: sigset_t) {
        var signals = signals
        var signal: Int32 = 0
        unsafe sigwait(&signals, &signal)
        phase.withLock { $0 = .ending }
        phase.wake()
        let end = MonotonicTime.now + Self.limit
        while case let now = MonotonicTime.now, now < end {
            let left = Int(end.nanoseconds - now.nanoseconds)
            var limit = timespec(tv_sec: left / 1_000_000_000, tv_nsec: left % 1_000_000_000)
            // Fails early where the process is paused, or looked at by a debugger (signal(7)).
            let second = unsafe sigtimedwait(&signals, nil, &limit)
            if second > 0 { _exit(128 + second) }
        }
        Stream.standardError.writeUnlessBlocked("brevo-emulator: something was still under way after 5 seconds\n")
        _exit(EXIT_FAILURE)
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
