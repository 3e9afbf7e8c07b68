internal import HTTPMessage
public import JSON

extension ResponseDefinition {
    private static let unsupported = [
        "proxyBaseUrl", "additionalProxyRequestHeaders", "removeProxyRequestHeaders", "proxyUrlPrefixToRemove",
    ]
    private static let bodies = ["body", "jsonBody", "base64Body", "bodyFileName"]
    /// The members in WireMock's order.
    private static let names =
        ["status", "statusMessage"] + bodies + [
            "headers", "fixedDelayMilliseconds", "delayDistribution", "chunkedDribbleDelay", "fault", "transformers",
            "transformerParameters", "fromConfiguredStub",
        ]

    /// The definition that stands at this place of a document; `{}` is an empty 200.
    ///
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        let fields = try Fields(json, at: pointer, "A response")
        try fields.refuse(Self.unsupported.filter { !Self.isEmpty(fields[$0]) })
        try fields.allow(Set(Self.names + Self.unsupported))

        status = HTTPStatus(rawValue: try fields.integer("status", in: 100...999) ?? 200)
        reason = try fields.string("statusMessage")
        isTemplate = try Self.isTemplate(fields)
        body = try Self.body(fields, isTemplate: isTemplate)
        let headers = try Self.headers(fields)
        self.headers = headers.withoutFraming
        let distribution = fields["delayDistribution"]
        delay = ResponseDelay(
            fixedMilliseconds: try fields.integer("fixedDelayMilliseconds", in: 0...Int.max),
            distribution: try distribution.map { json throws(AdminError) in
                try DelayDistribution(json, at: fields.pointer("delayDistribution"))
            }
        )
        delivery = try fields["fault"] == nil ? Self.dribble(fields) : Fault(fields).delivery
        if reason != nil, case .dribble = delivery {
            throw .invalid(
                "This emulator sends no statusMessage with a chunkedDribbleDelay",
                at: fields.pointer("statusMessage")
            )
        }
        if isTemplate, headers.contains(where: { Array($0.value.utf8).holdsTemplate }) {
            throw .invalid("Templates are not supported by this emulator", at: fields.pointer("headers"))
        }

        var echo: JSONObject = ["status": .number(JSONNumber(status.rawValue))]
        for name in Self.names.dropFirst() { echo[name] = fields[name] }
        echo["delayDistribution"] = delay.distribution?.json
        if fields["headers"] != nil { echo["headers"] = Self.echo(headers) }
        if !isTemplate { echo["transformers"] = nil }
        self.json = .object(echo)
    }

    private static func isEmpty(_ json: JSONValue?) -> Bool {
        json?.object?.isEmpty ?? json?.array?.isEmpty ?? false
    }

    private static func body(_ fields: Fields, isTemplate: Bool) throws(AdminError) -> Body {
        let given = bodies.filter { fields.object[$0] != nil && ($0 == "jsonBody" || fields[$0] != nil) }
        guard given.count < 2 else {
            throw .invalid("Only one of \(bodies.joined(separator: ", ")) may be given", at: fields.pointer(given[1]))
        }
        guard let name = given.first else { return .bytes([]) }
        let bytes: [UInt8]
        switch name {
        case "jsonBody": bytes = fields.object[name]?.encoded() ?? []
        case "bodyFileName": return .file(try fields.string(name) ?? "")
        case "base64Body":
            guard let decoded = Base64.decode(try fields.string(name) ?? "") else {
                throw .invalid("base64Body must be base64", at: fields.pointer(name))
            }
            bytes = decoded
        default: bytes = Array((try fields.string(name) ?? "").utf8)
        }
        if isTemplate, bytes.holdsTemplate {
            throw .invalid("Templates are not supported by this emulator", at: fields.pointer(name))
        }
        return .bytes(bytes)
    }

    private static func isTemplate(_ fields: Fields) throws(AdminError) -> Bool {
        let transformers = try fields.array("transformers") ?? []
        if let index = transformers.firstIndex(where: { $0 != "response-template" }) {
            let place = fields.pointer("transformers").appending(index)
            throw .invalid("The transformer \(transformers[index]) is not supported by this emulator", at: place)
        }
        _ = try fields.object("transformerParameters")
        return !transformers.isEmpty
    }

    private static func headers(_ fields: Fields) throws(AdminError) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for member in try fields.object("headers")?.members ?? [] {
            let values = member.value.array ?? [member.value]
            let place = fields.pointer("headers").appending(member.key)
            guard !values.isEmpty else { throw .invalid("No value for \(member.key)", at: place) }
            for value in values {
                guard let text = value.string else { throw .invalid("A header's value must be a string", at: place) }
                headers.append(member.key, text)
            }
        }
        return headers
    }

    private static func echo(_ headers: HTTPHeaders) -> JSONValue {
        var object = JSONObject()
        for header in headers where object[header.name] == nil {
            let values = headers.filter { $0.name == header.name }.map { JSONValue.string($0.value) }
            object[header.name] = values.count == 1 ? values[0] : .array(values)
        }
        return .object(object)
    }

    private static func dribble(_ fields: Fields) throws(AdminError) -> HTTPResponse.Delivery {
        guard let json = fields["chunkedDribbleDelay"] else { return .whole }
        let dribble = try Fields(json, at: fields.pointer("chunkedDribbleDelay"), "chunkedDribbleDelay")
        try dribble.allow(["numberOfChunks", "totalDuration"])
        let chunks = try dribble.required("numberOfChunks", try dribble.integer("numberOfChunks"))
        guard chunks > 0 else { throw .invalid("1 or more chunks are needed", at: dribble.pointer("numberOfChunks")) }
        let total = try dribble.required("totalDuration", try dribble.integer("totalDuration", in: 0...Int.max))
        return .dribble(chunks: chunks, over: .milliseconds(total))
    }
}

extension HTTPHeaders {
    /// Without the fields that say where a body ends, which is the listener's to say.
    fileprivate var withoutFraming: HTTPHeaders {
        reduce(into: HTTPHeaders()) { kept, field in
            let isFraming = ["Content-Length", "Transfer-Encoding"].contains(where: field.name.equalsIgnoringASCIICase)
            if !isFraming { kept.append(field.name, field.value) }
        }
    }
}
