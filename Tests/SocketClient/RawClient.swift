import Glibc

/// A TCP client that sends and receives bytes and knows nothing of HTTP but where a response ends.
package final class RawClient {
    package enum Failure: Error { case socket(Int32), timeout, end }

    /// How the server ended the connection.
    package enum End: Equatable { case closed, reset }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of the loopback address; each receive fails after `timeout` seconds.
    package init(_ port: UInt16, host: String = "127.0.0.1", timeout: Int = 20) throws {
        let family = host.contains(":") ? AF_INET6 : AF_INET
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.socket(errno) }
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        let outcome: Int32
        if family == AF_INET6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            unsafe inet_pton(AF_INET6, host, &address.sin6_addr)
            outcome = unsafe withUnsafeBytes(of: &address) {
                unsafe connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, UInt32($0.count))
            }
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            unsafe inet_pton(AF_INET, host, &address.sin_addr)
            outcome = unsafe withUnsafeBytes(of: &address) {
                unsafe connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, UInt32($0.count))
            }
        }
        // The descriptor is closed by deinit, which runs although this throws.
        guard outcome == 0 else { throw Failure.socket(errno) }
    }

    deinit { close(descriptor) }

    package func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.socket(errno) }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    package func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Has the connection reset, rather than closed, when the client is released.
    package func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// What arrives up to the end of this text.
    package func receive(through text: String) throws -> String {
        let end = Array(text.utf8)
        var searched = 0
        while true {
            if let found = buffer.firstIndex(of: end, from: searched) {
                return take(found + end.count)
            }
            searched = max(0, buffer.count - end.count)
            guard try fill() == nil else { throw Failure.end }
        }
    }

    /// The next `count` bytes.
    package func receive(count: Int) throws -> String {
        while buffer.count < count {
            guard try fill() == nil else { throw Failure.end }
        }
        return take(count)
    }

    /// Everything that arrives before the connection ends, and how it ends.
    package func receiveAll() throws -> (text: String, end: End) {
        while true {
            if let end = try fill() { return (take(buffer.count), end) }
        }
    }

    /// The next response, read by its Content-Length or its chunks; none follows in a response to HEAD.
    package func receiveResponse(toHead: Bool = false) throws -> ReceivedResponse {
        var response = ReceivedResponse(head: try receive(through: "\r\n\r\n"))
        if toHead || [204, 304].contains(response.status) { return response }
        if response["Transfer-Encoding"] == "chunked" {
            while let size = Int(try receive(through: "\r\n").dropLast(), radix: 16), size > 0 {
                response.body += try receive(count: size)
                _ = try receive(count: 2)
            }
            _ = try receive(count: 2)
        } else {
            response.body = try receive(count: response["Content-Length"].flatMap { Int($0) } ?? 0)
        }
        return response
    }

    /// Sends a request without a body and gives the response.
    package func get(_ target: String = "/", headers: String = "") throws -> ReceivedResponse {
        try send("GET \(target) HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
        return try receiveResponse()
    }

    private func take(_ count: Int) -> String {
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    private func fill() throws -> End? {
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        switch (count, errno) {
        case (1..., _): buffer += piece[..<count]
        case (0, _): return .closed
        case (_, ECONNRESET): return .reset
        case (_, EAGAIN): throw Failure.timeout
        case (_, let code): throw Failure.socket(code)
        }
        return nil
    }
}

/// A response as it stood on the wire.
package struct ReceivedResponse {
    package let head: String
    package var body = ""

    package init(head: String) {
        self.head = head
    }

    package var lines: [String] { head.split(separator: "\r\n").map(String.init) }
    package var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }

    package subscript(name: String) -> String? { values(of: name).first }

    package func values(of name: String) -> [String] {
        lines.dropFirst().compactMap { line in
            let halves = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, halves[0].lowercased() == name.lowercased() else { return nil }
            return String(halves[1])
        }
    }
}

extension [UInt8] {
    fileprivate func firstIndex(of part: [UInt8], from start: Int) -> Int? {
        guard count >= part.count else { return nil }
        return (start...Swift.max(start, count - part.count)).first { self[$0...].starts(with: part) }
    }
}
