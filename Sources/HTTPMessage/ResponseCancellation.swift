internal import Synchronization

/// Cancels responses while they wait: for their delay, to be fulfilled, or for the next part of their body.
///
/// A reset of a world uses it to disconnect the clients that wait for its responses: each connection is closed without a
/// response, or in the middle of one.
public final class ResponseCancellation: Sendable {
    private struct State {
        var isCancelled = false
        var last = 0
        var calls: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    /// Creates a cancellation for any number of responses.
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

    /// Calls back when the responses are cancelled, or at once if they were.
    ///
    /// - Returns: the number with which the callback can be removed.
    package func whenCancelled(_ call: @escaping @Sendable () -> Void) -> Int {
        let (number, isCancelled) = state.withLock { state in
            state.last += 1
            if !state.isCancelled { state.calls[state.last] = call }
            return (state.last, state.isCancelled)
        }
        if isCancelled { call() }
        return number
    }

    /// Removes the callback of a response that has ended.
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
