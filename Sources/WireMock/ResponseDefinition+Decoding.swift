internal import HTTPMessage
public import JSON

extension ResponseDefinition {
    private static let proxying: [UnsupportedFeature] = [
        .proxyBaseUrl, .additionalProxyRequestHeaders, .removeProxyRequestHeaders, .proxyUrlPrefixToRemove,
    ]

    /// The members that hold a body; the first that is given counts, as in WireMock.
    enum BodyMember: String, CaseIterable {
        case body, jsonBody, base64Body, bodyFileName
    }

    /// The members in WireMock's order.
    private static let names =
        ["status", "statusMessage"] + BodyMember.allCases.map(\.rawValue) + [
            "headers", "fixedDelayMilliseconds", "delayDistribution", "chunkedDribbleDelay", "fault", "transformers",
            "transformerParameters", "fromConfiguredStub",
        ]
    private static let allowed = Set(names + proxying.map(\.rawValue))

    /// The definition at this place of a document; `{}` is an empty 200.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        let options = StubOptions(templating: .disabled)
        self = try Faults.collect { ResponseDefinition(json, at: pointer, options, pathTemplate: nil, $0) }
    }

    /// - Parameter pathTemplate: The path template of the stub, whose variables are names in templates.
    init?(
        _ json: JSONValue,
        at pointer: JSONPointer,
        _ options: StubOptions,
        pathTemplate: PathTemplate?,
        _ faults: Faults
    ) {
        guard let fields = Fields(json, at: pointer, "A response", faults) else { return nil }
        fields.allow(Self.allowed)
        for feature in Self.proxying where !(fields[feature.rawValue].map(Self.isEmpty) ?? true) {
            fields.add(feature.refusal, at: feature.rawValue)
        }
        // Interim responses (RFC 9110 §15.2) come before the response, not in its place.
        status = HTTPStatus(rawValue: fields.integer("status", in: 200...999) ?? 200)
        reason = fields.string("statusMessage")
        let (member, body) = Self.body(fields)
        self.body = body
        let given = Self.headers(fields)
        (headers, contentLength) = (given.withoutFraming, Self.contentLength(given, fields))
        delay = ResponseDelay(
            fixedMilliseconds: fields.integer("fixedDelayMilliseconds", in: ResponseDelay.range),
            distribution: fields.fields("delayDistribution").flatMap(DelayDistribution.init)
        )
        let fault: Fault? = fields.choice("fault")
        delivery = fault?.delivery ?? Self.dribble(fields)
        if reason != nil, case .dribble = delivery {
            fields.add("This emulator sends no statusMessage with a chunkedDribbleDelay", at: "statusMessage")
        }
        let isTemplate = ResponseTemplates.isTemplate(fields, options.templating)
        templates = isTemplate ? ResponseTemplates(fields, member, body, headers, pathTemplate, options) : nil
        if case .file(let name) = body, !name.isEmpty, templates?.fileName == nil, options.bodyFile(name) == nil {
            fields.faults.warn("There is no body file \(name)", at: fields.pointer("bodyFileName"))
        }

        var echo: JSONObject = ["status": .number(JSONNumber(status.rawValue))]
        for name in Self.names.dropFirst() { echo[name] = fields[name] }
        for other in BodyMember.allCases where other != member && other != .bodyFileName { echo[other.rawValue] = nil }
        for name in ["body", "base64Body", "bodyFileName"] where echo[name] != nil {
            echo[name] = fields[name]?.text.map { .string($0) }
        }
        if case .dribble(let chunks, let total) = delivery {
            echo["chunkedDribbleDelay"] = [
                "numberOfChunks": .number(JSONNumber(chunks)),
                "totalDuration": .number(JSONNumber(total.milliseconds)),
            ]
        }
        echo["statusMessage"] = reason.map { .string($0) }
        echo["fixedDelayMilliseconds"] = delay.fixedMilliseconds.map { .number(JSONNumber($0)) }
        echo["delayDistribution"] = delay.distribution?.json
        echo["fault"] = fault.map { .string($0.rawValue) }
        if fields["headers"] != nil { echo["headers"] = Self.echo(given) }
        if fields.array("transformers")?.isEmpty ?? true { echo["transformers"] = nil }
        self.json = .object(echo)
    }

    private static func isEmpty(_ json: JSONValue) -> Bool {
        json.object?.isEmpty ?? json.array?.isEmpty ?? false
    }

    private static func body(_ fields: Fields) -> (member: BodyMember?, body: Body) {
        guard let member = BodyMember.allCases.first(where: { fields[$0.rawValue] != nil }) else {
            return (nil, .bytes([]))
        }
        switch member {
        case .body: return (member, .bytes(Array((fields.string(member.rawValue) ?? "").utf8)))
        case .jsonBody: return (member, .bytes(fields[member.rawValue]?.encoded() ?? []))
        case .base64Body:
            let decoded = fields.string(member.rawValue).flatMap(Base64.decode)
            if decoded == nil { fields.add("base64Body must be base64", at: member.rawValue) }
            return (member, .bytes(decoded ?? []))
        case .bodyFileName:
            let name = fields.string(member.rawValue) ?? ""
            if name.utf8.contains(0) { fields.add("A file name has no NUL character", at: member.rawValue) }
            return (member, .file(name))
        }
    }

    private static func headers(_ fields: Fields) -> HTTPHeaders {
        var headers = HTTPHeaders()
        let pointer = fields.pointer("headers")
        for member in fields.object("headers")?.members ?? [] {
            if !member.key.utf8.span.isToken {
                fields.faults.add("\(member.key) is not the name of a header", at: pointer.appending(member.key))
            }
            let values = member.value.array ?? [member.value]
            if values.isEmpty { fields.faults.add("\(member.key) has no value", at: pointer.appending(member.key)) }
            for value in values {
                if let text = value.string {
                    headers.append(member.key, text)
                } else {
                    fields.faults.add("A header's value must be a string", at: pointer.appending(member.key))
                }
            }
        }
        if headers.size > maximumHeaderSize {
            fields.faults.add("The headers of a response have at most \(maximumHeaderSize) bytes", at: pointer)
        }
        return headers
    }

    /// The number in `Content-Length`; nil if there is none, or it is a template.
    private static func contentLength(_ headers: HTTPHeaders, _ fields: Fields) -> Int? {
        guard let text = headers.values(of: "Content-Length").last, !text.contains("{{") else { return nil }
        guard let length = Int(text), (0...1 << 50).contains(length) else {
            fields.faults.add("Content-Length must be a whole number", at: fields.pointer("headers"))
            return nil
        }
        return length
    }

    private static func echo(_ headers: HTTPHeaders) -> JSONValue {
        var object = JSONObject()
        for header in headers where object[header.name] == nil {
            let values = headers.filter { $0.name == header.name }.map { JSONValue.string($0.value) }
            object[header.name] = values.count == 1 ? values[0] : .array(values)
        }
        return .object(object)
    }

    private static func dribble(_ fields: Fields) -> HTTPResponse.Delivery {
        guard let dribble = fields.fields("chunkedDribbleDelay") else { return .whole }
        dribble.allow(["numberOfChunks", "totalDuration"])
        let chunks = dribble.required("numberOfChunks", dribble.integer("numberOfChunks", in: 1...10_000))
        let total = dribble.required("totalDuration", dribble.integer("totalDuration", in: ResponseDelay.range))
        guard let chunks, let total else { return .whole }
        return .dribble(chunks: chunks, over: .milliseconds(total))
    }
}

extension HTTPHeaders {
    /// Without the fields that delimit the body, which are the listener's.
    fileprivate var withoutFraming: HTTPHeaders {
        reduce(into: HTTPHeaders()) { kept, field in
            let isFraming = ["Content-Length", "Transfer-Encoding"].contains(where: field.name.equalsIgnoringASCIICase)
            if !isFraming { kept.append(field.name, field.value) }
        }
    }
}
