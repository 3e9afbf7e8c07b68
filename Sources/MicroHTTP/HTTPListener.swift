public import HTTPMessage

/// An HTTP/1.1 server on one port: libmicrohttpd's threads behind one function.
///
/// It answers each request with what the handler gives, on several threads at once, so the handler may block for no
/// longer than a lock is held. Delays and faults are fields of the answer, and cost no thread.
public final class HTTPListener: Sendable {
    /// From a whole request to its answer.
    public typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

    /// The port it listens on, the real one where 0 was asked for.
    public var port: UInt16 { server.port }

    private let server: Server

    /// Listens from now on, until `stop` or the last reference is gone.
    public init(_ configuration: Configuration = .init(), handler: @escaping Handler) throws(Failure) {
        server = try Server(configuration, handler: handler)
    }

    deinit {
        server.stop(grace: .zero)
    }

    /// The connections that are open now.
    public var connectionCount: Int { server.connectionCount }

    /// Refuses new connections, finishes the requests under way, delayed answers too, and gives the port back.
    ///
    /// What waits for somebody else ends at once: deferred answers by their fallback, streams after what was appended.
    /// What has not ended after `grace` is cut off. A second call waits for the first. Called from a handler it returns
    /// at once, because it would wait for itself, and the stop goes on behind it.
    public func stop(grace: Duration = .seconds(5)) {
        server.stop(grace: grace)
    }
}
