internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

/// An answer with a reason phrase (RFC 9112 §4) or a `Content-Length` of its own, which libmicrohttpd cannot send.
///
/// It goes straight to the socket, as much at a time as that takes, and the connection ends with it.
struct RawAnswer {
    /// How long a client may take nothing before it is given up.
    private static let patience = Duration.seconds(30)

    private var rest: ArraySlice<UInt8>
    private var deadline: MonotonicTime

    /// The bytes of an answer; nil if libmicrohttpd can send it.
    init?(_ response: HTTPResponse, toHead: Bool) {
        guard !response.isUsual else { return nil }
        let standard = unsafe String(cString: MHD_get_reason_phrase_for(response.wireStatus))
        let reason = response.reason ?? standard
        // A client that expects more than the body has to see the connection end.
        let declaredLength = response.headers["Content-Length"].flatMap { Int($0) }
        guard reason != standard || declaredLength != nil else { return nil }
        deadline = .now + Self.patience
        let hasBody = response.status != .noContent && response.status != 304
        var head = "HTTP/1.1 \(response.wireStatus) \(reason.withoutControls)\r\n"
        let own = ["Connection", "Content-Length", "Transfer-Encoding"]
        for field in response.headers.compactMap(\.onWire)
        where !own.contains(where: field.name.equalsIgnoringASCIICase) {
            head += "\(field.name): \(field.value)\r\n"
        }
        if response.headers["Date"] == nil { head += "Date: \(HTTPDate.text(secondsSince1970: time(nil)))\r\n" }
        if hasBody { head += "Content-Length: \(declaredLength ?? response.body.count)\r\n" }
        head += "Connection: close\r\n\r\n"
        rest = (Array(head.utf8) + (hasBody && !toHead ? response.body : []))[...]
    }

    /// Writes on.
    ///
    /// - Returns: whether there is more to write, once the socket takes it.
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
