/// An answer as a value: what to send, when, and how the connection then ends.
///
/// The listener carries it out; whoever answers never sleeps and never writes.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code.
    public var status: HTTPStatus
    /// The header fields; the listener adds `Date`, `Content-Length` and `Connection`.
    public var headers: HTTPHeaders
    /// The body; never sent where the status forbids one, nor to `HEAD`.
    public var body: [UInt8]
    /// What few answers have, out of the way of all the others; nil for nothing of it.
    private var manner: Manner?

    /// How an answer is given, if not as usual.
    private final class Manner: Sendable {
        let reason: String?
        let delay: Duration?
        let delivery: Delivery
        let cancellation: ResponseCancellation?

        init?(reason: String?, delay: Duration?, delivery: Delivery, cancellation: ResponseCancellation? = nil) {
            if reason == nil, delay == nil, cancellation == nil, case .whole = delivery { return nil }
            (self.reason, self.delay, self.delivery, self.cancellation) = (reason, delay, delivery, cancellation)
        }
    }

    /// An answer that is sent whole and at once.
    public init(status: HTTPStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a manner of its own.
    public init(
        status: HTTPStatus,
        reason: String? = nil,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        delay: Duration? = nil,
        delivery: Delivery = .whole
    ) {
        self.init(status: status, headers: headers, body: body)
        manner = Manner(reason: reason, delay: delay, delivery: delivery)
    }

    /// Whether it is sent whole, at once, and with the reason phrase of its status.
    public var isUsual: Bool { manner == nil }

    /// The reason phrase (RFC 9112 §4), nil for the status' own; an answer with another one ends its connection.
    public var reason: String? {
        get { manner?.reason }
        set { manner = Manner(reason: newValue, delay: delay, delivery: delivery, cancellation: cancellation) }
    }

    /// How long the answer is held back, without a thread that waits for it.
    public var delay: Duration? {
        get { manner?.delay }
        set { manner = Manner(reason: reason, delay: newValue, delivery: delivery, cancellation: cancellation) }
    }

    /// What the connection does with the answer.
    public var delivery: Delivery {
        get { manner?.delivery ?? .whole }
        set { manner = Manner(reason: reason, delay: delay, delivery: newValue, cancellation: cancellation) }
    }

    /// What gives the response up while it waits; nil for nothing.
    public var cancellation: ResponseCancellation? {
        get { manner?.cancellation }
        set { manner = Manner(reason: reason, delay: delay, delivery: delivery, cancellation: newValue) }
    }

    /// Whether both are sent alike, whatever may give them up.
    public static func == (left: HTTPResponse, right: HTTPResponse) -> Bool {
        left.status == right.status && left.headers == right.headers && left.body == right.body
            && left.reason == right.reason && left.delay == right.delay && left.delivery == right.delivery
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
        /// No byte of an answer; the connection is closed.
        case emptyResponse
        /// Bytes that are no HTTP; the connection is closed.
        case randomDataThenClose
        /// The head of a 200 that announces chunks, then bytes that are no chunk; the connection is closed.
        case malformedChunk
        /// A TCP reset.
        case connectionReset
    }
}
