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
        /// How long a client may neither send nor take anything before its connection is closed.
        public var idleTimeout: Duration
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
