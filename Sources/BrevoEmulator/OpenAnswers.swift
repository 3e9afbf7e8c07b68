internal import EmulatorControl
internal import HTTPMessage
internal import Synchronization

/// How many answers of a process are not finished yet, and may be: each holds a connection and its state.
final class OpenAnswers: Sendable {
    /// The most of them at once, waits and event streams together.
    static let capacity = 1000

    private let waitsNow = Atomic(0)
    private let streamsNow = Atomic(0)

    /// Waits for requests.
    var waits: Int { waitsNow.load(ordering: .relaxed) }
    /// Event streams.
    var streams: Int { streamsNow.load(ordering: .relaxed) }

    /// Counts a wait; false, and it is not counted, where there are too many.
    func openWait() -> Bool {
        waitsNow.add(1, ordering: .relaxed)
        if waits + streams <= Self.capacity { return true }
        closeWait()
        return false
    }

    func closeWait() {
        waitsNow.subtract(1, ordering: .relaxed)
    }

    /// Counts an event stream; false, and it is not counted, where there are too many.
    func openStream() -> Bool {
        streamsNow.add(1, ordering: .relaxed)
        if waits + streams <= Self.capacity { return true }
        closeStream()
        return false
    }

    func closeStream() {
        streamsNow.subtract(1, ordering: .relaxed)
    }

    /// The answer where one more would be too many.
    static let tooMany = HTTPResponse.control(
        .serviceUnavailable,
        error: "\(capacity) waits and event streams are open",
        hint: "Close event streams that nobody reads, or let waits end: timeoutMilliseconds bounds each."
    )
}
