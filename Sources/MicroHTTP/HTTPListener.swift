public import HTTPMessage

/// An HTTP/1.1 server on one port, with libmicrohttpd behind one function.
///
/// It sends the handler's response to each request. The handler is called on several threads at once, and may block no
/// longer than it takes to get a lock. Delays and faults are properties of the response, and occupy no thread.
public final class HTTPListener: Sendable {
    /// Returns the response to a complete request.
    public typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

    /// The port it listens on, the actual one where the configuration says 0.
    public var port: UInt16 { server.port }

    private let server: Server

    /// Listens from now on, until `stop` is called or the last reference is released.
    public init(_ configuration: Configuration = .init(), handler: @escaping Handler) throws(Failure) {
        server = try Server(configuration, handler: handler)
    }

    deinit {
        server.stop(grace: .zero)
    }

    /// The connections that are open now.
    public var connectionCount: Int { server.connectionCount }

    /// Refuses new connections, completes the requests under way, delayed responses included, and releases the port.
    ///
    /// Deferred responses are sent their fallback at once, and streams end after what has been appended. Whatever has not
    /// ended after `grace` is cut off. A second call waits for the first. Called from a handler it returns at once,
    /// because it would wait for itself, and the listener stops in the background.
    public func stop(grace: Duration = .seconds(5)) {
        server.stop(grace: grace)
    }
}
