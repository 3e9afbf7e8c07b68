internal import HTTPMessage
public import JSON

extension ResponseDefinition {
    private static let proxying: [UnsupportedFeature] = [
        .proxyBaseUrl, .additionalProxyRequestHeaders, .removeProxyRequestHeaders, .proxyUrlPrefixToRemove,
    ]

    /// The members that hold a body, in WireMock's order.
    private enum BodyMember: String, CaseIterable {
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
        self = try Faults.collect { ResponseDefinition(json, at: pointer, $0) }
    }

    init?(_ json: JSONValue, at pointer: JSONPointer, _ faults: Faults) {
        guard let fields = Fields(json, at: pointer, "A response", faults) else { return nil }
        fields.allow(Self.allowed)
        for feature in Self.proxying where !(fields[feature.rawValue].map(Self.isEmpty) ?? true) {
            fields.add(feature.refusal, at: feature.rawValue)
        }
        // Interim responses (RFC 9110 §15.2) come before the response, not in its place.
        status = HTTPStatus(rawValue: fields.integer("status", in: 200...999) ?? 200)
        reason = fields.string("statusMessage")
        isTemplate = Self.isTemplate(fields)
        body = Self.body(fields, isTemplate: isTemplate)
        let headers = Self.headers(fields)
        self.headers = headers.withoutFraming
        delay = ResponseDelay(
            fixedMilliseconds: fields.integer("fixedDelayMilliseconds", in: ResponseDelay.range),
            distribution: fields.fields("delayDistribution").flatMap(DelayDistribution.init)
        )
        let fault: Fault? = fields.choice("fault")
        delivery = fault?.delivery ?? Self.dribble(fields)
        if reason != nil, case .dribble = delivery {
            fields.add("This emulator sends no statusMessage with a chunkedDribbleDelay", at: "statusMessage")
        }
        if isTemplate, headers.contains(where: { Array($0.value.utf8).holdsTemplate }) {
            fields.add("Templates are not supported by this emulator", at: "headers")
        }

        var echo: JSONObject = ["status": .number(JSONNumber(status.rawValue))]
        for name in Self.names.dropFirst() { echo[name] = fields[name] }
        echo["delayDistribution"] = delay.distribution?.json
        if fields["headers"] != nil { echo["headers"] = Self.echo(headers) }
        if !isTemplate { echo["transformers"] = nil }
        self.json = .object(echo)
    }

    private static func isEmpty(_ json: JSONValue) -> Bool {
        json.object?.isEmpty ?? json.array?.isEmpty ?? false
    }

    private static func body(_ fields: Fields, isTemplate: Bool) -> Body {
        let given = BodyMember.allCases.filter { member in
            fields.object[member.rawValue] != nil && (member == .jsonBody || fields[member.rawValue] != nil)
        }
        if given.count > 1 {
            let names = BodyMember.allCases.map(\.rawValue).joined(separator: ", ")
            fields.add("Only one of \(names) can be given", at: given[1].rawValue)
        }
        guard let member = given.first else { return .bytes([]) }
        let bytes: [UInt8]
        switch member {
        case .body: bytes = Array((fields.string(member.rawValue) ?? "").utf8)
        case .jsonBody: bytes = fields.object[member.rawValue]?.encoded() ?? []
        case .base64Body:
            let decoded = Base64.decode(fields.string(member.rawValue) ?? "")
            if decoded == nil { fields.add("base64Body must be base64", at: member.rawValue) }
            bytes = decoded ?? []
        case .bodyFileName: return .file(fields.string(member.rawValue) ?? "")
        }
        if isTemplate, bytes.holdsTemplate {
            fields.add("Templates are not supported by this emulator", at: member.rawValue)
        }
        return .bytes(bytes)
    }

    private static func isTemplate(_ fields: Fields) -> Bool {
        let transformers = fields.array("transformers") ?? []
        if let index = transformers.firstIndex(where: { $0 != "response-template" }) {
            fields.faults.add(
                "The transformer \(transformers[index]) is not supported by this emulator",
                at: fields.pointer("transformers").appending(index)
            )
        }
        _ = fields.object("transformerParameters")
        return !transformers.isEmpty
    }

    private static func headers(_ fields: Fields) -> HTTPHeaders {
        var headers = HTTPHeaders()
        let pointer = fields.pointer("headers")
        for member in fields.object("headers")?.members ?? [] {
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
