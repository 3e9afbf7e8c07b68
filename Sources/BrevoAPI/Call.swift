internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// A request that has found its operation: everything but the account and the moment.
struct Call: Sendable {
    let route: Route
    /// The values of the path's parameters, in order, decoded once.
    let parameters: [String]
    /// The undecoded query.
    let query: Substring?
    /// The body, an object; an empty one where the operation takes no body.
    let body: JSONDocument
    /// The account that the key opened.
    var account: Accounts.ID = -1
    /// When the call happens.
    var now = Timestamp.range.lowerBound

    /// Steps 4 and 5 of every request (spec §2): content type, body.
    init(
        _ request: HTTPRequest,
        to route: Route,
        _ parameters: [String],
        bodyLimit: Int
    ) throws(APIError) {
        (self.route, self.parameters) = (route, parameters)
        query = request.query
        try Self.checkContentType(of: request)
        guard !request.isBodyTooLarge else { throw .bodyTooLarge(limit: bodyLimit) }
        body = route.takesBody ? try Self.object(request.body) : .emptyObject
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
        let segments = try segments(of: request.path, below: basePath)
        let method: HTTPMethod = request.method == .head ? .get : request.method
        var allowed: [HTTPMethod] = []
        for route in Route.all {
            guard let parameters = route.path.match(segments) else { continue }
            if route.method == method { return (route, parameters) }
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        guard !allowed.isEmpty else { throw .noEndpoint(path: String(request.path)) }
        if allowed.contains(.get) { allowed.append(.head) }
        throw .methodNotAllowed(request.method, allowed: allowed + [.options])
    }

    /// The path's segments, split first and decoded after, so that `%2F` splits nothing.
    private static func segments(of path: Substring, below basePath: String) throws(APIError) -> [String] {
        // Octets, not characters: a combining mark behind a slash would make one character with it.
        let (octets, slash) = (path.utf8.span, UInt8(ascii: "/"))
        var start = basePath.utf8.count
        guard octets.starts(with: basePath.utf8.span), start < octets.count, octets[start] == slash else {
            throw .noEndpoint(path: String(path))
        }
        start += 1
        var segments: [String] = []
        // As many as the longest path of the API has.
        segments.reserveCapacity(5)
        while start < octets.count {
            let end = octets.offset(of: slash, from: start) ?? octets.count
            guard let segment = PercentCoding.decode(octets.extracting(start..<end)) else { throw .malformedPath }
            segments.append(segment)
            start = end + 1
        }
        return segments
    }

    private static func checkContentType(of request: HTTPRequest) throws(APIError) {
        guard !request.body.isEmpty || request.isBodyTooLarge, [.post, .put, .delete].contains(request.method) else {
            return
        }
        let value = request.headers["content-type"]
        let mediaType = value?.utf8.prefix { ![UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains($0) }
        guard let mediaType, String(Substring(mediaType)).equalsIgnoringASCIICase("application/json") else {
            throw .notJSONContent(mediaType: value)
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
