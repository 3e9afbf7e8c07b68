internal import Glibc

/// A clock of the system.
struct Clock {
    private let id: clockid_t

    /// Never set; costs no system call.
    static let monotonic = Clock(id: CLOCK_MONOTONIC)
    /// The same to a few milliseconds, and faster.
    static let coarse = Clock(id: CLOCK_MONOTONIC_COARSE)
    /// The time that the current thread has run; costs a system call.
    static let thread = Clock(id: CLOCK_THREAD_CPUTIME_ID)

    var nanoseconds: Int {
        var time = timespec()
        unsafe clock_gettime(id, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
