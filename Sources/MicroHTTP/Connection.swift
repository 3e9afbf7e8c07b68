internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

/// A client's connection: its socket, the daemon that serves it, and when its client has to have done something.
///
/// Each connection has a libmicrohttpd daemon of its own. So it is known which connection libmicrohttpd works on when
/// it calls back, logs or asks to be called again; a connection is resumed without a look at the others that are
/// suspended; and any one can be closed at any time. That costs a descriptor, some 2 KB and a system call per wake-up.
@safe final class Connection {
    private enum State {
        case serving
        case suspended(Suspension)
        /// The last response was sent, and what still arrives is dropped until this time.
        case lingering(until: MonotonicTime)
    }

    /// What became of an attempt to suspend the connection.
    enum Outcome { case suspended, called, ended }

    /// Tells it apart from all other connections of its loop.
    let number: Int
    let descriptor: Int32
    /// Whether it is one of the connections for requests of a certain kind only.
    let isReserved: Bool
    private let address: SocketAddress
    unowned let loop: EventLoop
    let service: Service
    lazy var exchange = Exchange(on: self, service, clientAddress: address.text)
    private var daemon: Daemon?
    /// Its libmicrohttpd connection, while that is open.
    private(set) var raw: OpaquePointer?

    private var state = State.serving
    /// When the client last sent something, or took something.
    private var activity: MonotonicTime
    /// When the first byte of a head arrived that is still incomplete.
    var headStart: MonotonicTime?
    private var bodyStart: MonotonicTime
    /// Whether the client has closed its side; it may still read.
    private var isHalfClosed = false
    /// Whether the client has reset the connection.
    private var isGone = false
    /// The request during which the client was last asked whether it is still there.
    private var lastQuestion = 0
    /// How often libmicrohttpd was run since it last called back.
    private var vainRuns = 0
    /// Counts the runs of libmicrohttpd, so that what was seen in different ones can be told apart.
    private(set) var run = 0
    /// The number of requests whose request line was read.
    var requestCount = 0

    /// After this many runs without a call back, libmicrohttpd has no room for the line of a chunk's size; it would ask
    /// to be run again for ever.
    private static let maximumVainRuns = 256

    /// - Parameter isReserved: whether it is one of the connections for requests of a certain kind only.
    init(
        _ number: Int,
        _ descriptor: Int32,
        _ address: SocketAddress,
        isReserved: Bool,
        on loop: EventLoop,
        _ service: Service
    ) {
        (self.number, self.descriptor, self.address, self.isReserved) = (number, descriptor, address, isReserved)
        (self.loop, self.service) = (loop, service)
        (activity, bodyStart) = (loop.now, loop.now)
    }

    /// Starts the daemon; false, with `errno` set, where the system does not let it.
    func start() -> Bool {
        daemon = Daemon(for: self, identity: service.identity)
        guard daemon != nil else {
            loop.ignore(descriptor)
            Glibc.close(descriptor)
            return false
        }
        return daemon?.add(descriptor, from: address) == true
    }

    // MARK: Called by the loop

    /// Serves what the socket is ready for (`EPOLLIN` and so on).
    func receive(_ events: UInt32) {
        activity = loop.now
        isHalfClosed = isHalfClosed || events & EPOLLRDHUP.rawValue != 0
        switch state {
        case .serving:
            let count = requestCount
            serve()
            // What has arrived is no more than the beginning of a head.
            let isPartial = count == requestCount && exchange.isIdle && events & EPOLLIN.rawValue != 0
            if isPartial, headStart == nil { headStart = loop.now }
        case .suspended(let suspension):
            isGone = isGone || events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
            // First, as each event of a client that has closed its side says so again, and it may read on.
            if !isGone, suspension.awaitsRoom, events & EPOLLOUT.rawValue != 0 {
                resume()
            } else if isGone || events & EPOLLRDHUP.rawValue != 0 {
                loop.leaves(self)
            }
        case .lingering:
            if !drain() { close() }
        }
    }

    /// Lets libmicrohttpd do what can be done without waiting.
    func serve() {
        guard let daemon else { return }
        for _ in 0..<16 {
            vainRuns += 1
            run += 1
            let hasMore = daemon.run()
            guard unsafe raw != nil else { return close() }
            switch state {
            case .serving: break
            case .suspended:
                if isHalfClosed { askClient() }
                return
            case .lingering: return
            }
            guard hasMore, !waitsForHandshake else { return closeIfFinished() }
            guard vainRuns < Self.maximumVainRuns || !exchange.isReadingBody else {
                return refuse(.badRequest, "the line of a chunk's size is too long")
            }
        }
        loop.runAgain(self)
    }

    /// Closes the connection of a client that has closed its side, where nothing is left to respond to.
    ///
    /// libmicrohttpd does not look for the end of the input where that came along with the input.
    private func closeIfFinished() {
        if isHalfClosed, !exchange.isAnswered, !hasUnreadInput { close() }
    }

    /// Closes the connection if its client has left, which it may have done while it waits.
    func checkLeaving() {
        guard case .suspended = state else { return }
        if isGone { close() } else { askClient() }
    }

    /// Closes the connection if its client has missed a deadline.
    func checkDeadline() {
        switch state {
        case .serving: if servingDeadline <= loop.now { close() }
        case .suspended: break
        case .lingering(let end): if end <= loop.now { close() }
        }
    }

    /// Whether the request with this number is under way; after its response the connection is as good for others.
    func serves(_ request: Int) -> Bool {
        requestCount == request && !exchange.isIdle
    }

    /// Whether the connection is in this wait.
    func isSuspended(by suspension: Suspension) -> Bool {
        if case .suspended(let current) = state { current === suspension } else { false }
    }

    /// Ends a wait; false where the connection is in another one, or in none.
    func resume(from suspension: Suspension) -> Bool {
        guard isSuspended(by: suspension) else { return false }
        resume()
        return true
    }

    /// Ends a wait for a call.
    func endCall() {
        if case .suspended(let suspension) = state, suspension.awaitsCall { resume() }
    }

    /// Closes it at once, whatever it is doing.
    func close() {
        switch state {
        case .suspended, .lingering: if let raw = unsafe raw { unsafe MHD_resume_connection(raw) }
        case .serving: break
        }
        leaveSuspension()
        daemon.take()?.stop()
        loop.remove(self)
    }

    // MARK: Called by the exchange, while libmicrohttpd runs

    /// Takes the connection out of libmicrohttpd's hands until `time`, or until the call that it waits for.
    ///
    /// After that libmicrohttpd calls its handler, or content reader, again. Nothing is done where the call has come
    /// already, or where calls are no longer waited for.
    func suspend(_ suspension: Suspension, until time: MonotonicTime) -> Outcome {
        guard !(suspension.awaitsCall && loop.endsCalls), let raw = unsafe raw else { return .ended }
        guard !suspension.isCalled else {
            suspension.isCalled = false
            return .called
        }
        unsafe MHD_suspend_connection(raw)
        state = .suspended(suspension)
        loop.suspended(suspension, until: time)
        return .suspended
    }

    /// A wait of this connection.
    func suspension(awaitsCall: Bool = false, awaitsRoom: Bool = false) -> Suspension {
        Suspension(of: number, on: loop, awaitsCall: awaitsCall, awaitsRoom: awaitsRoom)
    }

    /// Closes the connection if it still serves the current request when this is called; from any thread.
    var cancel: @Sendable () -> Void {
        let (loop, number, request) = (loop, number, requestCount)
        return { loop.post(.cancel(connection: number, request: request)) }
    }

    /// libmicrohttpd has taken the socket, or is about to close it.
    func changeRaw(to raw: OpaquePointer?) {
        unsafe self.raw = raw
        if unsafe raw == nil { loop.ignore(descriptor) }
    }

    /// Sends a last response in place of libmicrohttpd, and takes the connection out of its hands.
    ///
    /// The socket is read until the client closes its side or some time has passed: closed at once, it would be reset,
    /// and the client might not see the response (RFC 9112 §9.6).
    func refuse(_ status: HTTPStatus, _ reason: String, toHead: Bool = false) {
        var response = HTTPResponse(status: status, headers: ["Content-Type": "text/plain"])
        response.body = Array("\(reason)\n".utf8)
        if status == .serviceUnavailable { response.headers.append("X-Emulator-Hint", reason) }
        write(RawResponse.bytes(of: response, reason: response.standardReason, toHead: toHead)[...])
        finishSending()
        if let raw = unsafe raw { unsafe MHD_suspend_connection(raw) }
        exchange.end()
        state = .lingering(until: loop.now + .seconds(2))
    }

    /// Records that libmicrohttpd does something, as its content readers do.
    func progress() {
        vainRuns = 0
    }

    /// The head of a request is complete, and its body begins.
    func receivedHead() {
        headStart = nil
        bodyStart = loop.now
    }

    private func resume() {
        guard let raw = unsafe raw else { return }
        unsafe MHD_resume_connection(raw)
        leaveSuspension()
        activity = loop.now
        serve()
    }

    private func leaveSuspension() {
        if case .suspended = state { loop.resumed() }
        state = .serving
    }

    /// Finds out whether a client that has closed its side while it waits is still there.
    ///
    /// It may read on (RFC 9112 §9.6), which nothing but a write can tell: a client that has left answers it by a reset,
    /// upon which the connection is closed. So something is sent that changes nothing for a client that reads on.
    private func askClient() {
        guard lastQuestion < requestCount else { return }
        lastQuestion = requestCount
        switch exchange.question {
        case .send(let bytes): write(bytes[...])
        case .resume: resume()
        case .none: close()
        }
    }

    /// Whether the client has to go on with a TLS handshake, during which libmicrohttpd always asks to be run again.
    private var waitsForHandshake: Bool {
        service.identity != nil && requestCount == 0 && !hasUnreadInput
    }

    private var servingDeadline: MonotonicTime {
        let idle = activity + service.idleTimeout
        if exchange.isReadingBody { return min(idle, bodyStart + service.bodyTime(for: exchange.receivedSize)) }
        return headStart.map { min(idle, $0 + service.headTimeout) } ?? idle
    }
}
