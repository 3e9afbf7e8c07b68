internal import BrevoCore
internal import HTTPMessage
internal import Synchronization

/// The clients that read the events of all worlds of a process.
///
/// While there are any, worlds take turns to tell them; otherwise it costs each a look at a number.
final class SharedEventReaders: Sendable {
    private let readers = Mutex(EventReaders())
    private let count = Atomic(0)

    /// Whether a client is to be told of such an event.
    func want(_ event: Event, at now: Timestamp) -> Bool {
        count.load(ordering: .relaxed) > 0 && readers.withLock { $0.want(event, at: now) }
    }

    /// Adds a client, which reads what happens from now on; ``remove()`` must be called when it has left.
    func add(_ stream: BodyStream, limit: Int?) {
        readers.withLock { $0.add(stream, limit: limit) }
        count.add(1, ordering: .relaxed)
    }

    /// Counts one client less.
    func remove() { count.subtract(1, ordering: .relaxed) }

    /// Tells the clients of an event, or numbers it if nobody wants to know; does nothing while there are none.
    func tell(_ event: Event, _ data: [UInt8]?, at now: Timestamp) {
        guard count.load(ordering: .relaxed) > 0 else { return }
        readers.withLock { readers in
            if let data { readers.tell(event, data, at: now) } else { readers.skip() }
        }
    }
}
