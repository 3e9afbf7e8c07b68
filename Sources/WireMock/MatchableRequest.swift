public import HTTPMessage
internal import JSON

/// A request as patterns see it: what they need is decoded once, on first use.
///
/// It is used by one thread, for matching one request.
public final class MatchableRequest {
    /// The request itself.
    public let request: HTTPRequest
    /// The current time for date matchers, in milliseconds since 1970.
    public let now: Int

    /// Creates a view of a request; `now` is in milliseconds since 1970.
    public init(_ request: HTTPRequest, now: Int) {
        self.request = request
        self.now = now
    }

    /// `http` or `https`.
    public var scheme: String { request.isSecure ? "https" : "http" }
    /// Path and query as sent, still encoded.
    public var url: String { request.target }
    /// The path, still encoded.
    public private(set) lazy var path: String = String(request.path)
    /// The segments of the path.
    private(set) lazy var segments = PathSegment.all(in: request.target)
    /// The query parameters, decoded, in order.
    public private(set) lazy var queryParameters = request.query.map(PercentCoding.decodeForm) ?? []
    /// The cookies of all `Cookie` fields (RFC 6265 §4.2.1), in order.
    public private(set) lazy var cookies = request.headers.values(of: "Cookie").flatMap(Self.cookies)
    /// The host of the `Host` field (RFC 9110 §7.2), without its port.
    public var host: String { authority.host }
    /// The port of the `Host` field, or the scheme's default.
    public var port: Int { authority.port ?? (scheme == "https" ? 443 : 80) }

    private lazy var authority = Self.authority(request.headers["Host"] ?? "")
    private var decompressedBody: [UInt8]?
    private var decodedBody: String?
    private var parsedBody: JSONValue??
    private var decodedForm: [(name: String, value: String)]?

    /// The body, decompressed if it is gzip, whatever the headers say, as in WireMock.
    func body(_ work: inout WorkBudget) -> [UInt8] {
        guard Gzip.isCompressed(request.body) else { return request.body }
        if let decompressedBody { return decompressedBody }
        let body = Gzip.decompress(request.body, &work) ?? request.body
        decompressedBody = body
        return body
    }

    /// The body as text; invalid UTF-8 is repaired.
    func bodyText(_ work: inout WorkBudget) -> String {
        if let decodedBody { return decodedBody }
        let text = String(decoding: body(&work), as: UTF8.self)
        decodedBody = text
        return text
    }

    /// The body as JSON; nil if it is not JSON.
    func bodyJSON(_ work: inout WorkBudget) -> JSONValue? {
        if let parsedBody { return parsedBody }
        let json = JSONValue.parse(body(&work), &work)
        parsedBody = .some(json)
        return json
    }

    /// The form parameters, decoded, in order; none if the body is not a form.
    func formParameters(_ work: inout WorkBudget) -> [(name: String, value: String)] {
        if let decodedForm { return decodedForm }
        guard isForm, work.spend(2 * body(&work).count) else { return [] }
        let pairs = PercentCoding.decodeForm(bodyText(&work)[...])
        decodedForm = pairs
        return pairs
    }

    private var isForm: Bool {
        request.headers["Content-Type"].map {
            String($0.prefix { $0 != ";" && $0 != " " }).equalsIgnoringASCIICase("application/x-www-form-urlencoded")
        } ?? false
    }

    private static func cookies(_ field: String) -> [(name: String, value: String)] {
        field.split(separator: ";").compactMap { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { return nil }
            let value = halves[1].trimmingSpaces
            let isQuoted = value.utf8.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
            return (String(halves[0].trimmingSpaces), String(isQuoted ? value.dropFirst().dropLast() : value))
        }
    }

    static func authority(_ field: String) -> (host: String, port: Int?) {
        guard let colon = field.utf8.lastIndex(of: UInt8(ascii: ":")), !field.hasSuffix("]") else {
            return (field, nil)
        }
        return (String(field[..<colon]), Int(field[field.utf8.index(after: colon)...]))
    }
}

extension Substring {
    /// The text without leading and trailing spaces and tabs.
    var trimmingSpaces: Substring {
        var rest = self
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
