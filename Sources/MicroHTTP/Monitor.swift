internal import Glibc

/// A lock around a value, and a condition on that value which threads can wait for.
///
/// `Synchronization.Mutex` has no condition variable; this is the pthread pair behind two methods.
@safe package final class Monitor<State: Sendable>: @unchecked Sendable {
    // Sendable because `state` is only touched while `mutex` is held.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    package init(_ state: State) {
        self.state = state
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    package func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Wakes whoever waits, after a change that may concern them.
    package func wake() {
        unsafe pthread_cond_broadcast(condition)
    }

    /// What `body` gives once it gives something; it is asked again when woken and at each moment it names.
    package func wait<Result>(for body: (inout State) -> Wait<Result>) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            switch body(&state) {
            case .done(let result):
                return result
            case .untilWoken:
                unsafe pthread_cond_wait(condition, mutex)
            case .until(let time):
                var time = time.timespec
                unsafe pthread_cond_timedwait(condition, mutex, &time)
            }
        }
    }
}

/// What a thread that waits on a `Monitor` does next.
package enum Wait<Result> {
    case done(Result)
    case untilWoken
    case until(MonotonicTime)
}
