internal import EmulatorCore
internal import HTTPMessage
internal import Synchronization

/// The number of a process's responses that are open-ended: each occupies a connection and its memory.
final class OpenResponses: Sendable {
    enum Kind { case wait, stream }

    /// The most of them at once, of both kinds together.
    static let capacity = 1000

    private let waitCount = Atomic(0)
    private let streamCount = Atomic(0)

    /// The number of waits for requests.
    var waits: Int { waitCount.load(ordering: .relaxed) }
    /// The number of event streams.
    var streams: Int { streamCount.load(ordering: .relaxed) }

    /// Counts one more; false, and it is not counted, if there are too many.
    func open(_ kind: Kind) -> Bool {
        add(1, to: kind)
        if waits + streams <= Self.capacity { return true }
        close(kind)
        return false
    }

    func close(_ kind: Kind) { add(-1, to: kind) }

    private func add(_ change: Int, to kind: Kind) {
        switch kind {
        case .wait: waitCount.add(change, ordering: .relaxed)
        case .stream: streamCount.add(change, ordering: .relaxed)
        }
    }

    /// The response if one more would be too many.
    static let tooMany = ControlError(
        .serviceUnavailable,
        "\(capacity) waits and event streams are open",
        hint: "Close event streams that nobody reads, or let waits end: timeoutMilliseconds limits each."
    ).response
}
