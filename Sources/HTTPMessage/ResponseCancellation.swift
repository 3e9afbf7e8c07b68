internal import Synchronization

/// Gives up the responses that it is attached to while they wait: for their delay, for somebody to fulfil them, or for the
/// next part of their body.
///
/// A world that is reset can so let go of the clients that wait for its responses. Each of their connections is closed
/// without a response, or in the middle of one.
public final class ResponseCancellation: Sendable {
    private struct State {
        var isCancelled = false
        var last = 0
        var calls: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    /// A cancellation for any number of responses.
    public init() {}

    /// Closes the connections of the responses that wait, and of those that begin to wait later.
    public func cancel() {
        let calls = state.withLock { state in
            state.isCancelled = true
            defer { state.calls = [:] }
            return state.calls
        }
        for call in calls.values { call() }
    }

    /// Calls back when the responses are given up, or at once if they were.
    ///
    /// - Returns: the number by which to remove the call again.
    package func whenCancelled(_ call: @escaping @Sendable () -> Void) -> Int {
        let (number, isCancelled) = state.withLock { state in
            state.last += 1
            if !state.isCancelled { state.calls[state.last] = call }
            return (state.last, state.isCancelled)
        }
        if isCancelled { call() }
        return number
    }

    /// Forgets a call, whose response has ended.
    package func remove(_ number: Int) {
        state.withLock { state in
            state.calls[number] = nil
        }
    }
}

extension ResponseCancellation: Equatable {
    /// Whether both are the same object.
    public static func == (left: ResponseCancellation, right: ResponseCancellation) -> Bool {
        left === right
    }
}
