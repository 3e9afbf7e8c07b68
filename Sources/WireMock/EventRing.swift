internal import HTTPMessage

/// The newest events of a world in packed form, oldest first.
///
/// An event per array element would cost a dozen allocations each. Here requests and short responses are packed into
/// segments of 32 KiB, whose memory is reused, so that recording a request costs one copy of its bytes. Nothing outside
/// this type and ``EventSegment`` knows how events are stored; docs/performance.md tells what it saves.
struct EventRing: Sendable {
    /// Identifies an event until the ring changes.
    struct Position: Sendable {
        fileprivate let segment: Int
        fileprivate let entry: Int
    }

    /// The events that have not been removed by a client.
    private(set) var count = 0
    /// The bytes of the events.
    private(set) var size = 0
    /// The bytes in memory: those of the events, and of dropped ones whose segment is still there.
    private(set) var memorySize = 0

    private var segments: [EventSegment] = []
    /// The oldest event in the first segment.
    private var oldest = 0
    /// An emptied segment to fill again: fresh memory costs more than everything else.
    private var spare: EventSegment?

    mutating func append(
        _ id: UUID,
        _ request: RequestRecord,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome,
        loggedDate: Int
    ) {
        let room = EventSegment.room(for: request, response)
        if segments.last?.hasRoom(for: room) != true { addSegment(room: room) }
        let size = segments[segments.count - 1].append(id, request, response, outcome, loggedDate: loggedDate)
        self.size += size
        memorySize += size
        count += 1
    }

    private mutating func addSegment(room: Int) {
        if let segment = spare, segment.hasRoom(for: room) {
            spare = nil
            segments.append(segment)
        } else {
            segments.append(EventSegment(room: room))
        }
    }

    /// Drops the oldest event, if there is one.
    ///
    /// - Returns: Whether it counted: false if a client had removed it before.
    @discardableResult
    mutating func dropFirst() -> Bool {
        guard !segments.isEmpty else { return false }
        let entry = segments[0].entries[oldest]
        size -= entry.size
        memorySize -= entry.keptSize
        segments[0].drop(at: oldest)
        if !entry.isRemoved { count -= 1 }
        oldest += 1
        if oldest == segments[0].entries.count {
            var emptied = segments.removeFirst()
            memorySize -= emptied.size
            emptied.recycle()
            spare = emptied.isOfUsualSize ? emptied : nil
            oldest = 0
        }
        return !entry.isRemoved
    }

    /// Gives the memory of an emptied segment back.
    mutating func releaseSpare() {
        spare = nil
    }

    /// Removes events; their memory is released when they would have been dropped.
    mutating func remove(_ positions: [Position]) {
        for position in positions { segments[position.segment].remove(at: position.entry) }
        count -= positions.count
    }

    /// From now on an equal identifier no longer means an equal stub.
    mutating func stubsChanged() {
        guard !segments.isEmpty else { return }
        segments[segments.count - 1].stubsChanged()
    }
}

// Reading events.
extension EventRing {
    subscript(position: Position) -> ServeEvent {
        segments[position.segment].event(at: position.entry)
    }

    func id(at position: Position) -> UUID {
        segments[position.segment].entries[position.entry].id
    }

    func request(at position: Position) -> HTTPRequest {
        segments[position.segment].request(at: position.entry)
    }

    func outcome(at position: Position) -> ServeEvent.Outcome {
        segments[position.segment].outcome(at: position.entry)
    }

    func loggedDate(at position: Position) -> Int {
        segments[position.segment].entries[position.entry].loggedDate
    }

    func signature(at position: Position) -> RequestSignature {
        segments[position.segment].signatures[position.entry]
    }

    /// The bytes of the event.
    func size(at position: Position) -> Int {
        segments[position.segment].entries[position.entry].size
    }

    /// The events that the closure accepts, oldest first.
    func positions(where isIncluded: (Position) -> Bool) -> [Position] {
        var found: [Position] = []
        for segment in segments.indices {
            for entry in (segment == 0 ? oldest : 0)..<segments[segment].entries.count
            where !segments[segment].entries[entry].isRemoved {
                let position = Position(segment: segment, entry: entry)
                if isIncluded(position) { found.append(position) }
            }
        }
        return found
    }

    /// The newest events, newest first.
    func newest(_ count: Int) -> [Position] {
        var found: [Position] = []
        for segment in segments.indices.reversed() {
            for entry in ((segment == 0 ? oldest : 0)..<segments[segment].entries.count).reversed()
            where !segments[segment].entries[entry].isRemoved {
                guard found.count < count else { return found }
                found.append(Position(segment: segment, entry: entry))
            }
        }
        return found
    }
}
