internal import HTTPMessage

/// Some dozens of consecutive events in one piece of memory.
struct EventSegment: Sendable {
    /// The bytes of a segment; a larger event gets a segment of its own.
    static let capacity = 32 << 10

    /// What is known of an event without unpacking it.
    struct Entry: Sendable {
        let id: UUID
        let loggedDate: Int
        let status: HTTPStatus
        let packed: Range<Int>
        /// The part of the response that is not packed.
        fileprivate(set) var kept: Kept
        let responder: Responder
        let isSecure: Bool
        /// Removed by a client; its bytes stay until the segment goes.
        var isRemoved = false

        enum Responder: Sendable {
            case stub(at: Int32)
            case service, nothing
        }

        enum Kept: Sendable {
            case nothing
            /// A long body, which usually shares its memory with others.
            case body(at: Int32, size: Int)
            /// A response with a delay, a reason phrase, or a delivery of its own.
            case response(at: Int32, size: Int)
        }

        /// The bytes of the event.
        var size: Int { packed.count + keptSize + Self.ownSize }

        /// Those of them that are not packed.
        var keptSize: Int {
            switch kept {
            case .nothing: 0
            case .body(_, let size), .response(_, let size): size
            }
        }

        fileprivate static let ownSize = MemoryLayout<Entry>.stride + MemoryLayout<RequestSignature>.stride
    }

    /// The longest body that is packed.
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

    /// The packed bytes.
    var size: Int { bytes.count + entries.count * Entry.ownSize }

    func hasRoom(for size: Int) -> Bool {
        bytes.count + size <= bytes.capacity
    }

    /// The bytes to reserve for an event; most take less.
    static func room(for request: RequestRecord, _ response: HTTPResponse) -> Int {
        request.bytes.count + response.headers.bytes.count + 512
    }

    /// Whether the segment is worth reusing.
    var isOfUsualSize: Bool { bytes.capacity < 2 * Self.capacity }

    /// Adds an event.
    ///
    /// - Returns: The bytes of the event.
    mutating func append(
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
            responder: responder(outcome),
            isSecure: request.isSecure
        )
        entries.append(entry)
        signatures.append(request.signature)
        return entry.size
    }

    /// Packs what can be packed of a response, and keeps the rest.
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

    /// From now on an equal identifier no longer means an equal stub.
    mutating func stubsChanged() {
        stubPositions = [:]
    }

    mutating func remove(at position: Int) {
        entries[position].isRemoved = true
    }

    /// Releases the part of an event that is not packed.
    mutating func drop(at position: Int) {
        switch entries[position].kept {
        case .nothing: return
        case .body(let place, _): bodies[Int(place)] = []
        case .response(let place, _): responses[Int(place)] = nil
        }
        entries[position].kept = .nothing
    }

    /// Empties the segment and keeps its memory.
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
            guard let response = responses[Int(place)] else { preconditionFailure("A dropped event has no response") }
            return response
        case .body(let place, _):
            return HTTPResponse(status: entry.status, headers: unpacking.headers(), body: bodies[Int(place)])
        case .nothing:
            return HTTPResponse(status: entry.status, headers: unpacking.headers(), body: unpacking.bytes())
        }
    }

    private mutating func responder(_ outcome: ServeEvent.Outcome) -> Entry.Responder {
        switch outcome {
        case .service: return .service
        case .unmatched: return .nothing
        case .stub(let stub):
            if let position = stubPositions[stub.id] { return .stub(at: position) }
            let position = Int32(stubs.count)
            stubs.append(stub)
            stubPositions[stub.id] = position
            return .stub(at: position)
        }
    }

    func outcome(at position: Int) -> ServeEvent.Outcome {
        switch entries[position].responder {
        case .stub(let position): .stub(stubs[Int(position)])
        case .service: .service
        case .nothing: .unmatched
        }
    }
}
