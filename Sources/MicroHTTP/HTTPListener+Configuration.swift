public import HTTPMessage

extension HTTPListener {
    /// Where to listen, and the limits on what a client may use.
    public struct Configuration: Sendable {
        /// A numeric IPv4 or IPv6 address, or `localhost` for 127.0.0.1; `::` stands for every address of both families.
        public var host: String
        /// The port; 0 for any free one.
        public var port: UInt16
        /// The number of threads that serve connections and call the handler, at least 1.
        public var threads: Int
        /// The size in bytes up to which a body is read; a larger one is dropped, and the request's `isBodyTooLarge` set.
        public var maximumBodySize: Int
        /// The number of connections served at a time; further clients wait until one closes.
        public var maximumConnections: Int
        /// The number of connections served beyond `maximumConnections`, but only for requests of a certain kind, so that
        /// a server whose connections are all in use can still be commanded.
        public var reservedConnections = 0
        /// Whether a request, whose body is yet to come, may use a reserved connection; others are answered 503.
        public var mayUseReservedConnection: @Sendable (HTTPRequest) -> Bool = { _ in true }
        /// How long a client may neither send nor take anything before its connection is closed.
        public var idleTimeout: Duration
        /// How long the head of a request may take from its first byte on; a TLS handshake counts with the first head.
        public var headTimeout = Duration.seconds(10)
        /// How long the body of a request may take, in addition to the time that `minimumBodyRate` allows for its size.
        public var bodyTimeout = Duration.seconds(10)
        /// The number of bytes of a body that a client has to send in a second.
        public var minimumBodyRate = 1024
        /// The memory for bodies that are large or wait for their clients; nil for no limit.
        ///
        /// Counted are bodies of requests and responses from 64 KiB on, and the limits of streams. A request is answered
        /// 503 where that exceeds the budget.
        public var memoryBudget: MemoryBudget?
        /// The certificate to speak TLS with, and nothing but TLS; nil for plain HTTP.
        public var identity: TLSIdentity?
        /// Receives libmicrohttpd's messages about clients and the system, a line each; nil drops them.
        public var log: (@Sendable (String) -> Void)?

        /// The size in bytes of the largest request head; a larger one is answered 431 or, for its target alone, 414.
        ///
        /// libmicrohttpd allocates this for each connection, the head of the response included.
        public static let headerMemory = 16 * 1024

        /// By default, listens on any free port of 127.0.0.1.
        public init(
            host: String = "127.0.0.1",
            port: UInt16 = 0,
            threads: Int = 1,
            maximumBodySize: Int = 1024 * 1024,
            maximumConnections: Int = 4096,
            idleTimeout: Duration = .seconds(60),
            identity: TLSIdentity? = nil,
            log: (@Sendable (String) -> Void)? = nil
        ) {
            self.host = host
            self.port = port
            self.threads = threads
            self.maximumBodySize = maximumBodySize
            self.maximumConnections = maximumConnections
            self.idleTimeout = idleTimeout
            self.identity = identity
            self.log = log
        }
    }

    /// The reason why a listener cannot start, in a line that says what to change.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        /// The line, without a period at its end.
        public let message: String

        /// The same line.
        public var description: String { message }

        init(_ message: String) {
            self.message = message
        }
    }
}
