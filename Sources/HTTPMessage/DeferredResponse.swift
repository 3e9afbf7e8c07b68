internal import Synchronization

/// An answer that comes later, once: from whoever fulfils it, or from its fallback when its time has passed.
///
/// The connection is suspended meanwhile, and no thread waits. The connection holds it until the request has ended, so
/// whoever is to fulfil it may hold it weakly, and sees it go when nobody waits any more. A client that leaves is not
/// noticed before the answer is sent: libmicrohttpd does not look at a suspended connection, so the time is the bound.
public final class DeferredResponse: Sendable {
    /// Why nobody fulfilled it.
    public enum Lapse: Sendable, Equatable {
        /// Its time has passed.
        case timeout
        /// The listener stops.
        case stopping
    }

    private enum State {
        case open(whenFulfilled: (@Sendable () -> Void)?)
        case given(HTTPResponse)
    }

    /// How long the answer may take, in real time.
    package let timeout: Duration
    private let fallback: @Sendable (Lapse) -> HTTPResponse
    private let whenGone: @Sendable () -> Void
    private let state = Mutex(State.open(whenFulfilled: nil))

    /// - Parameters:
    ///   - timeout: how long the answer may take, in real time.
    ///   - fallback: the answer where nobody has given one; asked once at most, and may take locks.
    ///   - whenGone: called when nobody holds it any more, wherever that happens, so it must take no lock.
    public init(
        timeout: Duration,
        fallback: @escaping @Sendable (Lapse) -> HTTPResponse,
        whenGone: @escaping @Sendable () -> Void = {}
    ) {
        (self.timeout, self.fallback, self.whenGone) = (timeout, fallback, whenGone)
    }

    deinit { whenGone() }

    /// The answer, once it is given.
    public var response: HTTPResponse? {
        state.withLock { if case .given(let response) = $0 { response } else { nil } }
    }

    /// Gives the answer; false, and nothing is done, where there is one already.
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

    /// Has this called when the answer is given; at once where it has been.
    package func whenFulfilled(_ call: @escaping @Sendable () -> Void) {
        let isOpen = state.withLock { state in
            guard case .open = state else { return false }
            state = .open(whenFulfilled: call)
            return true
        }
        if !isOpen { call() }
    }

    /// The answer, which is the fallback's where nobody has given one: nobody can any more.
    package func lapse(_ lapse: Lapse) -> HTTPResponse {
        if let response { return response }
        let response = fallback(lapse)
        return fulfil(response) ? response : self.response ?? response
    }
}

extension DeferredResponse: Equatable {
    /// Whether both are the same one.
    public static func == (left: DeferredResponse, right: DeferredResponse) -> Bool {
        left === right
    }
}
