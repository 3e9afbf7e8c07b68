internal import Glibc

/// Asks a server for one answer's status: enough for a health check, where there is no curl.
public enum HTTPProbe {
    /// Why there was no answer, in one line.
    public struct Failure: Error {
        /// The line, without a full stop.
        public let message: String
    }

    /// The status of `GET url`, at most 3 seconds later.
    ///
    /// - Parameters:
    ///   - url: `http://host:port/path`; port 80 and path `/` where they are left out.
    ///   - token: what is sent as `Authorization: Bearer …`, if anything; one line of visible ASCII.
    /// - Throws: ``Failure`` for a URL that is none, and where nobody answers with HTTP.
    public static func status(of url: String, token: String? = nil) throws(Failure) -> Int {
        guard url.hasPrefix("http://") else { throw Failure(message: "the URL must start with http://") }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let path = authority.endIndex == rest.endIndex ? "/" : String(rest[authority.endIndex...])
        let (host, port) = split(authority)
        let descriptor = try connect(to: host, port: port)
        defer { close(descriptor) }
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let head = "GET \(path) HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\n\(authorization)\r\n"
        let request = Array(head.utf8)
        let sent = unsafe request.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == request.count else { throw Failure(message: "the request could not be sent") }
        return try status(from: descriptor)
    }

    private static func split(_ authority: Substring) -> (host: String, port: String) {
        let afterHost =
            authority.hasPrefix("[") ? authority.firstIndex(of: "]") ?? authority.startIndex : authority.startIndex
        guard let colon = authority[afterHost...].lastIndex(of: ":") else { return (bare(authority), "80") }
        return (bare(authority[..<colon]), String(authority[authority.index(after: colon)...]))
    }

    /// An IPv6 address without the brackets that a URL needs around it.
    private static func bare(_ host: Substring) -> String {
        String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host)
    }

    private static func connect(to host: String, port: String) throws(Failure) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, port, &hints, &found) == 0 else {
            throw Failure(message: "no such host or port")
        }
        defer { unsafe freeaddrinfo(found) }
        var next = unsafe found
        while let address = unsafe next {
            let descriptor = unsafe socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
            var patience = timeval(tv_sec: 3, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
            if unsafe Glibc.connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
                return descriptor
            }
            close(descriptor)
            unsafe next = address.pointee.ai_next
        }
        throw Failure(message: "nobody listens there")
    }

    /// Reads the status line: `HTTP/1.1 200 …`.
    private static func status(from descriptor: Int32) throws(Failure) -> Int {
        var line = [UInt8](repeating: 0, count: 12)
        var length = 0
        while length < line.count {
            let count = unsafe line.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress! + length, $0.count - length)
            }
            guard count > 0 else { throw Failure(message: "the connection ended without an answer") }
            length += count
        }
        let text = String(decoding: line, as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let status = Int(text.suffix(3)) else {
            throw Failure(message: "the answer is no HTTP")
        }
        return status
    }
}
