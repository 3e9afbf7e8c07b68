extension HTTPProbe {
    /// Why there was no answer.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        /// The URL is none.
        case invalidURL
        /// The URL asks for another protocol.
        case unknownScheme
        /// Nobody knows a host of that name.
        case unknownHost(String)
        /// Nobody listens there, or the way is barred.
        case unreachable(String, UInt16)
        /// There was not enough time.
        case timeout
        /// No TLS came about, for this reason.
        case noTLS(String)
        /// The connection ended without a word.
        case noAnswer
        /// What came was no HTTP/1.x.
        case noHTTP
        /// The connection broke, for this reason.
        case broken(String)

        /// The failure in one line, without a full stop.
        public var description: String {
            switch self {
            case .invalidURL: "the URL is malformed"
            case .unknownScheme: "the URL must start with http:// or https://"
            case .unknownHost(let name): "could not resolve host \(name)"
            case .unreachable(let host, let port): "could not connect to \(host) port \(port)"
            case .timeout: "the operation timed out"
            case .noTLS(let reason): "no TLS: \(reason)"
            case .noAnswer: "the server closed the connection without an answer"
            case .noHTTP: "the answer is no HTTP"
            case .broken(let reason): "the connection broke: \(reason)"
            }
        }
    }
}
