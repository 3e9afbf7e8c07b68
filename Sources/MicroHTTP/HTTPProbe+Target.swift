extension HTTPProbe {
    /// The parts of an `http` or `https` URL (RFC 9110 §4.2) that a request needs.
    public struct Target: Sendable {
        /// Whether to speak TLS.
        public let isSecure: Bool
        /// A name or a numeric address; an IPv6 address has no brackets.
        public let host: String
        /// The port; 80 or 443 unless the URL has one.
        public let port: UInt16
        /// The path with the query.
        public let path: String
        /// The host and port as the URL has them, for the header field `Host`.
        let authority: String

        /// Parses a URL, whose fragment is ignored.
        public init(_ url: String) throws(Failure) {
            guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { throw .invalidURL }
            let schemes = [("http://", false), ("https://", true)]
            guard let (scheme, isSecure) = schemes.first(where: { url.lowercased().hasPrefix($0.0) }) else {
                throw .unknownScheme
            }
            let rest = url.dropFirst(scheme.count).prefix { $0 != "#" }
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            let path = rest[authority.endIndex...]
            let (host, digits) = Self.split(authority)
            guard !host.isEmpty, digits.isEmpty || digits.hasPrefix(":") else { throw .invalidURL }
            guard let port = digits.count > 1 ? UInt16(digits.dropFirst()) : isSecure ? 443 : 80 else {
                throw .invalidURL
            }
            self.isSecure = isSecure
            self.host = String(host)
            self.port = port
            self.path = path.hasPrefix("/") ? String(path) : "/" + path
            self.authority = String(authority)
        }

        /// The host, and the rest of the authority, such as `:8080`.
        private static func split(_ authority: Substring) -> (host: Substring, port: Substring) {
            // The colons of an IPv6 address stand in brackets (RFC 3986 §3.2.2).
            let isBracketed = authority.hasPrefix("[")
            let host = isBracketed ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
            return (host, authority[host.endIndex...].dropFirst(isBracketed ? 1 : 0))
        }
    }
}
