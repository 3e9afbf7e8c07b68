internal import Synchronization

/// A response that is provided later, once: by a call of ``fulfil(_:)``, or by its fallback after a timeout.
///
/// The connection is suspended until then, and no thread waits. The connection retains the deferred response until the
/// request has ended. Code that will fulfil it can therefore keep a weak reference, which becomes nil once the response
/// is no longer needed, for example because the client has disconnected.
public final class DeferredResponse: Sendable {
    /// The reason why the fallback is used.
    public enum Lapse: Sendable, Equatable {
        /// The timeout has passed.
        case timeout
        /// The listener is stopping.
        case stopping
    }

    private enum State {
        case open(whenFulfilled: (@Sendable () -> Void)?)
        case given(HTTPResponse)
    }

    /// How long the client waits at most, in real time.
    package let timeout: Duration
    private let fallback: @Sendable (Lapse) -> HTTPResponse
    private let whenGone: @Sendable () -> Void
    private let state = Mutex(State.open(whenFulfilled: nil))

    /// Creates a response that nothing has provided yet.
    ///
    /// - Parameters:
    ///   - timeout: how long the client waits at most, in real time.
    ///   - fallback: makes the response if none was provided; called at most once, and may take locks.
    ///   - whenGone: called from `deinit`, on any thread and under any lock, so it must not take one.
    public init(
        timeout: Duration,
        fallback: @escaping @Sendable (Lapse) -> HTTPResponse,
        whenGone: @escaping @Sendable () -> Void = {}
    ) {
        (self.timeout, self.fallback, self.whenGone) = (timeout, fallback, whenGone)
    }

    deinit { whenGone() }

    /// The response; nil until one is provided.
    public var response: HTTPResponse? {
        state.withLock { if case .given(let response) = $0 { response } else { nil } }
    }

    /// Provides the response.
    ///
    /// - Returns: false, without any effect, if there already is one.
    @discardableResult
    public func fulfil(_ response: HTTPResponse) -> Bool {
        let open: (isOpen: Bool, whenFulfilled: (@Sendable () -> Void)?) = state.withLock { state in
            guard case .open(let whenFulfilled) = state else { return (false, nil) }
            state = .given(response)
            return (true, whenFulfilled)
        }
        open.whenFulfilled?()
        return open.isOpen
    }

    /// Calls back when the response is provided, or at once if it was.
    package func whenFulfilled(_ call: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            guard case .open = state else { return false }
            state = .open(whenFulfilled: call)
            return true
        }
        if !isOpen { call() }
    }

    /// Returns the response, or else the fallback's; no other can be provided afterwards.
    package func lapse(_ lapse: Lapse) -> HTTPResponse {
        if let response { return response }
        let response = fallback(lapse)
        return fulfil(response) ? response : self.response ?? response
    }
}

extension DeferredResponse: Equatable {
    /// Whether both are the same object.
    public static func == (left: DeferredResponse, right: DeferredResponse) -> Bool {
        left === right
    }
}
