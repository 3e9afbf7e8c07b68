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
    private let address: SocketAddress
    private unowned let loop: EventLoop
    fileprivate let service: Service
    fileprivate lazy var exchange = Exchange(on: self, service, clientAddress: address.text)
    private var daemon: Daemon?
    /// Its libmicrohttpd connection, while that is open.
    private(set) var raw: OpaquePointer?

    private var state = State.serving
    /// When the client last sent something, or took something.
    private var activity: MonotonicTime
    /// When the loop calls `reach` next.
    private var scheduled = MonotonicTime.distantFuture
    /// How often libmicrohttpd was run since it last called back.
    private var vainRuns = 0
    /// Counts the runs of libmicrohttpd, so that what was seen in different ones can be told apart.
    private(set) var run = 0
    /// Whether a request line was read, ever.
    fileprivate var hasBegun = false

    /// After this many runs without a call back, libmicrohttpd has no room for the line of a chunk's size; it would ask
    /// to be run again for ever.
    private static let maximumVainRuns = 256

    init(_ number: Int, _ descriptor: Int32, _ address: SocketAddress, on loop: EventLoop, _ service: Service) {
        (self.number, self.descriptor, self.address) = (number, descriptor, address)
        (self.loop, self.service) = (loop, service)
        activity = loop.now
    }

    /// Starts the daemon; false, with `errno` set, where the system does not let it.
    func start() -> Bool {
        daemon = Daemon(for: self, identity: service.identity)
        guard daemon != nil else {
            Glibc.close(descriptor)
            return false
        }
        guard daemon?.add(descriptor, from: address) == true else { return false }
        schedule()
        return true
    }

    // MARK: Called by the loop

    /// Serves what the socket is ready for (`EPOLLIN` and so on).
    func receive(_ events: UInt32) {
        activity = loop.now
        switch state {
        case .serving: serve()
        case .suspended(let suspension):
            if suspension.awaitsRoom, events & EPOLLOUT.rawValue != 0 { resume() }
        case .lingering:
            if !drain() { close() }
        }
    }

    /// Lets libmicrohttpd do what can be done without waiting.
    func serve() {
        for _ in 0..<16 {
            vainRuns += 1
            run += 1
            let hasMore = daemon?.run() ?? false
            guard unsafe raw != nil else { return close() }
            guard hasMore, case .serving = state, !waitsForHandshake else { return schedule() }
            guard vainRuns < Self.maximumVainRuns || !exchange.isReadingBody else {
                refuse(.badRequest, "the line of a chunk's size is too long")
                return schedule()
            }
        }
        loop.runAgain(self)
    }

    /// The time that it was scheduled for has come.
    func reach(_ time: MonotonicTime) {
        guard time == scheduled else { return }
        scheduled = .distantFuture
        guard deadline <= loop.now else { return schedule() }
        switch state {
        case .serving, .lingering: close()
        case .suspended: resume()
        }
    }

    /// Ends a wait; false where the connection is in another one, or in none.
    func resume(from suspension: Suspension) -> Bool {
        guard case .suspended(let current) = state, current === suspension else { return false }
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
        state = .serving
        daemon = nil
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
        suspension.end = time
        state = .suspended(suspension)
        return .suspended
    }

    /// A wait of this connection.
    func suspension(awaitsCall: Bool = false, awaitsRoom: Bool = false) -> Suspension {
        Suspension(of: number, on: loop, awaitsCall: awaitsCall, awaitsRoom: awaitsRoom)
    }

    /// libmicrohttpd has taken the socket, or is about to close it.
    func changeRaw(to raw: OpaquePointer?) {
        unsafe self.raw = raw
    }

    /// Sends a last response in place of libmicrohttpd, and takes the connection out of its hands.
    ///
    /// The socket is read until the client closes its side or some time has passed: closed at once, it would be reset,
    /// and the client might not see the response (RFC 9112 §9.6).
    func refuse(_ status: HTTPStatus, _ reason: String, toHead: Bool = false) {
        let response = HTTPResponse(
            status: status,
            headers: ["Content-Type": "text/plain"],
            body: Array("\(reason)\n".utf8)
        )
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

    private func resume() {
        guard let raw = unsafe raw else { return }
        unsafe MHD_resume_connection(raw)
        state = .serving
        activity = loop.now
        serve()
    }

    /// Whether the client has to go on with a TLS handshake, during which libmicrohttpd always asks to be run again.
    private var waitsForHandshake: Bool {
        service.identity != nil && !hasBegun && !hasUnreadInput
    }

    private var deadline: MonotonicTime {
        switch state {
        case .serving: activity + service.idleTimeout
        case .suspended(let suspension): suspension.end
        case .lingering(let end): end
        }
    }

    private func schedule() {
        let deadline = deadline
        guard deadline < scheduled else { return }
        scheduled = deadline
        loop.schedule(number, at: deadline)
    }
}

extension Connection {
    // MARK: Called by libmicrohttpd

    func begin(_ target: RequestTarget) {
        progress()
        hasBegun = true
        exchange.begin(target)
    }

    func advance(
        method: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>,
        part: UnsafeRawBufferPointer
    ) -> MHD_Result {
        progress()
        return unsafe exchange.advance(method: method, version: version, part: part)
    }

    func end() {
        progress()
        exchange.end()
    }

    /// Takes over where libmicrohttpd is about to send an error page.
    func receiveLog(_ line: String) {
        service.report(line)
        let prefix = "Error processing request (HTTP response code is "
        guard line.hasPrefix(prefix), let status = Int(line.dropFirst(prefix.count).prefix(3)) else { return }
        let (ownStatus, reason) = exchange.refusal(inPlaceOf: HTTPStatus(rawValue: status))
        refuse(ownStatus, reason)
    }
}
