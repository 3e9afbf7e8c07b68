internal import BrevoCore
internal import HTTPMessage

/// What clients are told of as it happens.
enum Event: String {
    /// A request for the API, with its response.
    case request
    /// A change of state.
    case state
}

/// The clients that read events as they happen (server-sent events, HTML §9.2).
///
/// An event is encoded once for all of them, and not at all if there are none.
struct EventReaders: Sendable {
    private struct Reader {
        /// Retained by the connection, so that it goes with the client.
        weak var stream: BodyStream?
        /// The most requests that the client is told of in a second of the machine's clock; nil for no limit.
        let limit: Int?
        private var second: Int64 = 0
        private var count = 0

        init(_ stream: BodyStream, limit: Int?) { (self.stream, self.limit) = (stream, limit) }

        func wants(_ event: Event, at now: Timestamp) -> Bool {
            guard event == .request, let limit else { return true }
            return count < limit || second != now.milliseconds / 1000
        }

        /// Tells the client of an event if it wants to know; false if it has left, or reads too slowly.
        mutating func tell(_ event: Event, _ message: [UInt8], at now: Timestamp) -> Bool {
            guard wants(event, at: now) else { return stream != nil }
            if event == .request {
                let second = now.milliseconds / 1000
                count = self.second == second ? count + 1 : 1
                self.second = second
            }
            return stream?.append(message) == true
        }
    }

    /// A comment, sent after some silence, which also reveals that a client has left.
    static let keepAlive = BodyStream.KeepAlive(Array(":\n\n".utf8), after: .seconds(15))
    /// The last message to a client that lets more than the stream's limit accumulate.
    static let farewell = Array(
        "event: dropped\ndata: {\"reason\":\"events came faster than they were read\"}\n\n".utf8
    )

    private var readers: [Reader] = []
    /// The number of events so far, read or not, which tells a client that comes back how many it has missed.
    private var number = 0

    /// Whether a client is to be told of such an event.
    func want(_ event: Event, at now: Timestamp) -> Bool { readers.contains { $0.wants(event, at: now) } }

    /// Numbers an event that nobody is told of.
    mutating func skip() {
        number += 1
    }

    /// Adds a client, which reads what happens from now on.
    ///
    /// - Parameter limit: The most requests that it is told of in a second; nil for no limit.
    mutating func add(_ stream: BodyStream, limit: Int?) {
        readers.removeAll { $0.stream == nil }
        readers.append(Reader(stream, limit: limit))
    }

    /// Tells the clients that want to know of an event, and forgets those that have left or read too slowly.
    ///
    /// - Parameter data: The event as a JSON object.
    mutating func tell(_ event: Event, _ data: [UInt8], at now: Timestamp) {
        number += 1
        guard !readers.isEmpty else { return }
        let message = Array("id: \(number)\nevent: \(event.rawValue)\ndata: ".utf8) + data + Array("\n\n".utf8)
        for index in readers.indices.reversed() where !readers[index].tell(event, message, at: now) {
            readers.remove(at: index)
        }
    }

    /// Ends all streams.
    mutating func end(because reason: String) {
        for reader in readers {
            reader.stream?.end(with: Array("event: end\ndata: {\"reason\":\"\(reason)\"}\n\n".utf8))
        }
        readers = []
    }
}
