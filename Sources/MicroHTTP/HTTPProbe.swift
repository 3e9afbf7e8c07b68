public import HTTPMessage

/// Sends one request to a server: as much of an HTTP client as a health check needs where there is no curl.
///
/// It speaks HTTP/1.0, so the response has no chunks and ends with the connection. Certificates are not verified: a
/// process that checks its own server has no authority to verify one against.
public struct HTTPProbe: Sendable {
    /// The server and path to request.
    public var target: Target
    /// Header fields in addition to `Host`.
    public var headers = HTTPHeaders()
    /// How long everything but the name resolution may take.
    public var timeout = Duration.seconds(3)

    /// A request that may take three seconds.
    public init(_ target: Target) {
        self.target = target
    }

    /// Sends `GET` and returns the status and body of the response.
    public func response() throws(Failure) -> HTTPResponse {
        let connection = try ProbeConnection(to: target, until: .now + timeout)
        var head = "GET \(target.path) HTTP/1.0\r\nHost: \(target.authority)\r\n"
        for field in headers.compactMap(\.onWire) { head += "\(field.name): \(field.value)\r\n" }
        try connection.send(Array("\(head)\r\n".utf8))
        return try Self.response(in: try connection.receiveAll())
    }

    /// Reads the status of the status line, and the body after the empty line.
    private static func response(in bytes: [UInt8]) throws(Failure) -> HTTPResponse {
        guard !bytes.isEmpty else { throw .noResponse }
        let text = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let parts = String(decoding: text, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]),
            let end = bytes.end(of: Array("\r\n\r\n".utf8))
        else { throw .notHTTP }
        return HTTPResponse(status: HTTPStatus(rawValue: status), body: Array(bytes[end...]))
    }
}

extension [UInt8] {
    /// The position after the first occurrence of these bytes.
    fileprivate func end(of part: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: part) }.map { $0 + part.count }
    }
}
