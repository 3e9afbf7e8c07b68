internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

/// A response with a custom reason phrase (RFC 9112 §4) or its own `Content-Length`, which libmicrohttpd cannot send.
///
/// It is written to the socket directly, as much at a time as that takes, and the connection ends with it.
struct RawResponse {
    /// How long a client may take nothing before the connection is closed.
    private static let patience = Duration.seconds(30)

    private var rest: ArraySlice<UInt8>
    /// When the client has to have taken something.
    private(set) var deadline: MonotonicTime

    /// The bytes of a response; nil if libmicrohttpd can send it.
    init?(_ response: HTTPResponse, toHead: Bool) {
        guard !response.isUsual else { return nil }
        let standard = response.standardReason
        let reason = response.reason ?? standard
        guard reason != standard || response.declaresLength else { return nil }
        deadline = .now + Self.patience
        rest = Self.bytes(of: response, reason: reason, toHead: toHead)[...]
    }

    /// A response that ends its connection, as bytes.
    static func bytes(of response: HTTPResponse, reason: String, toHead: Bool) -> [UInt8] {
        let hasBody = response.status != .noContent && response.status != 304
        var head = "HTTP/1.1 \(response.wireStatus) \(reason.withoutControls)\r\n"
        let own = ["Connection", "Content-Length", "Transfer-Encoding"]
        for field in response.headers.compactMap(\.onWire)
        where !own.contains(where: field.name.equalsIgnoringASCIICase) {
            head += "\(field.name): \(field.value)\r\n"
        }
        if response.headers["Date"] == nil { head += "Date: \(HTTPDate.text(secondsSince1970: time(nil)))\r\n" }
        // A client that expects more than the body has to see the connection end.
        let declaredLength = response.declaresLength ? response.headers["Content-Length"].flatMap { Int($0) } : nil
        if hasBody { head += "Content-Length: \(declaredLength ?? response.body.count)\r\n" }
        head += "Connection: close\r\n\r\n"
        return Array(head.utf8) + (hasBody && !toHead ? response.body : [])
    }

    /// Writes as much as the socket takes.
    ///
    /// - Returns: whether there is more to write.
    mutating func write(to connection: Connection) -> Bool {
        while !rest.isEmpty {
            switch connection.write(rest) {
            case .moved(let count):
                rest = rest.dropFirst(count)
                deadline = .now + Self.patience
            case .blocked: return deadline > .now
            case .failed: return false
            }
        }
        return false
    }
}
