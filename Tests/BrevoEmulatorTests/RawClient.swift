import Glibc
import HTTPMessage

/// A TCP client that knows no more of HTTP than where an answer ends.
final class RawClient {
    enum Failure: Error { case socket(Int32), end, noHTTP(String) }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of 127.0.0.1; a receive that takes 60 seconds fails.
    init(_ port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.socket(errno) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let outcome = unsafe withUnsafeBytes(of: &address) {
            unsafe connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, UInt32($0.count))
        }
        guard outcome == 0 else {
            defer { close(descriptor) }
            throw Failure.socket(errno)
        }
    }

    deinit { close(descriptor) }

    /// Sends a request and gives the answer without what the listener adds to every one.
    func exchange(_ request: HTTPRequest) throws -> HTTPResponse {
        try send(request)
        var response = try receive(toHead: request.method == .head)
        response.headers = response.headers.without(["Date", "Content-Length", "Connection"])
        return response
    }

    /// Sends a request whose answer is not waited for.
    func send(_ request: HTTPRequest) throws {
        try send(request.wire)
    }

    /// Sends a request and gives the answer's bytes, all of them.
    func exchangeBytes(_ request: HTTPRequest) throws -> [UInt8] {
        try send(request)
        let (head, body) = try receiveBytes(toHead: request.method == .head)
        return head + body
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.socket(errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The next answer; `toHead` says that no body follows.
    func receive(toHead: Bool = false) throws -> HTTPResponse {
        let (head, body) = try receiveBytes(toHead: toHead)
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3))
        else { throw Failure.noHTTP(lines.joined(separator: "\n")) }
        var response = HTTPResponse(status: HTTPStatus(rawValue: status), body: body)
        for line in lines.dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            response.headers.append(String(halves[0]), String(halves[1].drop { $0 == " " }))
        }
        return response
    }

    /// What comes up to and with this text.
    func receive(through text: String) throws -> String {
        let end = Array(text.utf8)
        var position = 0
        while true {
            while position + end.count <= buffer.count {
                if buffer[position...].starts(with: end) {
                    defer { buffer.removeFirst(position + end.count) }
                    return String(decoding: buffer[..<(position + end.count)], as: UTF8.self)
                }
                position += 1
            }
            try fill()
        }
    }

    /// The next answer as it comes: its head with the empty line, and its body.
    func receiveBytes(toHead: Bool = false) throws -> (head: [UInt8], body: [UInt8]) {
        var length = Self.headLength(in: buffer)
        while length == nil {
            try fill()
            length = Self.headLength(in: buffer)
        }
        let head = Array(buffer.prefix(length ?? 0))
        let size = toHead ? 0 : Self.contentLength(in: head)
        while buffer.count < head.count + size { try fill() }
        let body = Array(buffer[head.count..<(head.count + size)])
        buffer.removeFirst(head.count + size)
        return (head, body)
    }

    private static func headLength(in bytes: [UInt8]) -> Int? {
        // The carriage returns alone are compared, as this is the slowest part of a test that is not optimised.
        var start = 0
        while let place = bytes[start...].firstIndex(of: UInt8(ascii: "\r")) {
            if bytes[place...].starts(with: "\r\n\r\n".utf8) { return place + 4 }
            start = place + 1
        }
        return nil
    }

    private static func contentLength(in head: [UInt8]) -> Int {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let name = "content-length:"
        let line = lines.first { $0.lowercased().hasPrefix(name) }
        return line.flatMap { Int($0.dropFirst(name.count).drop { $0 == " " }) } ?? 0
    }

    /// Everything that comes before the connection ends, however it ends.
    func receiveAll() -> String {
        while (try? fill()) != nil {}
        return String(decoding: buffer, as: UTF8.self)
    }

    private func fill() throws {
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw Failure.socket(errno) }
        guard count > 0 else { throw Failure.end }
        buffer += piece[..<count]
    }
}

extension HTTPHeaders {
    /// All but the fields of these names.
    func without(_ names: Set<String>) -> HTTPHeaders {
        var rest = HTTPHeaders()
        for field in self where !names.contains(field.name) { rest.append(field.name, field.value) }
        return rest
    }
}

extension HTTPRequest {
    /// The request on the wire.
    fileprivate var wire: [UInt8] {
        var head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for field in headers { head += "\(field.name): \(field.value)\r\n" }
        if !body.isEmpty || [.post, .put].contains(method) { head += "Content-Length: \(body.count)\r\n" }
        return Array("\(head)\r\n".utf8) + body
    }
}
