internal import HTTPMessage
internal import JSON

/// A request as the admin API shows it, and as a client sends one to ask for its near misses.
struct LoggedRequest: Sendable {
    let id: UUID?
    let request: HTTPRequest
    let absoluteURL: String
    /// The name and the port of the host that was asked: -1 where a client's URL names none.
    let authority: (host: String?, port: Int)?
    /// When it was asked, in milliseconds since 1970.
    let date: Int?
    /// What a client said of it, by WireMock's names: no more than that is told; nil for all.
    private let given: Set<String>?

    /// The request of an event.
    init(_ event: ServeEvent, withID: Bool = false) {
        id = withID ? event.id : nil
        request = event.request
        let matchable = MatchableRequest(event.request, now: 0)
        absoluteURL = "\(matchable.scheme)://\(event.request.headers["Host"] ?? "")\(event.request.target)"
        authority = event.request.headers["Host"] == nil ? nil : (matchable.host, matchable.port)
        date = event.loggedDate
        given = nil
    }

    /// Whether this is known of it.
    func has(_ name: String) -> Bool {
        given?.contains(name) ?? true
    }

    /// Reads what the clients send: `url` is required; fields that only the journal knows are ignored.
    init(_ json: JSONValue) throws(AdminError) {
        let fields = try Fields(json, at: .root, "a request")
        let url = try fields.required("url", fields.string("url"))
        var headers = HTTPHeaders()
        for header in try fields.object("headers")?.members ?? [] {
            for value in header.value.array ?? [header.value] {
                guard let value = value.string else {
                    throw .invalid("a header's value must be a string", at: fields.pointer("headers"))
                }
                headers.append(header.key, value)
            }
        }
        if headers["Cookie"] == nil, let cookies = try fields.object("cookies"), !cookies.isEmpty {
            let pairs = cookies.members.map { "\($0.key)=\($0.value.string ?? "")" }
            headers.append("Cookie", pairs.joined(separator: "; "))
        }
        id = nil
        absoluteURL = try fields.string("absoluteUrl") ?? url
        request = HTTPRequest(
            method: HTTPMethod(rawValue: try fields.string("method") ?? "GET"),
            target: url,
            headers: headers,
            body: try Self.body(fields),
            clientAddress: try fields.string("clientIp") ?? "",
            isSecure: absoluteURL.hasPrefix("https://")
        )
        authority = Self.authority(absoluteURL)
        date = try fields.integer("loggedDate")
        var given = Set(fields.object.members.filter { !$0.value.isNull }.map(\.key))
        if given.contains("absoluteUrl") { given.insert("scheme") }
        if !given.isDisjoint(with: ["body", "bodyAsBase64"]) { given.formUnion(["body", "bodyAsBase64"]) }
        self.given = given
    }

    private static func authority(_ url: String) -> (host: String?, port: Int) {
        guard let start = url.firstRange(of: "://")?.upperBound else { return (nil, -1) }
        let (host, port) = MatchableRequest.authority(String(url[start...].prefix { !"/?#".contains($0) }))
        return (host, port ?? -1)
    }

    private static func body(_ fields: Fields) throws(AdminError) -> [UInt8] {
        guard let text = try fields.string("bodyAsBase64") else { return try Array((fields.string("body") ?? "").utf8) }
        guard let bytes = Base64.decode(text) else {
            throw .invalid("bodyAsBase64 must be base64", at: fields.pointer("bodyAsBase64"))
        }
        return bytes
    }
}
