extension HTTPListener {
    /// Where to listen, and how much a client may take.
    public struct Configuration: Sendable {
        /// A numeric IPv4 or IPv6 address, or `localhost` for 127.0.0.1; `::` is every address of both families.
        public var host: String
        /// The port; 0 for any that is free.
        public var port: UInt16
        /// The threads that serve connections, at least 1; handlers run on them.
        public var threads: Int
        /// The bytes of a body that are gathered; a larger one is announced by `isBodyTooLarge` instead.
        public var maximumBodySize: Int
        /// The connections served at once; further clients wait until one closes.
        public var maximumConnections: Int
        /// How long a connection may be silent before it is closed, in whole seconds, rounded up.
        public var idleTimeout: Duration
        /// With whose certificate to speak TLS, and nothing else on that port; nil for plain HTTP.
        public var identity: TLSIdentity?
        /// Hears libmicrohttpd's complaints about clients and the system, a line each; nil drops them.
        public var log: (@Sendable (String) -> Void)?

        /// The bytes that a request's head may have; past them the answer is 431 or, for the target alone, 414.
        ///
        /// libmicrohttpd holds so much for each connection, the head of the answer included, and clears it after each.
        public static let headerMemory = 16 * 1024

        /// Any free port of 127.0.0.1, unless said otherwise.
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

    /// Why there is no listener, in one line that a person can act on.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        /// The line, without a full stop.
        public let message: String

        /// The same line.
        public var description: String { message }

        init(_ message: String) {
            self.message = message
        }
    }
}
