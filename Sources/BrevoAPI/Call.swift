internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// A request that has found its operation: everything but the account and the moment.
struct Call: Sendable {
    private let content: Content
    /// What is left to do, now that the request has been read.
    let action: Route.Action
    /// The account that the key opened.
    var account: Accounts.ID = -1
    /// When the call happens.
    var now = Timestamp.range.lowerBound

    var route: Route { content.route }
    /// The values of the path's parameters, in order, decoded once.
    var parameters: [String] { content.parameters }
    /// The undecoded query.
    var query: Substring? { content.query }
    /// The body, an object; an empty one where the operation takes no body.
    var body: JSONDocument { content.body }

    /// What the request says; a class, so that a call is copied as a few references and numbers.
    final class Content: Sendable {
        let route: Route
        let parameters: [String]
        let query: Substring?
        let body: JSONDocument

        init(_ route: Route, _ parameters: [String], query: Substring?, body: JSONDocument) {
            (self.route, self.parameters, self.query, self.body) = (route, parameters, query, body)
        }
    }

    /// Steps 4 and 5 of every request (spec §2): content type, body; and 6, its fields, as far as no account is needed.
    init(
        _ request: borrowing HTTPRequest,
        to route: Route,
        _ parameters: [String],
        bodyLimit: Int
    ) throws(APIError) {
        try Self.checkContentType(of: request)
        guard !request.isBodyTooLarge else { throw .bodyTooLarge(limit: bodyLimit) }
        let body = route.takesBody ? try Self.object(request.body) : .emptyObject
        content = Content(route, parameters, query: request.query, body: body)
        action = try route.prepare(content)
    }

    /// The value of the last query parameter of this name (spec §2: a repeated one, the last counts).
    func queryParameter(_ name: String) -> String? {
        query.flatMap { PercentCoding.lastValue(of: name, inForm: $0) }
    }

    /// Step 3: route, method.
    static func route(
        of request: HTTPRequest,
        below basePath: String
    ) throws(APIError) -> (Route, parameters: [String]) {
        let path = request.path
        let segments = try path.utf8.span.isPlainPath ? nil : segments(of: path, below: basePath)
        let start = try offset(of: path, below: basePath)
        let method: HTTPMethod = request.method == .head ? .get : request.method
        var allowed: [HTTPMethod] = []
        let plain = path.utf8.span.extracting(start...)
        for route in Route.all {
            // Not by `map`, whose closure would need a copy of the pattern.
            let found = if let segments { route.path.match(segments) } else { route.path.match(plain: plain) }
            guard let parameters = found else { continue }
            if route.method == method { return (route, parameters) }
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        guard !allowed.isEmpty else { throw .noEndpoint(path: String(request.path)) }
        if allowed.contains(.get) { allowed.append(.head) }
        throw .methodNotAllowed(request.method, allowed: allowed + [.options])
    }

    /// The path's segments, split first and decoded after, so that `%2F` splits nothing.
    private static func segments(of path: Substring, below basePath: String) throws(APIError) -> [String] {
        // Bytes, not characters: a combining mark behind a slash would make one character with it.
        let (bytes, slash) = (path.utf8.span, UInt8(ascii: "/"))
        var start = try offset(of: path, below: basePath) + 1
        var segments: [String] = []
        // As many as the longest path of the API has.
        segments.reserveCapacity(5)
        while start < bytes.count {
            let end = bytes.offset(of: slash, from: start) ?? bytes.count
            guard let segment = PercentCoding.decode(bytes.extracting(start..<end)) else { throw .malformedPath }
            segments.append(segment)
            start = end + 1
        }
        return segments
    }

    /// Where the slash behind the base path stands.
    private static func offset(of path: Substring, below basePath: String) throws(APIError) -> Int {
        let (bytes, start) = (path.utf8.span, basePath.utf8.count)
        guard bytes.starts(with: basePath.utf8.span), start < bytes.count, bytes[start] == UInt8(ascii: "/") else {
            throw .noEndpoint(path: String(path))
        }
        return start
    }

    private static func checkContentType(of request: HTTPRequest) throws(APIError) {
        guard !request.body.isEmpty || request.isBodyTooLarge, [.post, .put, .delete].contains(request.method) else {
            return
        }
        guard request.headers.hasValue(of: "content-type", where: { $0.isJSONMediaType }) else {
            throw .notJSONContent(mediaType: request.headers["content-type"])
        }
    }

    private static func object(_ body: [UInt8]) throws(APIError) -> JSONDocument {
        guard !body.isEmpty else { throw .emptyBody }
        let document: JSONDocument
        do throws(JSONParser.Failure) { document = try JSONDocument(body) } catch { throw .malformedJSON(error) }
        guard document.isObject(at: .root) else { throw .notAnObject }
        return document
    }
}

extension Span<UInt8> {
    /// Whether it is JSON's media type, whatever its parameters (RFC 9110 §8.3.1).
    fileprivate var isJSONMediaType: Bool {
        let name = "application/json"
        let length = name.utf8.count
        guard count >= length, extracting(..<length).equalsIgnoringASCIICase(name.utf8.span) else { return false }
        return count == length || [UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains(self[length])
    }

    /// Whether its segments are what they are decoded to.
    fileprivate var isPlainPath: Bool {
        offset(of: UInt8(ascii: "%"), from: 0) == nil && offset(of: 0, from: 0) == nil
    }
}
