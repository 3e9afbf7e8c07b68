internal import Glibc

/// A value behind a lock, with conditions on it that threads can wait for.
///
/// `Synchronization.Mutex` has no condition variable, so this wraps a pthread mutex and condition.
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

    /// Wakes the waiting threads, which check their conditions again.
    package func wake() {
        unsafe pthread_cond_broadcast(condition)
    }

    /// Calls `body` until it returns a result: at once, when woken, and at each time that it asks for.
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

/// What a thread that waits for a `Monitor` does next.
package enum Wait<Result> {
    case done(Result)
    case untilWoken
    case until(MonotonicTime)
}
