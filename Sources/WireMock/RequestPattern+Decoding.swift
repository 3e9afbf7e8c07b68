internal import HTTPMessage
public import JSON

extension RequestPattern {
    private static let names: Set =
        Set(URLPattern.Form.allCases.map(\.rawValue)).union([
            "scheme", "host", "port", "clientIp", "method", "headers", "pathParameters", "queryParameters",
            "formParameters", "cookies", "basicAuth", "basicAuthCredentials", "bodyPatterns",
        ])

    /// The pattern at this place of a document; `{}` means any request.
    ///
    /// - Throws: ``AdminError`` with status 422 and all faults.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        self = try Faults.collect { RequestPattern(json, at: pointer, $0) }
    }

    init?(_ json: JSONValue, at pointer: JSONPointer, _ faults: Faults) {
        guard let fields = Fields(json, at: pointer, "A request pattern", faults) else { return nil }
        fields.allow(Self.names)
        scheme = fields.string("scheme")
        host = Self.pattern(fields, "host")
        port = fields.integer("port", in: 0...65_535)
        clientIP = Self.pattern(fields, "clientIp")
        url = URLPattern(fields)
        method = MethodPattern(fields["method"], at: fields.pointer("method"), faults)
        headers = Self.named(fields, "headers", MultiValuePattern.init)
        pathParameters = Self.named(fields, "pathParameters", ValuePattern.init)
        queryParameters = Self.named(fields, "queryParameters", MultiValuePattern.init)
        formParameters = Self.named(fields, "formParameters", MultiValuePattern.init)
        cookies = Self.named(fields, "cookies", ValuePattern.init)
        body = fields["bodyPatterns"] == nil ? [] : ValuePattern.list(fields, "bodyPatterns")
        let credentials = Self.credentials(fields)
        authorization = credentials.map(Self.authorization)
        if !pathParameters.isEmpty, fields["urlPathTemplate"] == nil {
            fields.add("pathParameters require a urlPathTemplate", at: "pathParameters")
        }
        self.json = Self.echo(
            fields,
            [
                "scheme": scheme.map { .string($0) }, "port": port.map { .number(JSONNumber($0)) },
                "host": host?.json, "clientIp": clientIP?.json, "headers": Self.echo(headers, \.json),
                "pathParameters": Self.echo(pathParameters, \.json),
                "queryParameters": Self.echo(queryParameters, \.json),
                "formParameters": Self.echo(formParameters, \.json), "cookies": Self.echo(cookies, \.json),
                "bodyPatterns": .array(body.map(\.json)),
            ],
            credentials
        )
    }

    private static func pattern(_ fields: Fields, _ name: String) -> ValuePattern? {
        fields[name].flatMap { ValuePattern($0, at: fields.pointer(name), fields.faults) }
    }

    private static func named<Pattern>(
        _ fields: Fields,
        _ name: String,
        _ make: (JSONValue, JSONPointer, Faults) -> Pattern?
    ) -> [Named<Pattern>] {
        let pointer = fields.pointer(name)
        // Null means no pattern.
        return (fields.object(name)?.members ?? []).filter { !$0.value.isNull }.compactMap { member in
            make(member.value, pointer.appending(member.key), fields.faults).map {
                Named(name: member.key, pattern: $0)
            }
        }
    }

    private static func credentials(_ fields: Fields) -> JSONObject? {
        let name = fields["basicAuth"] == nil ? "basicAuthCredentials" : "basicAuth"
        guard let credentials = fields.fields(name) else { return nil }
        credentials.allow(["username", "password"])
        guard let username = credentials.required("username", credentials.string("username")),
            let password = credentials.required("password", credentials.string("password"))
        else { return nil }
        return ["username": .string(username), "password": .string(password)]
    }

    /// The value of the field (RFC 7617 §2).
    private static func authorization(_ credentials: JSONObject) -> String {
        let pair = ["username", "password"].compactMap { credentials[$0]?.string }.joined(separator: ":")
        return "Basic \(Base64.encode(Array(pair.utf8)))"
    }

    private static func echo<Pattern>(_ named: [Named<Pattern>], _ json: (Pattern) -> JSONValue) -> JSONValue {
        var object = JSONObject()
        for entry in named { object[entry.name] = json(entry.pattern) }
        return .object(object)
    }

    /// The given members in WireMock's order, and in their normal form if they have one.
    private static func echo(
        _ fields: Fields,
        _ normalForms: [String: JSONValue?],
        _ credentials: JSONObject?
    ) -> JSONValue {
        let order =
            ["scheme", "host", "port", "clientIp"] + URLPattern.Form.allCases.map(\.rawValue) + [
                "method", "headers", "pathParameters", "queryParameters", "formParameters", "cookies", "bodyPatterns",
            ]
        var object = JSONObject()
        for name in order {
            guard let given = fields[name] else {
                if name == "method" { object[name] = "ANY" }
                continue
            }
            let isURL = URLPattern.Form(rawValue: name) != nil
            object[name] = isURL ? given.text.map { .string($0) } : normalForms[name].flatMap(\.self) ?? given
        }
        object["basicAuthCredentials"] = credentials.map { .object($0) }
        return .object(object)
    }
}
