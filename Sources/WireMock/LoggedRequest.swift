internal import HTTPMessage
internal import JSON

/// A request as the admin API shows it, and as a client sends one to ask for its near misses.
struct LoggedRequest: Sendable {
    let id: UUID?
    let request: HTTPRequest
    let absoluteURL: String
    /// When it was asked, in milliseconds since 1970.
    let date: Int?

    /// The request of an event.
    init(_ event: ServeEvent, withID: Bool = false) {
        id = withID ? event.id : nil
        request = event.request
        absoluteURL = "http://\(event.request.headers["Host"] ?? "")\(event.request.target)"
        date = event.loggedDate
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
        request = HTTPRequest(
            method: HTTPMethod(rawValue: try fields.string("method") ?? "GET"),
            target: url,
            headers: headers,
            body: try Self.body(fields),
            clientAddress: try fields.string("clientIp") ?? ""
        )
        absoluteURL = try fields.string("absoluteUrl") ?? url
        date = try fields.integer("loggedDate")
    }

    private static func body(_ fields: Fields) throws(AdminError) -> [UInt8] {
        guard let text = try fields.string("bodyAsBase64") else { return try Array((fields.string("body") ?? "").utf8) }
        guard let octets = Base64.decode(text) else {
            throw .invalid("bodyAsBase64 must be base64", at: fields.pointer("bodyAsBase64"))
        }
        return octets
    }
}
