internal import HTTPMessage

/// Some dozens of events that follow each other, their requests in one piece, so that an event costs no allocation.
struct JournalSegment: Sendable {
    /// The octets that a segment has room for; a larger event has a segment of its own.
    static let capacity = 32 << 10

    /// What can be said of an event without unpacking it.
    struct Entry: Sendable {
        let id: UUID
        let loggedDate: Int
        /// Kept as it is: an answer's parts are mostly constants, or shared with other answers.
        fileprivate(set) var response: HTTPResponse
        let packed: Range<Int>
        let answerer: Answerer
        let isSecure: Bool
        /// Taken out by a client; its octets stay until the segment goes.
        var isRemoved = false

        enum Answerer: Sendable {
            case stub(at: Int32)
            case service, nobody
        }

        /// What the event takes of the journal's octets.
        var size: Int { packed.count + responseSize + Self.ownSize }

        /// What the event's answer takes of them.
        var responseSize: Int { response.body.count + response.headers.octets.count }

        fileprivate static let ownSize = MemoryLayout<Entry>.stride + MemoryLayout<RequestSignature>.stride
    }

    private var octets: [UInt8] = []
    private(set) var entries: [Entry] = []
    private(set) var signatures: [RequestSignature] = []
    private var stubs: [StubMapping] = []
    private var stubPositions: [UUID: Int32] = [:]

    init(room: Int) {
        octets.reserveCapacity(max(room, Self.capacity))
    }

    /// What it takes of the journal's octets beside the answers.
    var size: Int { octets.count + entries.count * Entry.ownSize }

    func hasRoom(for size: Int) -> Bool {
        octets.count + size <= octets.capacity
    }

    /// The octets that an event needs; of target and headers an estimate that few requests pass.
    static func room(for event: ServeEvent) -> Int {
        event.request.body.count + 4096
    }

    /// Whether it is worth keeping when it is empty.
    var isOfUsualSize: Bool { octets.capacity < 2 * Self.capacity }

    /// - Returns: what the event takes of the journal's octets.
    mutating func note(_ event: ServeEvent) -> Int {
        let request = event.request
        let start = octets.count
        octets.pack(request.method.rawValue)
        octets.pack(request.target)
        octets.pack(request.clientAddress)
        octets.pack(request.headers.octets)
        octets.pack(request.body)
        let entry = Entry(
            id: event.id,
            loggedDate: event.loggedDate,
            response: event.response,
            packed: start..<octets.count,
            answerer: answerer(event.outcome),
            isSecure: request.isSecure
        )
        entries.append(entry)
        signatures.append(RequestSignature(of: request))
        return entry.size
    }

    /// Forgets which stubs it holds: an equal id no longer means an equal stub.
    mutating func stubsChanged() {
        stubPositions = [:]
    }

    mutating func remove(at position: Int) {
        entries[position].isRemoved = true
    }

    /// Lets go of what an event that made room keeps alive; its octets stay until the segment goes.
    mutating func drop(at position: Int) {
        entries[position].response = HTTPResponse(status: .ok)
    }

    /// Empties the segment and keeps its room.
    mutating func recycle() {
        octets.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        signatures.removeAll(keepingCapacity: true)
        stubs = []
        stubPositions = [:]
    }

    func request(at position: Int) -> HTTPRequest {
        var unpacking = Unpacking(octets, from: entries[position].packed.lowerBound)
        let (method, target, client) = (unpacking.text(), unpacking.text(), unpacking.text())
        let headers = unpacking.headers()
        return HTTPRequest(
            method: HTTPMethod(rawValue: method),
            target: target,
            headers: headers,
            body: unpacking.octets(),
            clientAddress: client,
            isSecure: entries[position].isSecure
        )
    }

    func event(at position: Int) -> ServeEvent {
        let entry = entries[position]
        return ServeEvent(
            id: entry.id,
            request(at: position),
            entry.response,
            outcome(at: position),
            loggedDate: entry.loggedDate
        )
    }

    private mutating func answerer(_ outcome: ServeEvent.Outcome) -> Entry.Answerer {
        switch outcome {
        case .service: return .service
        case .unmatched: return .nobody
        case .stub(let stub):
            if let position = stubPositions[stub.id] { return .stub(at: position) }
            let position = Int32(stubs.count)
            stubs.append(stub)
            stubPositions[stub.id] = position
            return .stub(at: position)
        }
    }

    func outcome(at position: Int) -> ServeEvent.Outcome {
        switch entries[position].answerer {
        case .stub(let position): .stub(stubs[Int(position)])
        case .service: .service
        case .nobody: .unmatched
        }
    }
}
