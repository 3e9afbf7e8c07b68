internal import MicroHTTP

/// A change of the state that is being stored, and whose response waits for that.
public struct PendingStorage: Sendable {
    private enum Outcome {
        case pending
        case finished(problem: String?)
    }

    private let notify: @Sendable (@escaping @Sendable (_ problem: String?) -> Void) -> Void

    /// - Parameter notify: calls its argument once when the change is stored, with nil, or cannot be, with the reason.
    public init(notify: @escaping @Sendable (@escaping @Sendable (_ problem: String?) -> Void) -> Void) {
        self.notify = notify
    }

    /// Calls the body once: with nil when the change is stored, or with the reason why it cannot be.
    func whenFinished(_ body: @escaping @Sendable (_ problem: String?) -> Void) {
        notify(body)
    }

    /// Waits until the change is stored or cannot be.
    ///
    /// - Returns: why it cannot be stored, or nil.
    func wait() -> String? {
        let outcome = Monitor(Outcome.pending)
        notify { problem in
            outcome.withLock { $0 = .finished(problem: problem) }
            outcome.wake()
        }
        return outcome.wait { outcome in
            switch outcome {
            case .pending: .untilWoken
            case .finished(let problem): .done(problem)
            }
        }
    }
}
