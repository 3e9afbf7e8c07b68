public import HTTPMessage

/// The requests and answers of a world, the newest of them: a ring that is bounded by count and by bytes.
public struct Journal: Sendable {
    /// How much a journal remembers; the lower limit wins.
    public struct Limits: Sendable, Equatable {
        /// The most events.
        public let events: Int
        /// The most bytes that the events take.
        public let bytes: Int

        /// So many events, and 64 MiB for each 10000 of them, but not less.
        public init(events: Int) {
            self.events = events
            bytes = max(events / 10_000, 1) * 64 << 20
        }
    }

    /// Whether it remembers anything at all.
    public let isEnabled: Bool
    /// How many events had to make room for others since the journal was last cleared.
    public private(set) var dropped = 0
    /// How many events it holds.
    public private(set) var count = 0

    private let limits: Limits
    private(set) var segments: [JournalSegment] = []
    /// Where the oldest event stands in the first segment.
    private(set) var oldest = 0
    private var bytes = 0
    /// The bytes that it keeps in memory: those of its events, and of dropped ones whose segment has not gone yet.
    public private(set) var held = 0
    /// An emptied segment, to be filled again: fresh memory costs more than all the rest.
    private var spare: JournalSegment?

    /// An empty journal; nil limits for one that stays empty.
    public init(limits: Limits?) {
        isEnabled = limits != nil
        self.limits = limits ?? Limits(events: 0)
    }

    /// How many events there have been since the journal was last cleared, those taken out not counted.
    public var total: Int { count + dropped }

    /// Remembers an event, and forgets the oldest ones where there is no room.
    ///
    /// Its parts are those of a ``ServeEvent``, which is only made where one is wanted.
    public mutating func note(
        _ id: UUID,
        _ request: RequestRecord,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome,
        loggedDate: Int
    ) {
        guard isEnabled else { return }
        let room = JournalSegment.room(for: request, response)
        if segments.last?.hasRoom(for: room) != true { addSegment(room: room) }
        let size = segments[segments.count - 1]
            .note(id, request, response, outcome, loggedDate: loggedDate)
        bytes += size
        held += size
        count += 1
        while count > limits.events || bytes > limits.bytes { dropOldest() }
    }

    /// Forgets the oldest events until so many bytes of memory are free, but keeps the newest ones that fit the share.
    public mutating func makeRoom(of room: Int, keeping share: Int) {
        let goal = held - room
        while held > goal, bytes > share { dropOldest() }
        spare = nil
    }

    /// Forgets everything.
    public mutating func clear() {
        self = Journal(limits: isEnabled ? limits : nil)
    }

    /// Tells it that a stub was replaced by another with the same id.
    public mutating func stubsChanged() {
        guard !segments.isEmpty else { return }
        segments[segments.count - 1].stubsChanged()
    }

    private mutating func addSegment(room: Int) {
        if let segment = spare, segment.hasRoom(for: room) {
            spare = nil
            segments.append(segment)
        } else {
            segments.append(JournalSegment(room: room))
        }
    }

    private mutating func dropOldest() {
        let entry = segments[0].entries[oldest]
        bytes -= entry.size
        held -= entry.keptSize
        segments[0].drop(at: oldest)
        if !entry.isRemoved {
            count -= 1
            dropped += 1
        }
        oldest += 1
        guard oldest == segments[0].entries.count else { return }
        var emptied = segments.removeFirst()
        held -= emptied.size
        emptied.recycle()
        spare = emptied.isOfUsualSize ? emptied : nil
        oldest = 0
    }

    /// Takes events out, as a client asked for; they no longer count.
    mutating func remove(_ positions: [Position]) {
        for position in positions { segments[position.segment].remove(at: position.entry) }
        count -= positions.count
    }
}
