internal import HTTPMessage

/// Some hundred events that follow each other, their octets in one piece, so that an event costs no allocation.
struct JournalSegment: Sendable {
    /// The octets that a segment has room for; a larger event has a segment of its own.
    static let capacity = 256 << 10

    /// What can be said of an event without unpacking it.
    struct Entry: Sendable {
        let id: UUID
        let loggedDate: Int
        let status: Int
        /// Where the answer's body stands: often shared with the event before.
        let responseBody: Range<Int>
        let packed: Range<Int>
        let delayMilliseconds: Int32
        let fault: Fault?
        let answerer: Answerer
        /// Taken out by a client; its octets stay until the segment goes.
        var isRemoved = false

        enum Answerer: Sendable {
            case stub(at: Int32)
            case service, nobody
        }

        /// What the event takes of the journal's octets.
        var size: Int { packed.count + MemoryLayout<Entry>.stride + MemoryLayout<RequestSignature>.stride }
    }

    private var octets: [UInt8] = []
    private(set) var entries: [Entry] = []
    private(set) var signatures: [RequestSignature] = []
    private var stubs: [StubMapping] = []
    private var stubPositions: [UUID: Int32] = [:]
    private var lastBody: [UInt8] = []

    init(room: Int) {
        octets.reserveCapacity(max(room, Self.capacity))
    }

    func hasRoom(for size: Int) -> Bool {
        octets.count + size <= octets.capacity
    }

    /// The most octets that an event can need.
    static func room(for event: ServeEvent) -> Int {
        func size(_ headers: HTTPHeaders) -> Int {
            headers.reduce(5) { $0 + $1.name.utf8.count + $1.value.utf8.count + 10 }
        }
        let request = event.request
        let texts = request.method.rawValue.utf8.count + request.target.utf8.count + request.clientAddress.utf8.count
        return texts + 20 + size(request.headers) + request.body.count + size(event.response.headers)
            + event.response.body.count
    }

    /// Whether it is worth keeping when it is empty.
    var isOfUsualSize: Bool { octets.capacity < 2 * Self.capacity }

    /// - Returns: what the event takes of the journal's octets.
    mutating func note(_ event: ServeEvent) -> Int {
        let (request, response) = (event.request, event.response)
        let start = octets.count
        octets.pack(request.method.rawValue)
        octets.pack(request.target)
        octets.pack(request.clientAddress)
        octets.pack(request.headers)
        octets.pack(request.body.count)
        octets.append(contentsOf: request.body)
        octets.pack(response.headers)
        let responseBody = note(body: response.body)
        entries.append(
            Entry(
                id: event.id,
                loggedDate: event.loggedDate,
                status: response.status.rawValue,
                responseBody: responseBody,
                packed: start..<octets.count,
                delayMilliseconds: Int32(clamping: response.delay?.milliseconds ?? 0),
                fault: Fault(response.delivery),
                answerer: answerer(event.outcome)
            )
        )
        signatures.append(RequestSignature(of: request))
        return entries[entries.count - 1].size
    }

    /// Forgets which stubs it holds: an equal id no longer means an equal stub.
    mutating func stubsChanged() {
        stubPositions = [:]
    }

    mutating func remove(at position: Int) {
        entries[position].isRemoved = true
    }

    /// Empties the segment and keeps its room.
    mutating func recycle() {
        octets.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        signatures.removeAll(keepingCapacity: true)
        stubs = []
        stubPositions = [:]
        lastBody = []
    }

    func request(at position: Int) -> HTTPRequest {
        var unpacking = Unpacking(octets, from: entries[position].packed.lowerBound)
        return Self.request(&unpacking)
    }

    func event(at position: Int) -> ServeEvent {
        let entry = entries[position]
        var unpacking = Unpacking(octets, from: entry.packed.lowerBound)
        let request = Self.request(&unpacking)
        let response = HTTPResponse(
            status: HTTPStatus(rawValue: entry.status),
            headers: unpacking.headers(),
            body: Array(octets[entry.responseBody]),
            delay: entry.delayMilliseconds == 0 ? nil : .milliseconds(entry.delayMilliseconds),
            delivery: entry.fault?.delivery ?? .whole
        )
        return ServeEvent(id: entry.id, request, response, outcome(at: position), loggedDate: entry.loggedDate)
    }

    private static func request(_ unpacking: inout Unpacking) -> HTTPRequest {
        let (method, target, client) = (unpacking.text(), unpacking.text(), unpacking.text())
        let headers = unpacking.headers()
        return HTTPRequest(
            method: HTTPMethod(rawValue: method),
            target: target,
            headers: headers,
            body: unpacking.body(count: unpacking.number()),
            clientAddress: client
        )
    }

    /// A list that many ask for is one array, and kept once as long as nothing comes between.
    private mutating func note(body: [UInt8]) -> Range<Int> {
        if let last = entries.last, !body.isEmpty, body.span.isIdentical(to: lastBody.span) {
            return last.responseBody
        }
        lastBody = body
        let start = octets.count
        octets.append(contentsOf: body)
        return start..<octets.count
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
