internal import HTTPMessage

/// Some dozens of events that follow each other, in one piece, so that an event costs no allocation.
struct JournalSegment: Sendable {
    /// The bytes that a segment has room for; a larger event has a segment of its own.
    static let capacity = 32 << 10

    /// What can be said of an event without unpacking it.
    struct Entry: Sendable {
        let id: UUID
        let loggedDate: Int
        let status: HTTPStatus
        let packed: Range<Int>
        /// What of the answer stands beside the bytes.
        fileprivate(set) var kept: Kept
        let answerer: Answerer
        let isSecure: Bool
        /// Taken out by a client; its bytes stay until the segment goes.
        var isRemoved = false

        enum Answerer: Sendable {
            case stub(at: Int32)
            case service, nobody
        }

        enum Kept: Sendable {
            case nothing
            /// A long body, which is mostly shared with other answers.
            case body(at: Int32, size: Int)
            /// An answer that is not a usual one.
            case response(at: Int32, size: Int)
        }

        /// What the event takes of the journal's bytes.
        var size: Int { packed.count + keptSize + Self.ownSize }

        /// What the event takes of them beside the segment's own.
        var keptSize: Int {
            switch kept {
            case .nothing: 0
            case .body(_, let size), .response(_, let size): size
            }
        }

        fileprivate static let ownSize = MemoryLayout<Entry>.stride + MemoryLayout<RequestSignature>.stride
    }

    /// The bytes of a body that is copied rather than kept.
    private static let mostCopied = 128

    private var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    private(set) var signatures: [RequestSignature] = []
    private var bodies: [[UInt8]] = []
    private var responses: [HTTPResponse?] = []
    private var stubs: [StubMapping] = []
    private var stubPositions: [UUID: Int32] = [:]

    init(room: Int) {
        bytes.reserveCapacity(max(room, Self.capacity))
    }

    /// What it takes of the journal's bytes beside what is kept of answers.
    var size: Int { bytes.count + entries.count * Entry.ownSize }

    func hasRoom(for size: Int) -> Bool {
        bytes.count + size <= bytes.capacity
    }

    /// The bytes that an event needs; more than most take.
    static func room(for request: RequestRecord, _ response: HTTPResponse) -> Int {
        request.bytes.count + response.headers.bytes.count + 512
    }

    /// Whether it is worth keeping when it is empty.
    var isOfUsualSize: Bool { bytes.capacity < 2 * Self.capacity }

    /// - Returns: what the event takes of the journal's bytes.
    mutating func note(
        _ id: UUID,
        _ request: RequestRecord,
        _ response: HTTPResponse,
        _ outcome: ServeEvent.Outcome,
        loggedDate: Int
    ) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: request.bytes)
        let kept = keep(response)
        let entry = Entry(
            id: id,
            loggedDate: loggedDate,
            status: response.status,
            packed: start..<bytes.count,
            kept: kept,
            answerer: answerer(outcome),
            isSecure: request.isSecure
        )
        entries.append(entry)
        signatures.append(request.signature)
        return entry.size
    }

    /// Packs what can be packed of an answer, and keeps the rest.
    private mutating func keep(_ response: HTTPResponse) -> Entry.Kept {
        guard response.isUsual else {
            responses.append(response)
            let size = response.body.count + response.headers.bytes.count
            return .response(at: Int32(responses.count - 1), size: size)
        }
        bytes.pack(response.headers)
        guard response.body.count > Self.mostCopied else {
            bytes.pack(response.body)
            return .nothing
        }
        bodies.append(response.body)
        return .body(at: Int32(bodies.count - 1), size: response.body.count)
    }

    /// Forgets which stubs it holds: an equal id no longer means an equal stub.
    mutating func stubsChanged() {
        stubPositions = [:]
    }

    mutating func remove(at position: Int) {
        entries[position].isRemoved = true
    }

    /// Lets go of what an event that made room keeps alive; its bytes stay until the segment goes.
    mutating func drop(at position: Int) {
        switch entries[position].kept {
        case .nothing: return
        case .body(let place, _): bodies[Int(place)] = []
        case .response(let place, _): responses[Int(place)] = nil
        }
        entries[position].kept = .nothing
    }

    /// Empties the segment and keeps its room.
    mutating func recycle() {
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        signatures.removeAll(keepingCapacity: true)
        bodies.removeAll(keepingCapacity: true)
        responses = []
        stubs = []
        stubPositions = [:]
    }

    func request(at position: Int) -> HTTPRequest {
        var unpacking = Unpacking(bytes, from: entries[position].packed.lowerBound)
        return request(&unpacking, isSecure: entries[position].isSecure)
    }

    private func request(_ unpacking: inout Unpacking, isSecure: Bool) -> HTTPRequest {
        let (method, target, client) = (unpacking.text(), unpacking.text(), unpacking.text())
        let headers = unpacking.headers()
        return HTTPRequest(
            method: HTTPMethod(rawValue: method),
            target: target,
            headers: headers,
            body: unpacking.bytes(),
            clientAddress: client,
            isSecure: isSecure
        )
    }

    func event(at position: Int) -> ServeEvent {
        let entry = entries[position]
        var unpacking = Unpacking(bytes, from: entry.packed.lowerBound)
        let request = request(&unpacking, isSecure: entry.isSecure)
        return ServeEvent(
            id: entry.id,
            request,
            response(&unpacking, entry),
            outcome(at: position),
            loggedDate: entry.loggedDate
        )
    }

    private func response(_ unpacking: inout Unpacking, _ entry: Entry) -> HTTPResponse {
        switch entry.kept {
        case .response(let place, _):
            guard let response = responses[Int(place)] else { preconditionFailure("a dropped event is asked for") }
            return response
        case .body(let place, _):
            return HTTPResponse(status: entry.status, headers: unpacking.headers(), body: bodies[Int(place)])
        case .nothing:
            return HTTPResponse(status: entry.status, headers: unpacking.headers(), body: unpacking.bytes())
        }
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
