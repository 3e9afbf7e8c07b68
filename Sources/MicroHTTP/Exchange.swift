internal import CMicroHTTPD
internal import HTTPMessage

/// The request under way on one connection, between libmicrohttpd's calls; all come on the connection's own thread.
///
/// An answer is queued on the last call, when the request is complete: queued on the first it would make libmicrohttpd
/// close the connection. The exceptions are requests that are refused, and bodies too large to be drained.
final class Exchange {
    private enum Phase { case idle, head, body, parked, answered }

    /// What goes on when the connection is resumed.
    private enum Parked {
        case delayed(HTTPResponse)
        case raw(RawAnswer)
        case deferred(Wait)
    }

    /// A wait for an answer that somebody gives, and the headers that it then gets.
    private struct Wait {
        let deferred: DeferredResponse
        let headers: HTTPHeaders
        let space: ParkingSpace
        let end: MonotonicTime
    }

    private let connection: Connection
    private let context: Context

    private var phase = Phase.idle
    private var target: RequestTarget?
    /// What has come of the request; between requests the memory for the next one's head.
    private var request: HTTPRequest
    private var declaredSize = 0
    private var receivedSize = 0
    private var isToHead = false
    private var parked: Parked?
    private var lastAnswer: KeptAnswer?

    /// Made when the connection is opened, and used again for each of its requests.
    init(on connection: Connection, _ context: Context) {
        self.connection = connection
        self.context = context
        request = .none
        request.clientAddress = connection.clientAddress
        request.isSecure = context.isSecure
    }

    /// The request line was read.
    func begin(_ target: RequestTarget) {
        phase = .head
        self.target = target
        context.traffic.requestBegan()
    }

    /// The request has ended, answered or not.
    func end() {
        guard phase != .idle else { return }
        phase = .idle
        forgetBody()
        parked = nil
        context.traffic.requestEnded()
    }

    /// Does what the request's phase asks for; `.NO` closes the connection.
    func advance(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        piece: UnsafeRawBufferPointer
    ) -> MHD_Result {
        switch phase {
        case .head: unsafe receiveHead(method: method, version: version)
        case .body: unsafe piece.isEmpty ? respond() : receive(piece)
        case .parked: goOn()
        case .idle, .answered: .YES
        }
    }

    private func receiveHead(method: UnsafePointer<CChar>, version: UnsafePointer<CChar>) -> MHD_Result {
        guard let target = target.take() else { return .NO }
        var head = unsafe RequestHead(
            of: connection,
            method: method,
            version: version,
            into: &request.headers
        )
        if let fault = unsafe target.fault(after: method, before: version) ?? head.fault { return refuse(fault) }
        declaredSize = Int(clamping: head.contentLength ?? 0)
        receivedSize = 0
        request.method = HTTPMethod(rawValue: unsafe String(cString: method))
        request.target = target.text
        request.headers = head.takeHeaders()
        request.isBodyTooLarge = declaredSize > context.maximumBodySize
        if request.isBodyTooLarge, head.expectsContinue || declaredSize > context.drainLimit { return respond() }
        phase = .body
        return .YES
    }

    private func receive(_ piece: UnsafeRawBufferPointer) -> MHD_Result {
        receivedSize += piece.count
        if max(receivedSize, declaredSize) <= context.maximumBodySize {
            request.body.reserveCapacity(declaredSize)
            unsafe request.body.append(contentsOf: piece)
        } else {
            request.isBodyTooLarge = true
            request.body = []
        }
        return receivedSize > context.drainLimit ? .NO : .YES
    }

    private func respond() -> MHD_Result {
        isToHead = request.method == .head
        // Taken out and put back, as a property would be copied for the call with all that it holds.
        var request = HTTPRequest.none
        swap(&request, &self.request)
        let response = context.handler(request)
        swap(&request, &self.request)
        // Now, as the answer may be long in coming.
        forgetBody()
        return answer(response)
    }

    /// Small bodies follow each other; a large one's memory is not held for the next.
    private func forgetBody() {
        guard !request.body.isEmpty else { return }
        if request.body.count > 4096 { request.body = [] } else { request.body.removeAll(keepingCapacity: true) }
    }

    private func answer(_ response: HTTPResponse) -> MHD_Result {
        guard let delay = response.delay, delay > .zero else { return send(response) }
        return park(.delayed(response), until: .now + delay)
    }

    private func park(_ parked: Parked, until time: MonotonicTime) -> MHD_Result {
        phase = .parked
        self.parked = parked
        return context.parkingLot.park(ParkingSpace(connection), until: time) == .parked ? .YES : .NO
    }

    private func goOn() -> MHD_Result {
        switch parked.take() {
        case .delayed(let response): send(response)
        case .raw(let answer): write(answer)
        case .deferred(let wait): settle(wait)
        case nil: .NO
        }
    }

    private func refuse(_ reason: String) -> MHD_Result {
        let body = Array("\(reason)\n".utf8)
        return send(HTTPResponse(status: .badRequest, headers: ["Content-Type": "text/plain"], body: body))
    }

    private func send(_ response: HTTPResponse) -> MHD_Result {
        // What was parked may come back early, when the listener cuts off what is left.
        guard phase != .parked || !context.parkingLot.isClosed else { return .NO }
        phase = .answered
        switch response.delivery {
        case .whole:
            if let answer = RawAnswer(response, toHead: isToHead) { return write(answer) }
            return queue(response)
        case .dribble(let pieces, let duration):
            let schedule = DribbleSchedule(size: response.body.count, pieces: pieces, duration: duration)
            let dribble = Dribble(response.body, schedule, on: connection, in: context.parkingLot)
            return response.queue(on: connection, isLast: context.traffic.isStopping, from: dribble)
        case .stream(let stream):
            let reader = StreamReader(stream, on: connection, in: context.parkingLot)
            return response.queue(on: connection, isLast: true, from: reader)
        case .deferred(let deferred):
            let (lot, space) = (context.parkingLot, ParkingSpace(connection, awaitsCall: true))
            deferred.whenFulfilled { lot.call(space) }
            let end = MonotonicTime.now + deferred.timeout
            return settle(Wait(deferred: deferred, headers: response.headers, space: space, end: end))
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

    /// Queues an answer that is sent whole, by means of the one before where it is like that.
    private func queue(_ response: HTTPResponse) -> MHD_Result {
        guard !context.traffic.isStopping, response.body.count <= KeptAnswer.largestBody else {
            lastAnswer = nil
            return response.queue(on: connection, isLast: context.traffic.isStopping)
        }
        if lastAnswer?.become(response) != true { lastAnswer = KeptAnswer(response) }
        return lastAnswer?.queue(on: connection, status: response.wireStatus) ?? .NO
    }

    /// Writes past libmicrohttpd until all is written, parked whenever the socket is full; then closes the connection.
    private func write(_ answer: RawAnswer) -> MHD_Result {
        var answer = answer
        guard answer.write(to: connection) else { return .NO }
        return park(.raw(answer), until: .now + .milliseconds(5))
    }

    /// Sends the answer that has come, or the fallback once there is none to wait for; else parks the connection.
    private func settle(_ wait: Wait) -> MHD_Result {
        phase = .parked
        while true {
            if let response = wait.deferred.response { return answer(response, adding: wait.headers) }
            if wait.end <= .now { return answer(wait.deferred.lapse(.timeout), adding: wait.headers) }
            switch context.parkingLot.park(wait.space, until: wait.end) {
            case .parked:
                parked = .deferred(wait)
                return .YES
            case .called: continue
            case .closed: return answer(wait.deferred.lapse(.stopping), adding: wait.headers)
            }
        }
    }

    private func answer(_ response: HTTPResponse, adding headers: HTTPHeaders) -> MHD_Result {
        var response = response
        response.headers.append(contentsOf: headers)
        return answer(response)
    }
}

extension HTTPRequest {
    fileprivate static let none = HTTPRequest(method: .get, target: "")
}
