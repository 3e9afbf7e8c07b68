internal import HTTPMessage
internal import JSON

/// Who reads a world's events as they happen (server-sent events, HTML §9.2).
///
/// An event is encoded once for all readers, and not at all where there are none.
struct EventReaders: Sendable {
    private struct Reader {
        /// The connection holds the stream, so that it goes with the client.
        weak var stream: BodyStream?
    }

    /// What a reader is sent after so much silence: a comment, which also finds out that a reader has left.
    static let keepAlive = BodyStream.KeepAlive(Array(":\n\n".utf8), after: .seconds(15))
    /// The last words to a reader that lets more than the stream's limit pile up.
    static let farewell = Array(
        "event: dropped\ndata: {\"reason\":\"events came faster than they were read\"}\n\n".utf8
    )

    private var readers: [Reader] = []
    /// The events so far, whether somebody read them or not: the numbers tell a reader that comes back what it missed.
    private var number = 0

    var isEmpty: Bool { readers.isEmpty }

    /// Gives a number to an event that nobody reads.
    mutating func skip() {
        number += 1
    }

    /// Lets a stream read what happens from now on.
    mutating func add(_ stream: BodyStream) {
        readers.removeAll { $0.stream == nil }
        readers.append(Reader(stream: stream))
    }

    /// Tells all readers of an event; those that have gone, or have to, are forgotten.
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
