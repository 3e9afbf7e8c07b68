internal import HTTPMessage
internal import JSON

/// The clients that read a world's events as they happen (server-sent events, HTML §9.2).
///
/// An event is encoded once for all readers, and not at all if there are none.
struct EventReaders: Sendable {
    private struct Reader {
        /// Retained by the connection, so that it goes with the client.
        weak var stream: BodyStream?
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

    var isEmpty: Bool { readers.isEmpty }

    /// Numbers an event that nobody reads.
    mutating func skip() {
        number += 1
    }

    /// Adds a client, which reads what happens from now on.
    mutating func add(_ stream: BodyStream) {
        readers.removeAll { $0.stream == nil }
        readers.append(Reader(stream: stream))
    }

    /// Tells all clients of an event, and forgets those that have left or read too slowly.
    mutating func tell(_ event: String, _ data: (inout JSONWriter) -> Void) {
        number += 1
        guard !readers.isEmpty else { return }
        var json = JSONWriter()
        json.object(data)
        let message = Array("id: \(number)\nevent: \(event)\ndata: ".utf8) + json.bytes + Array("\n\n".utf8)
        readers.removeAll { $0.stream?.append(message) != true }
    }

    /// Ends all streams.
    mutating func end(because reason: String) {
        for reader in readers {
            reader.stream?.end(with: Array("event: end\ndata: {\"reason\":\"\(reason)\"}\n\n".utf8))
        }
        readers = []
    }
}
