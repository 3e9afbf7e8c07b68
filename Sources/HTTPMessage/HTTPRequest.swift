/// A whole request: whoever answers sees it only when its body is complete, or refused.
public struct HTTPRequest: Sendable {
    /// The method of the request line.
    public var method: HTTPMethod
    /// The request target as it came, undecoded; bytes that are not UTF-8 stand percent-encoded.
    public var target: String {
        didSet { questionMark = Self.questionMark(in: target) }
    }
    /// What a router has taken off the front of the target, for links that lead back; mostly nothing.
    public var prefix = ""
    /// The header fields as they came.
    public var headers: HTTPHeaders
    /// The body, empty where there is none or where it was too large.
    public var body: [UInt8]
    /// Whether the body was larger than the listener takes; `body` is empty then.
    public var isBodyTooLarge: Bool
    /// The numeric address of the client, empty where there was no socket.
    public var clientAddress: String
    /// Whether it came over TLS.
    public var isSecure: Bool
    /// Where the query's question mark stands in the target's bytes; path and query are asked for several times.
    private var questionMark: Int?

    /// A request as a listener or a test makes it.
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

    /// The path of the target, undecoded: up to the first `?`, and behind the authority of an absolute form.
    public var path: Substring {
        let path = questionMark.map { target[..<index($0)] } ?? target[...]
        guard path.utf8.first != UInt8(ascii: "/"), path.utf8.span.starts(with: "http://".utf8.span) else {
            return path
        }
        // RFC 9112 §3.2.2: a server must take what clients send to proxies.
        let authority = path.utf8.dropFirst("http://".utf8.count)
        return authority.firstIndex(of: UInt8(ascii: "/")).map { path[$0...] } ?? "/"
    }

    /// The target after the first `?`, undecoded; nil where there is none.
    public var query: Substring? {
        questionMark.map { target[index($0 + 1)...] }
    }

    /// Whether the undecoded path is this one or stands below it.
    public func isAtOrBelow(_ path: String) -> Bool {
        // Without a part of the target, which takes longer to make than to look at.
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
    /// Whether an undecoded path is this one or stands below it.
    public func isAtOrBelow(_ path: String) -> Bool {
        utf8.span.isAtOrBelow(path.utf8.span)
    }
}

extension Span<UInt8> {
    fileprivate func isAtOrBelow(_ path: Span<UInt8>) -> Bool {
        starts(with: path) && (count == path.count || self[path.count] == UInt8(ascii: "/"))
    }
}
