/// An answer as a value: what to send, when, and how the connection then ends.
///
/// The listener carries it out; whoever answers never sleeps and never writes.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code.
    public var status: HTTPStatus
    /// The reason phrase (RFC 9112 §4), nil for the status' own; an answer with another one ends its connection.
    public var reason: String?
    /// The header fields; the listener adds `Date`, `Content-Length` and `Connection`.
    public var headers: HTTPHeaders
    /// The body; never sent where the status forbids one, nor to `HEAD`.
    public var body: [UInt8]
    /// How long the answer is held back, without a thread that waits for it.
    public var delay: Duration?
    /// What the connection does with the answer.
    public var delivery: Delivery

    /// An answer, sent whole and at once unless said otherwise.
    public init(
        status: HTTPStatus,
        reason: String? = nil,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        delay: Duration? = nil,
        delivery: Delivery = .whole
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.delay = delay
        self.delivery = delivery
    }

    /// The ways in which a connection can treat an answer: well, slowly, later, or as WireMock's faults do.
    public enum Delivery: Sendable, Equatable {
        /// Head and body, then the next request.
        case whole
        /// The body in so many pieces of about equal size, spread evenly over the duration.
        case dribble(chunks: Int, over: Duration)
        /// Another answer, when there is one, with the headers of this one after its own.
        case deferred(DeferredResponse)
        /// The body as it comes into being, after which the connection is closed.
        case stream(BodyStream)
        /// No octet of an answer; the connection is closed.
        case emptyResponse
        /// Octets that are no HTTP; the connection is closed.
        case randomDataThenClose
        /// The head of a 200 that announces chunks, then octets that are no chunk; the connection is closed.
        case malformedChunk
        /// A TCP reset.
        case connectionReset
    }
}
