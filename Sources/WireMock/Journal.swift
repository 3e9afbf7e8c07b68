public import HTTPMessage

/// The newest requests and responses of a world, limited in number and bytes.
public struct Journal: Sendable {
    /// How much a journal keeps; the lower limit applies.
    public struct Limits: Sendable, Equatable {
        /// The maximum number of events.
        public let events: Int
        /// The maximum number of bytes of all events.
        public let bytes: Int

        /// A limit on the number of events, and 64 MiB for each 10 000 of them, but at least 64 MiB.
        public init(events: Int) {
            self.events = events
            bytes = max(events / 10_000, 1) * 64 << 20
        }
    }

    typealias Position = EventRing.Position

    /// Whether the journal records anything.
    public let isEnabled: Bool
    /// The number of events that were dropped to make room for others since the journal was last cleared.
    public private(set) var dropped = 0
    private let limits: Limits
    private(set) var events = EventRing()

    /// Creates an empty journal; nil limits for one that stays empty.
    public init(limits: Limits?) {
        isEnabled = limits != nil
        self.limits = limits ?? Limits(events: 0)
    }

    /// The number of events in the journal.
    public var count: Int { events.count }
    /// The bytes of memory that the journal takes.
    public var memorySize: Int { events.memorySize }
    /// The number of events since the journal was last cleared, except those that clients removed.
    public var total: Int { count + dropped }

    /// Records an event, and drops the oldest ones if there are too many.
    ///
    /// Its parts are those of a ``ServeEvent``, which is only made when one is needed.
    public mutating func append(
        _ id: UUID,
        _ request: RequestRecord,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome,
        loggedDate: Int
    ) {
        guard isEnabled else { return }
        events.append(id, request, response, outcome, loggedDate: loggedDate)
        while count > limits.events || events.size > limits.bytes { dropFirst() }
    }

    /// Drops the oldest events until this many bytes of memory are released, but keeps the newest ones within a share.
    public mutating func release(_ bytes: Int, keeping share: Int) {
        let goal = memorySize - bytes
        while memorySize > goal, events.size > share { dropFirst() }
        events.releaseSpare()
    }

    /// Removes all events.
    public mutating func clear() {
        self = Journal(limits: isEnabled ? limits : nil)
    }

    /// Tells the journal that a stub was replaced by another with the same identifier.
    public mutating func stubsChanged() {
        events.stubsChanged()
    }

    private mutating func dropFirst() {
        if events.dropFirst() { dropped += 1 }
    }

    /// Removes events as a client asked; they no longer count.
    mutating func remove(_ positions: [Position]) {
        events.remove(positions)
    }
}
