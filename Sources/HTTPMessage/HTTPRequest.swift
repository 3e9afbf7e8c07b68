internal import Bytes

/// A request whose body has been received completely, or was refused for its size.
public struct HTTPRequest: Sendable {
    /// The method of the request line.
    public var method: HTTPMethod
    /// The request target as received, undecoded; bytes that are not UTF-8 are percent-encoded.
    public var target: String {
        didSet { questionMark = Self.questionMark(in: target) }
    }
    /// What a router has removed from the start of the target, for links back; usually empty.
    public var prefix = ""
    /// The header fields as received.
    public var headers: HTTPHeaders
    /// The body; empty if there is none or it was too large.
    public var body: [UInt8]
    /// Whether the body exceeded the listener's limit; ``body`` is then empty.
    public var isBodyTooLarge: Bool
    /// The numeric address of the client; empty if there was no socket.
    public var clientAddress: String
    /// Whether it was received over TLS.
    public var isSecure: Bool
    /// The offset of the query's question mark in the target, because path and query are needed several times.
    private var questionMark: Int?

    /// Creates a request.
    public init(
        method: HTTPMethod,
        target: String,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        isBodyTooLarge: Bool = false,
        clientAddress: String = "",
        isSecure: Bool = false
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.isBodyTooLarge = isBodyTooLarge
        self.clientAddress = clientAddress
        self.isSecure = isSecure
        questionMark = Self.questionMark(in: target)
    }

    /// The path of the target, undecoded: up to the first `?`, and after the authority of an absolute form.
    public var path: Substring {
        let path = questionMark.map { target[..<index($0)] } ?? target[...]
        guard path.utf8.first != UInt8(ascii: "/"), path.utf8.span.starts(with: "http://".utf8.span) else {
            return path
        }
        // RFC 9112 §3.2.2: a server must accept the form that clients send to proxies.
        let authority = path.utf8.dropFirst("http://".utf8.count)
        return authority.firstIndex(of: UInt8(ascii: "/")).map { path[$0...] } ?? "/"
    }

    /// The target after the first `?`, undecoded; nil if there is none.
    public var query: Substring? {
        questionMark.map { target[index($0 + 1)...] }
    }

    /// Whether the undecoded path is a path or below it.
    public func isAtOrBelow(_ path: String) -> Bool {
        // Creating a substring would take longer than the comparison.
        guard target.utf8.first == UInt8(ascii: "/") else { return self.path.isAtOrBelow(path) }
        return target.utf8.span.extracting(..<(questionMark ?? target.utf8.count)).isAtOrBelow(path.utf8.span)
    }

    private func index(_ offset: Int) -> String.Index {
        target.utf8.index(target.startIndex, offsetBy: offset)
    }

    private static func questionMark(in target: String) -> Int? {
        target.utf8.span.offset(of: UInt8(ascii: "?"), from: 0)
    }
}

extension Substring {
    /// Whether this undecoded path is a path or below it.
    public func isAtOrBelow(_ path: String) -> Bool {
        utf8.span.isAtOrBelow(path.utf8.span)
    }
}

extension Span<UInt8> {
    fileprivate func isAtOrBelow(_ path: Span<UInt8>) -> Bool {
        starts(with: path) && (count == path.count || self[path.count] == UInt8(ascii: "/"))
    }
}
