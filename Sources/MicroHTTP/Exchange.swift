internal import CMicroHTTPD
internal import HTTPMessage

/// The request under way on one connection, between libmicrohttpd's calls; all come on the connection's own thread.
///
/// An answer is queued on the last call, when the request is complete: queued on the first it would make libmicrohttpd
/// close the connection. The exceptions are requests that are refused, and bodies too large to be drained.
final class Exchange {
    private enum Phase {
        case idle
        case head(RequestTarget)
        case body(HTTPRequest, declared: Int, received: Int)
        case parked(HTTPResponse)
        case answered
    }

    private let connection: Connection
    private let context: Context
    private let clientAddress: String
    private var phase = Phase.idle

    /// Made when the connection is opened, and used again for each of its requests.
    init(on connection: Connection, _ context: Context) {
        self.connection = connection
        self.context = context
        clientAddress = connection.clientAddress
    }

    /// The request line was read.
    func begin(_ target: RequestTarget) {
        phase = .head(target)
        context.traffic.requestBegan()
    }

    /// The request has ended, answered or not.
    func end() {
        if case .idle = phase { return }
        phase = .idle
        context.traffic.requestEnded()
    }

    /// Does what the request's phase asks for; `.NO` closes the connection.
    func advance(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        piece: UnsafeRawBufferPointer
    ) -> MHD_Result {
        switch phase {
        case .head(let target):
            let head = unsafe RequestHead(of: connection, method: method, version: version)
            if let fault = unsafe target.fault(after: method, before: version) ?? head.fault { return refuse(fault) }
            return unsafe receive(head, target, HTTPMethod(rawValue: String(cString: method)))
        case .body(let request, _, _) where unsafe piece.isEmpty:
            return respond(to: request)
        case .body:
            return unsafe receive(piece)
        case .parked(let response):
            return context.parkingLot.isClosed ? .NO : send(response)
        case .idle, .answered:
            return .YES
        }
    }

    private func receive(_ head: RequestHead, _ target: RequestTarget, _ method: HTTPMethod) -> MHD_Result {
        var request = HTTPRequest(
            method: method,
            target: target.text,
            headers: head.headers,
            clientAddress: clientAddress
        )
        let declared = Int(clamping: head.contentLength ?? 0)
        request.isBodyTooLarge = declared > context.maximumBodySize
        if request.isBodyTooLarge, head.expectsContinue || declared > context.drainLimit {
            return respond(to: request)
        }
        phase = .body(request, declared: declared, received: 0)
        return .YES
    }

    private func receive(_ piece: UnsafeRawBufferPointer) -> MHD_Result {
        guard case .body(var request, let declared, var received) = phase else { return .NO }
        phase = .idle  // Gives up its hold on the body, so that appending does not copy it.
        received += piece.count
        if received > context.maximumBodySize {
            request.isBodyTooLarge = true
            request.body = []
        } else if !request.isBodyTooLarge {
            request.body.reserveCapacity(declared)
            unsafe request.body.append(contentsOf: piece)
        }
        phase = .body(request, declared: declared, received: received)
        return received > context.drainLimit ? .NO : .YES
    }

    private func respond(to request: HTTPRequest) -> MHD_Result {
        let response = context.handler(request)
        guard let delay = response.delay, delay > .zero else { return send(response) }
        phase = .parked(response)
        return context.parkingLot.park(connection, until: .now + delay) ? .YES : .NO
    }

    private func refuse(_ reason: String) -> MHD_Result {
        send(
            HTTPResponse(status: .badRequest, headers: ["Content-Type": "text/plain"], body: Array("\(reason)\n".utf8))
        )
    }

    private func send(_ response: HTTPResponse) -> MHD_Result {
        phase = .answered
        switch response.delivery {
        case .whole:
            return response.queue(on: connection, isLast: context.traffic.isStopping)
        case .dribble(let chunks, let duration):
            let dribble = Dribble(
                response.body,
                pieces: chunks,
                over: duration,
                on: connection,
                in: context.parkingLot
            )
            return response.queue(on: connection, isLast: context.traffic.isStopping, dribbling: dribble)
        case .emptyResponse:
            return .NO
        case .randomDataThenClose:
            connection.write(HTTPResponse.garbage)
            return .NO
        case .malformedChunk:
            connection.write(response.malformedChunk)
            return .NO
        case .connectionReset:
            connection.reset()
            return .NO
        }
    }
}
