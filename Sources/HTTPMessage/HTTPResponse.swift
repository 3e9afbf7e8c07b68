/// A response as a value: what to send, when, and what happens to the connection.
///
/// The listener sends it, so code that creates a response never waits and never writes.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code.
    public var status: HTTPStatus
    /// The header fields; the listener adds `Date`, `Content-Length` and `Connection`.
    public var headers: HTTPHeaders
    /// The body; not sent if the status forbids one, or in response to `HEAD`.
    public var body: [UInt8]
    /// What few responses have, kept apart so that the others stay small; nil for none of it.
    private var boxed: BoxedOptions?

    /// How a response is sent.
    private struct Options: Sendable {
        var reason: String?
        var delay: Duration?
        var delivery = Delivery.whole
        var cancellation: ResponseCancellation?
        var declaresLength = false

        var isUsual: Bool {
            guard case .whole = delivery else { return false }
            return reason == nil && delay == nil && cancellation == nil && !declaresLength
        }
    }

    private final class BoxedOptions: Sendable {
        let options: Options

        init(_ options: Options) { self.options = options }
    }

    private var options: Options {
        get { boxed?.options ?? Options() }
        set { boxed = newValue.isUsual ? nil : BoxedOptions(newValue) }
    }

    /// Creates a response that is sent whole and at once.
    public init(status: HTTPStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Creates a response that is sent in another way.
    ///
    /// - Parameters:
    ///   - reason: The reason phrase; nil for that of the status.
    ///   - delay: How long the response is held back; nil for not at all.
    ///   - delivery: What the connection does with the response.
    public init(
        status: HTTPStatus,
        reason: String? = nil,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        delay: Duration? = nil,
        delivery: Delivery = .whole
    ) {
        self.init(status: status, headers: headers, body: body)
        options = Options(reason: reason, delay: delay, delivery: delivery)
    }

    /// Whether it is sent whole, at once, and with the reason phrase of its status.
    public var isUsual: Bool { boxed == nil }

    /// The reason phrase (RFC 9112 §4), nil for that of the status; a response with another one closes its connection.
    public var reason: String? {
        get { boxed?.options.reason }
        set { options.reason = newValue }
    }

    /// How long the response is held back; no thread waits for it.
    public var delay: Duration? {
        get { boxed?.options.delay }
        set { options.delay = newValue }
    }

    /// What the connection does with the response.
    public var delivery: Delivery {
        get { boxed?.options.delivery ?? .whole }
        set { options.delivery = newValue }
    }

    /// What cancels the response while it waits; nil for nothing.
    public var cancellation: ResponseCancellation? {
        get { boxed?.options.cancellation }
        set { options.cancellation = newValue }
    }

    /// Whether the field `Content-Length` is sent as it is, even if the body has another length; such a response closes
    /// its connection.
    public var declaresLength: Bool {
        get { boxed?.options.declaresLength ?? false }
        set { options.declaresLength = newValue }
    }

    /// Whether both are equal in content and delivery.
    public static func == (left: HTTPResponse, right: HTTPResponse) -> Bool {
        left.status == right.status && left.headers == right.headers && left.body == right.body
            && left.reason == right.reason && left.delay == right.delay && left.delivery == right.delivery
            && left.declaresLength == right.declaresLength
    }

    /// What a connection does with a response: send it, send it slowly or later, or fail as WireMock's faults do.
    public enum Delivery: Sendable, Equatable {
        /// Sends head and body, then reads the next request.
        case whole
        /// Sends the body in chunks of about equal size, spread evenly over a duration.
        case dribble(chunks: Int, over: Duration)
        /// Sends another response once it is provided, with the header fields of this one after its own.
        case deferred(DeferredResponse)
        /// Sends the body as it is produced, then closes the connection.
        case stream(BodyStream)
        /// Sends nothing and closes the connection.
        case emptyResponse
        /// Sends bytes that are not HTTP and closes the connection.
        case randomDataThenClose
        /// Sends the head of a 200 that announces chunks, then bytes that are not a chunk, and closes the connection.
        case malformedChunk
        /// Resets the TCP connection.
        case connectionReset
    }
}
