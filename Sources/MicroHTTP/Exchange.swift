internal import CMicroHTTPD
internal import HTTPMessage

/// The request under way on a connection, between the calls of libmicrohttpd.
///
/// A response is queued on the last call, when the request is complete: queued on the first, it would make libmicrohttpd
/// close the connection. The exceptions are requests that are refused, and bodies too large to be drained.
final class Exchange {
    private enum Phase { case idle, head, body, suspended, answered }

    private unowned let connection: Connection
    private let service: Service

    private var phase = Phase.idle
    private var target: RequestTarget?
    /// The request as far as it was read; between requests, memory for the next one's head.
    private var request: HTTPRequest
    private var chunks: ChunkedFraming?
    private var declaredSize = 0
    private(set) var receivedSize = 0
    private var isVersion10 = false
    private var reader: ContentReader?
    private var cancellation: (ResponseCancellation, Int)?
    private var reservation: MemoryReservation
    private var isToHead = false
    private var continuation: Continuation?
    private var lastResponse: KeptResponse?

    /// Made when the connection is opened, and used again for each of its requests.
    init(on connection: Connection, _ service: Service, clientAddress: String) {
        self.connection = connection
        self.service = service
        reservation = MemoryReservation(of: service.memoryBudget, maximumBodySize: service.maximumBodySize)
        request = .none
        request.clientAddress = clientAddress
        request.isSecure = service.identity != nil
    }

    /// Whether no request line was read since the last response.
    var isIdle: Bool { phase == .idle }
    /// Whether the request line was read, and the head not yet to its end.
    var isReadingHead: Bool { phase == .head }
    /// Whether the head was read, and the body not yet to its end.
    var isReadingBody: Bool { phase == .body }
    /// Whether libmicrohttpd has a response to send.
    var isAnswered: Bool { phase == .answered }

    /// How to find out whether the client is still there while the connection is suspended.
    var question: ClientQuestion {
        switch continuation {
        // A client must expect interim responses, and most skip only this one (RFC 9110 §15.2).
        case .send, .check: isVersion10 ? .none : .send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        case .write: .resume
        case nil: reader?.prepareQuestion() == true ? .resume : .none
        }
    }

    /// Receives the request target.
    func begin(_ target: RequestTarget) {
        phase = .head
        self.target = target
        service.tracker.requestBegan()
    }

    /// Forgets the request, which has ended with or without a response.
    func end() {
        guard phase != .idle else { return }
        phase = .idle
        releaseBody()
        continuation = nil
        reader = nil
        if let (cancellation, number) = cancellation.take() { cancellation.remove(number) }
        service.tracker.requestEnded()
    }

    /// Takes the next step of the request; `.NO` closes the connection.
    func advance(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        part: UnsafeRawBufferPointer
    ) -> MHD_Result {
        switch phase {
        case .head: unsafe receiveHead(method: method, version: version)
        case .body: unsafe part.isEmpty ? respond() : receive(part)
        case .suspended: resume()
        case .idle, .answered: .YES
        }
    }

    private func receiveHead(method: UnsafePointer<CChar>, version: UnsafePointer<CChar>) -> MHD_Result {
        guard let target = target.take(), let raw = unsafe connection.raw else { return .NO }
        request.method = HTTPMethod(rawValue: unsafe String(cString: method))
        isToHead = request.method == .head
        var head = unsafe RequestHead(of: raw, method: method, version: version, into: &request.headers)
        if let fault = unsafe target.fault(after: method, before: version)
            ?? target.fault(for: request.method) ?? head.fault
        {
            return refuse(fault)
        }
        chunks = unsafe head.isChunked ? ChunkedFraming(in: method + head.size, run: connection.run) : nil
        isVersion10 = head.isVersion10
        connection.receivedHead()
        declaredSize = Int(clamping: head.contentLength ?? 0)
        receivedSize = 0
        request.target = target.text
        request.headers = head.takeHeaders()
        request.isBodyTooLarge = declaredSize > service.maximumBodySize
        if connection.isReserved, let refusal = refusalOfReserved() { return refusal }
        if request.isBodyTooLarge, head.expectsContinue || declaredSize > service.drainLimit { return respond() }
        phase = .body
        return .YES
    }

    private var trailerFault: String? {
        guard let raw = unsafe connection.raw else { return nil }
        return unsafe RequestHead.trailerFault(of: raw)
    }

    private func receive(_ part: UnsafeRawBufferPointer) -> MHD_Result {
        if let fault = unsafe chunks?.fault(before: part, run: connection.run) { return refuse(fault) }
        receivedSize += part.count
        if max(receivedSize, declaredSize) <= service.maximumBodySize {
            guard reservation.grow(to: max(receivedSize, declaredSize)) else { return refuseForMemory() }
            request.body.reserveCapacity(declaredSize)
            unsafe request.body.append(contentsOf: part)
        } else {
            request.isBodyTooLarge = true
            request.body = []
        }
        return receivedSize > service.drainLimit ? .NO : .YES
    }

    private func respond() -> MHD_Result {
        if chunks != nil, let fault = chunks?.fault(atEndInRun: connection.run) ?? trailerFault { return refuse(fault) }
        // Taken out and put back, as a property would be copied for the call with all that it holds.
        var request = HTTPRequest.none
        swap(&request, &self.request)
        let response = service.handler(request)
        swap(&request, &self.request)
        // Now, because the response may be delayed.
        releaseBody()
        return admit(response)
    }

    /// Sends a response, or another in its place where there is no memory for it to wait in.
    private func admit(_ response: HTTPResponse) -> MHD_Result {
        if response.isUsual, response.body.count <= MemoryReservation.smallBodySize { return deliver(response) }
        var size = response.body.count
        if case .stream(let stream) = response.delivery { size = max(size, stream.limit) }
        guard reservation.grow(to: size) else { return deliver(.outOfMemory) }
        observe(response.cancellation)
        return send(response)
    }

    private func observe(_ cancellation: ResponseCancellation?) {
        guard let cancellation, self.cancellation == nil else { return }
        let cancel = connection.cancel
        self.cancellation = (cancellation, cancellation.whenCancelled(cancel))
    }

    private func refuseForMemory() -> MHD_Result {
        connection.refuse(.serviceUnavailable, "the memory budget of this server is used up", toHead: isToHead)
        return .YES
    }

    /// Refuses what may not use a reserved connection while all others are in use.
    private func refusalOfReserved() -> MHD_Result? {
        guard service.tracker.connectionCount > service.maximumConnections,
            !service.mayUseReservedConnection(request)
        else { return nil }
        let reason = "all \(service.maximumConnections) connections of this server are in use"
        connection.refuse(.serviceUnavailable, reason, toHead: isToHead)
        return .YES
    }

    /// Small bodies follow each other; a large one's memory is not kept for the next.
    private func releaseBody() {
        reservation.release()
        guard !request.body.isEmpty else { return }
        if request.body.count > 4096 { request.body = [] } else { request.body.removeAll(keepingCapacity: true) }
    }

    private func refuse(_ reason: String) -> MHD_Result {
        connection.refuse(.badRequest, reason, toHead: isToHead)
        return .YES
    }

    /// Sends a response after its delay.
    private func send(_ response: HTTPResponse) -> MHD_Result {
        guard let delay = response.delay, delay > .zero else { return deliver(response) }
        return suspend(connection.suspension(), until: .now + delay, then: .send(response))
    }

    private func suspend(
        _ suspension: Suspension,
        until time: MonotonicTime,
        then continuation: Continuation
    ) -> MHD_Result {
        phase = .suspended
        self.continuation = continuation
        return connection.suspend(suspension, until: time) == .suspended ? .YES : .NO
    }

    private func resume() -> MHD_Result {
        switch continuation.take() {
        case .send(let response): deliver(response)
        case .write(let response): write(response)
        case .check(let wait): check(wait)
        case nil: .NO
        }
    }

    private func deliver(_ response: HTTPResponse) -> MHD_Result {
        phase = .answered
        switch response.delivery {
        case .whole:
            if let response = RawResponse(response, toHead: isToHead) { return write(response) }
            return queue(response)
        case .dribble(let pieces, let duration):
            let schedule = DribbleSchedule(size: response.body.count, pieces: pieces, duration: duration)
            let dribble = Dribble(response.body, schedule, on: connection)
            return queue(response, from: dribble)
        case .stream(let stream):
            return queue(response, isLast: true, from: StreamReader(stream, on: connection))
        case .deferred(let deferred):
            let suspension = connection.suspension(awaitsCall: true)
            deferred.whenFulfilled { suspension.call() }
            let end = MonotonicTime.now + deferred.timeout
            return check(.init(deferred: deferred, headers: response.headers, suspension: suspension, end: end))
        case .emptyResponse:
            return .NO
        case .randomDataThenClose:
            connection.write(HTTPResponse.garbage[...])
            return .NO
        case .malformedChunk:
            connection.write(HTTPResponse.malformedChunk[...])
            return .NO
        case .connectionReset:
            connection.reset()
            return .NO
        }
    }

    private func queue(_ response: HTTPResponse, isLast: Bool = false, from reader: ContentReader) -> MHD_Result {
        guard let raw = unsafe connection.raw else { return .NO }
        self.reader = reader
        return unsafe response.queue(on: raw, isLast: isLast || service.tracker.isStopping, from: reader)
    }

    /// Queues a response that is sent whole, by means of the previous one where it is like that.
    private func queue(_ response: HTTPResponse) -> MHD_Result {
        guard let raw = unsafe connection.raw else { return .NO }
        guard !service.tracker.isStopping, response.body.count <= KeptResponse.largestBody else {
            lastResponse = nil
            return unsafe response.queue(on: raw, isLast: service.tracker.isStopping)
        }
        if lastResponse?.become(response) != true { lastResponse = KeptResponse(response) }
        return unsafe lastResponse?.queue(on: raw, status: response.wireStatus) ?? .NO
    }

    /// Writes past libmicrohttpd until all is written, suspended while the socket is full; then closes the connection.
    private func write(_ response: RawResponse) -> MHD_Result {
        var response = response
        guard response.write(to: connection) else { return .NO }
        return suspend(connection.suspension(awaitsRoom: true), until: response.deadline, then: .write(response))
    }

    /// Sends the deferred response once there is one, or its fallback once that can no longer come.
    private func check(_ wait: Continuation.Wait) -> MHD_Result {
        phase = .suspended
        while true {
            if let response = wait.deferred.response { return send(response, adding: wait.headers) }
            if wait.end <= .now { return send(wait.deferred.lapse(.timeout), adding: wait.headers) }
            switch connection.suspend(wait.suspension, until: wait.end) {
            case .suspended:
                continuation = .check(wait)
                return .YES
            case .called: continue
            case .ended: return send(wait.deferred.lapse(.stopping), adding: wait.headers)
            }
        }
    }

    private func send(_ response: HTTPResponse, adding headers: HTTPHeaders) -> MHD_Result {
        var response = response
        response.headers.append(contentsOf: headers)
        return admit(response)
    }
}

extension HTTPRequest {
    fileprivate static let none = HTTPRequest(method: .get, target: "")
}
