public import HTTPMessage

/// Asks a server once, in as much of HTTP as a health check needs where there is no curl.
///
/// It says HTTP/1.0, so that the answer comes without chunks and the connection ends with it. A certificate is taken as
/// it is: whoever asks whether its own server runs has no authority to ask for it.
public struct HTTPProbe: Sendable {
    /// Whom to ask for what.
    public var target: Target
    /// Fields beside `Host`.
    public var headers = HTTPHeaders()
    /// How long all of it may take, but for looking a name up.
    public var patience = Duration.seconds(3)

    /// Asks for this, in three seconds at most.
    public init(_ target: Target) {
        self.target = target
    }

    /// The answer to `GET`, without its headers.
    public func answer() throws(Failure) -> HTTPResponse {
        let connection = try ProbeConnection(to: target, until: .now + patience)
        var head = "GET \(target.path) HTTP/1.0\r\nHost: \(target.authority)\r\n"
        for field in headers.compactMap(\.onWire) { head += "\(field.name): \(field.value)\r\n" }
        try connection.send(Array("\(head)\r\n".utf8))
        return try Self.answer(in: try connection.receiveAll())
    }

    /// Reads `HTTP/1.1 200 …`, and past the empty line.
    private static func answer(in bytes: [UInt8]) throws(Failure) -> HTTPResponse {
        guard !bytes.isEmpty else { throw .noAnswer }
        let text = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let parts = String(decoding: text, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]),
            let end = bytes.end(of: Array("\r\n\r\n".utf8))
        else { throw .noHTTP }
        return HTTPResponse(status: HTTPStatus(rawValue: status), body: Array(bytes[end...]))
    }
}

extension [UInt8] {
    /// The position after the first place where these bytes stand.
    fileprivate func end(of part: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: part) }.map { $0 + part.count }
    }
}
