internal import Glibc

/// A request to a server of this machine, and its response; on a connection of its own.
package struct HTTPExchange {
    package struct Failure: Error {
        package let code: Int32
    }

    package let status: Int
    package let head: String
    package let body: String

    /// - Parameter line: `GET /path`.
    package init(
        _ line: String,
        on port: UInt16,
        headers: [String: String] = [:],
        json: String? = nil
    ) throws {
        var request = "\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for (name, value) in headers { request += "\(name): \(value)\r\n" }
        if let json { request += "Content-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n" }
        if json == nil, !line.hasPrefix("GET") { request += "Content-Length: 0\r\n" }
        let text = try Self.send(request + "\r\n" + (json ?? ""), to: port)
        let end = text.firstRange(of: "\r\n\r\n")
        head = String(text[..<(end?.lowerBound ?? text.endIndex)])
        body = String(text[(end?.upperBound ?? text.endIndex)...])
        status = Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0
    }

    /// Sends the text, and receives everything until the server closes the connection.
    private static func send(_ text: String, to port: UInt16) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let outcome = unsafe withUnsafeBytes(of: &address) {
            unsafe connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, UInt32($0.count))
        }
        guard outcome == 0 else { throw Failure(code: errno) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(code: errno) }
            rest = rest.dropFirst(count)
        }
        var received: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count >= 0 else { throw Failure(code: errno) }
            if count == 0 { return String(decoding: received, as: UTF8.self) }
            received += piece[..<count]
        }
    }
}
