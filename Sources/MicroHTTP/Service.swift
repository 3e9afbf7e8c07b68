internal import HTTPMessage

/// What all connections of a listener share: the handler, the limits, and the counts.
final class Service: Sendable {
    let handler: HTTPListener.Handler
    let tracker = ConnectionTracker()
    let identity: TLSIdentity?
    let maximumBodySize: Int
    let idleTimeout: Duration
    private let log: (@Sendable (String) -> Void)?

    /// The bytes of a refused body that are read and dropped, so that the connection stays usable.
    let drainLimit: Int

    init(_ configuration: HTTPListener.Configuration, handler: @escaping HTTPListener.Handler) {
        self.handler = handler
        identity = configuration.identity
        maximumBodySize = configuration.maximumBodySize
        idleTimeout = configuration.idleTimeout
        drainLimit = max(16 * 1024 * 1024, maximumBodySize)
        log = configuration.log
    }

    /// Passes on a message of libmicrohttpd's, except those about connections that the listener closes on purpose.
    func report(_ line: String) {
        guard let log, !line.hasPrefix("Application reported internal error") else { return }
        log(line)
    }
}
