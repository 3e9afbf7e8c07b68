import Glibc
import HTTPMessage
import MicroHTTP

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
