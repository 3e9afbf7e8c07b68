internal import HTTPMessage
public import JSON

extension RequestPattern {
    private static let unsupported = ["customMatcher", "multipartPatterns"]
    private static let names: Set<String> = [
        "scheme", "host", "port", "clientIp", "method", "headers", "pathParameters", "queryParameters",
        "formParameters", "cookies", "basicAuth", "basicAuthCredentials", "bodyPatterns",
    ]

    /// The pattern that stands at this place of a document; `{}` means any request.
    ///
    /// - Throws: ``AdminError`` with status 422 and the place of the first fault.
    public init(_ json: JSONValue, at pointer: JSONPointer = .root) throws(AdminError) {
        let fields = try Fields(json, at: pointer, "A request pattern")
        try fields.refuse(Self.unsupported)
        try fields.allow(Self.names.union(URLPattern.names))

        scheme = try fields.string("scheme")
        host = try Self.pattern(fields, "host")
        port = try fields.integer("port")
        clientIP = try Self.pattern(fields, "clientIp")
        url = try URLPattern(fields)
        method = try MethodPattern(fields["method"], at: fields.pointer("method"))
        headers = try Self.named(fields, "headers", MultiValuePattern.init)
        pathParameters = try Self.named(fields, "pathParameters", ValuePattern.init)
        queryParameters = try Self.named(fields, "queryParameters", MultiValuePattern.init)
        formParameters = try Self.named(fields, "formParameters", MultiValuePattern.init)
        cookies = try Self.named(fields, "cookies", ValuePattern.init)
        body = fields["bodyPatterns"] == nil ? [] : try ValuePattern.list(fields, "bodyPatterns")
        let credentials = try Self.credentials(fields)
        authorization = credentials.map(Self.authorization)
        if !pathParameters.isEmpty, fields["urlPathTemplate"] == nil {
            throw .invalid("pathParameters need a urlPathTemplate", at: fields.pointer("pathParameters"))
        }
        self.json = Self.echo(
            fields,
            [
                "host": host?.json, "clientIp": clientIP?.json, "headers": Self.echo(headers, \.json),
                "pathParameters": Self.echo(pathParameters, \.json),
                "queryParameters": Self.echo(queryParameters, \.json),
                "formParameters": Self.echo(formParameters, \.json), "cookies": Self.echo(cookies, \.json),
                "bodyPatterns": .array(body.map(\.json)),
            ],
            credentials
        )
    }

    private static func pattern(_ fields: Fields, _ name: String) throws(AdminError) -> ValuePattern? {
        guard let json = fields[name] else { return nil }
        return try ValuePattern(json, at: fields.pointer(name))
    }

    private static func named<Pattern>(
        _ fields: Fields,
        _ name: String,
        _ make: (JSONValue, JSONPointer) throws(AdminError) -> Pattern
    ) throws(AdminError) -> [Named<Pattern>] {
        var patterns: [Named<Pattern>] = []
        for member in try fields.object(name)?.members ?? [] {
            let place = fields.pointer(name).appending(member.key)
            patterns.append(Named(name: member.key, pattern: try make(member.value, place)))
        }
        return patterns
    }

    private static func credentials(_ fields: Fields) throws(AdminError) -> JSONObject? {
        let name = fields["basicAuth"] == nil ? "basicAuthCredentials" : "basicAuth"
        guard let json = fields[name] else { return nil }
        let credentials = try Fields(json, at: fields.pointer(name), name)
        try credentials.allow(["username", "password"])
        return [
            "username": .string(try credentials.required("username", try credentials.string("username"))),
            "password": .string(try credentials.required("password", try credentials.string("password"))),
        ]
    }

    /// The field's value (RFC 7617 §2).
    private static func authorization(_ credentials: JSONObject) -> String {
        let pair = ["username", "password"].compactMap { credentials[$0]?.string }.joined(separator: ":")
        return "Basic \(Base64.encode(Array(pair.utf8)))"
    }

    private static func echo<Pattern>(_ named: [Named<Pattern>], _ json: (Pattern) -> JSONValue) -> JSONValue {
        var object = JSONObject()
        for entry in named { object[entry.name] = json(entry.pattern) }
        return .object(object)
    }

    /// The members that were given, in WireMock's order, and in their normal form where they have one.
    private static func echo(
        _ fields: Fields,
        _ normalForms: [String: JSONValue?],
        _ credentials: JSONObject?
    ) -> JSONValue {
        let order =
            ["scheme", "host", "port", "clientIp"] + URLPattern.names + [
                "method", "headers", "pathParameters", "queryParameters", "formParameters", "cookies", "bodyPatterns",
            ]
        var object = JSONObject()
        for name in order {
            guard let given = fields[name] else {
                if name == "method" { object[name] = "ANY" }
                continue
            }
            object[name] = normalForms[name].flatMap(\.self) ?? given
        }
        object["basicAuthCredentials"] = credentials.map { .object($0) }
        return .object(object)
    }
}
