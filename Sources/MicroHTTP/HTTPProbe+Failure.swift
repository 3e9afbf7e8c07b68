extension HTTPProbe {
    /// The reason why there is no response.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        /// The URL is malformed.
        case invalidURL
        /// The URL has a scheme other than `http` or `https`.
        case unknownScheme
        /// The host name cannot be resolved.
        case unknownHost(String)
        /// No address of the host accepts a connection.
        case unreachable(String, UInt16)
        /// The time ran out.
        case timeout
        /// The TLS handshake failed, for this reason.
        case handshakeFailed(String)
        /// The server closed the connection without sending anything.
        case noResponse
        /// The response is not HTTP/1.x.
        case notHTTP
        /// The connection broke, for this reason.
        case broken(String)

        /// The reason in a line, without a period at its end.
        public var description: String {
            switch self {
            case .invalidURL: "the URL is malformed"
            case .unknownScheme: "the URL must start with http:// or https://"
            case .unknownHost(let name): "could not resolve host \(name)"
            case .unreachable(let host, let port): "could not connect to \(host) port \(port)"
            case .timeout: "the operation timed out"
            case .handshakeFailed(let reason): "the TLS handshake failed: \(reason)"
            case .noResponse: "the server closed the connection without a response"
            case .notHTTP: "the response is not HTTP"
            case .broken(let reason): "the connection broke: \(reason)"
            }
        }
    }
}
