internal import HTTPMessage
internal import JSON

/// A request as the admin API returns it, and as clients send one to get its near misses.
struct LoggedRequest: Sendable {
    let id: UUID?
    let request: HTTPRequest
    let absoluteURL: String
    /// The host and port of the request; the port is -1 if a client's URL has none.
    let authority: (host: String?, port: Int)?
    /// When it arrived, in milliseconds since 1970.
    let date: Int?
    /// The members that a client sent, which are the only ones to return; nil for all.
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

    /// Whether this member is known.
    func has(_ name: String) -> Bool {
        given?.contains(name) ?? true
    }

    /// Reads a request as clients send it: `url` is required, and members that only the journal knows are ignored.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    init(_ json: JSONValue) throws(AdminError) {
        self = try Faults.collect { faults in
            Fields(json, at: .root, "A request", faults).flatMap { LoggedRequest($0) }
        }
    }

    private init?(_ fields: Fields) {
        let url = fields.required("url", fields.string("url"))
        let headers = Self.headers(fields)
        let body = Self.body(fields)
        let method = fields.string("method")
        let clientIP = fields.string("clientIp")
        absoluteURL = fields.string("absoluteUrl") ?? url ?? ""
        date = fields.integer("loggedDate", in: 0...253_402_300_799_999)
        guard let url, let body else { return nil }
        id = nil
        request = HTTPRequest(
            method: HTTPMethod(rawValue: method ?? "GET"),
            target: url,
            headers: headers,
            body: body,
            clientAddress: clientIP ?? "",
            isSecure: absoluteURL.hasPrefix("https://")
        )
        authority = Self.authority(absoluteURL)
        var given = Set(fields.object.members.filter { !$0.value.isNull }.map(\.key))
        if given.contains("absoluteUrl") { given.insert("scheme") }
        if !given.isDisjoint(with: ["body", "bodyAsBase64"]) { given.formUnion(["body", "bodyAsBase64"]) }
        self.given = given
    }

    private static func headers(_ fields: Fields) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for header in fields.object("headers")?.members ?? [] {
            for value in header.value.array ?? [header.value] {
                if let text = value.string {
                    headers.append(header.key, text)
                } else {
                    fields.faults.add(
                        "A header's value must be a string",
                        at: fields.pointer("headers").appending(header.key)
                    )
                }
            }
        }
        if headers["Cookie"] == nil, let cookies = fields.object("cookies"), !cookies.isEmpty {
            let pairs = cookies.members.map { "\($0.key)=\($0.value.string ?? "")" }
            headers.append("Cookie", pairs.joined(separator: "; "))
        }
        return headers
    }

    private static func authority(_ url: String) -> (host: String?, port: Int) {
        guard let start = url.firstRange(of: "://")?.upperBound else { return (nil, -1) }
        let (host, port) = MatchableRequest.authority(String(url[start...].prefix { !"/?#".contains($0) }))
        return (host, port ?? -1)
    }

    private static func body(_ fields: Fields) -> [UInt8]? {
        guard fields["bodyAsBase64"] != nil else { return Array((fields.string("body") ?? "").utf8) }
        let bytes = fields.string("bodyAsBase64").flatMap(Base64.decode)
        if bytes == nil { fields.add("bodyAsBase64 must be base64", at: "bodyAsBase64") }
        return bytes
    }
}
