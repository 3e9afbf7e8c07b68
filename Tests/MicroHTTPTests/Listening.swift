import Dispatch
import Glibc
import HTTPMessage
import MicroHTTP
import SocketClient

/// Runs a listener for as long as the body takes.
func withListener<Result>(
    _ configuration: HTTPListener.Configuration = .init(threads: 2),
    answering handler: @escaping HTTPListener.Handler,
    _ body: (HTTPListener) throws -> Result
) throws -> Result {
    let listener = try HTTPListener(configuration, handler: handler)
    defer { listener.stop(grace: .zero) }
    return try body(listener)
}

/// A listener of one thread that responds with 200, and that a test can keep busy with a request of its own.
struct HeldListener {
    let listener: HTTPListener
    fileprivate let isHeld: DispatchSemaphore
    fileprivate let goesOn: DispatchSemaphore

    /// Calls `body` while the thread hears nothing of what happens on other connections.
    func whileHeld<Result>(_ body: () throws -> Result) throws -> Result {
        let holder = try RawClient(listener.port)
        try holder.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n")
        isHeld.wait()
        defer { goesOn.signal() }
        return try body()
    }
}

/// Runs a test against a ``HeldListener``.
func withHeldListener(_ body: (HeldListener) throws -> Void) throws {
    let (isHeld, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try withListener(.init(threads: 1)) { request in
        if request.target == "/hold" {
            isHeld.signal()
            goesOn.wait()
        }
        return HTTPResponse(status: 200)
    } _: { listener in
        try body(HeldListener(listener: listener, isHeld: isHeld, goesOn: goesOn))
    }
}

/// Answers with what the handler saw: method, target, address, and each header on a line, then the body.
@Sendable func echo(_ request: HTTPRequest) -> HTTPResponse {
    var text = "\(request.method.rawValue) \(request.target) \(request.clientAddress)\n"
    for header in request.headers { text += "\(header.name)=\(header.value)|\n" }
    text += request.isBodyTooLarge ? "too large" : String(decoding: request.body, as: UTF8.self)
    return HTTPResponse(status: 200, body: Array(text.utf8))
}

/// Waits until the condition holds, for ten seconds at most; false if it does not hold even then.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while try !condition() {
        guard ContinuousClock.now < deadline else { return false }
        sched_yield()
    }
    return true
}
