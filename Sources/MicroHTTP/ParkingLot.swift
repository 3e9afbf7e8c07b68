/// Where connections wait, suspended, for the moment or the call that lets their answer go on.
///
/// `MHD_stop_daemon` aborts the process while a connection is suspended, so one lock guards suspending, resuming and
/// closing: once closed, the lot is empty and takes nobody in.
final class ParkingLot: Sendable {
    /// What became of an attempt to park.
    enum Outcome { case parked, called, closed }

    fileprivate enum Phase { case open, callsNobody, closed }

    fileprivate struct State {
        /// Every space that is taken, and some that no longer are.
        var queue = DeadlineHeap<ParkingSpace>()
        var vacant = 0
        var phase = Phase.open
    }

    private let state = Monitor(State())

    /// Suspends the connection until then, or until its call; the times of one space never go back.
    ///
    /// libmicrohttpd calls its handler (or content reader) again after that, on the connection's own thread. Nothing is
    /// done where the call has come already, nor where the lot is closed to this space.
    func park(_ space: ParkingSpace, until time: MonotonicTime) -> Outcome {
        let (outcome, isEarliest): (Outcome, Bool) = state.withLock { state in
            guard state.phase == .open || state.phase == .callsNobody && !space.awaitsCall else {
                return (.closed, false)
            }
            guard !space.isCalled else {
                space.isCalled = false
                return (.called, false)
            }
            space.connection.suspend()
            space.isTaken = true
            space.end = time
            if space.isQueued {
                state.vacant -= 1
                return (.parked, false)
            }
            state.enqueue(space)
            return (.parked, state.queue.earliest == time)
        }
        if isEarliest { state.wake() }
        return outcome
    }

    /// Resumes the connection of a space, or lets its next attempt to park fail.
    func call(_ space: ParkingSpace) {
        state.withLock { state in
            guard space.isTaken else {
                space.isCalled = true
                return
            }
            space.leave()
            state.vacant += 1
            state.sweep()
        }
    }

    /// Whether `close` was called: what was parked then came back early.
    var isClosed: Bool { state.withLock { $0.phase == .closed } }

    /// Resumes each connection at its time or shortly after, until `close`; one thread sleeps in here.
    func run() {
        var pauseEnd = MonotonicTime.now
        state.wait { state in
            if state.phase == .closed { return .done(()) }
            let now = MonotonicTime.now
            if now < pauseEnd { return .until(pauseEnd) }
            pauseEnd = now + Self.pause(whileParked: state.queue.elements.count)
            while let space = state.queue.removeFirst(dueAt: now) {
                space.isQueued = false
                if !space.isTaken {
                    state.vacant -= 1
                } else if space.end > now {
                    state.enqueue(space)
                } else {
                    space.leave()
                }
            }
            return state.queue.earliest.map { .until(max($0, pauseEnd)) } ?? .untilWoken
        }
    }

    /// How long those that are due wait for others, to be resumed with them: 2 ms at most.
    ///
    /// Whenever a connection is resumed, libmicrohttpd looks at every suspended one of its thread
    /// (`resume_suspended_connections` in 0.9.75).
    static func pause(whileParked count: Int) -> Duration {
        .nanoseconds(min(200 * count, 2_000_000))
    }

    /// Resumes every connection that waits for a call, and takes no more of those.
    func endCalls() {
        state.withLock { state in
            state.phase = .callsNobody
            for space in state.queue.elements where space.isTaken && space.awaitsCall {
                space.leave()
                state.vacant += 1
            }
        }
    }

    /// Resumes every connection, and takes no more.
    func close() {
        state.withLock { state in
            state.phase = .closed
            for space in state.queue.elements where space.isTaken { space.leave() }
            state.queue = DeadlineHeap()
        }
        state.wake()
    }
}

extension ParkingSpace {
    fileprivate func leave() {
        isTaken = false
        connection.resume()
    }
}

extension ParkingLot.State {
    fileprivate mutating func enqueue(_ space: ParkingSpace) {
        space.isQueued = true
        queue.insert(space, at: space.end)
    }

    /// Takes out the spaces that were left before their time, once they are the most.
    fileprivate mutating func sweep() {
        guard vacant > 64, vacant > queue.elements.count / 2 else { return }
        let taken = queue.elements.filter(\.isTaken)
        for space in queue.elements { space.isQueued = false }
        queue = DeadlineHeap()
        for space in taken { enqueue(space) }
        vacant = 0
    }
}
