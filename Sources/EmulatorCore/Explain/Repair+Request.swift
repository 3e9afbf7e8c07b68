internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension Repair {
    /// Makes the edit that a refusal asks for; false if there is none.
    mutating func edit(for refusal: Refusal, _ facts: ExplainedRequest) -> Bool {
        switch refusal {
        case .noCredential, .unknownKey, .expiredKey, .unknownToken, .tooManyAccounts: return useKnownKey()
        case .accessDenied: return useUnrestrictedKey(facts)
        case .tooManyRequests(let allowance):
            return sendFirst(
                .post,
                "/clock/advance",
                ["by": .string("PT\(allowance.reset)S")],
                "Let the hour of the rate limit pass."
            )
        case .noEndpoint: return useNearestPath()
        case .malformedPath: return mendPath()
        case .methodNotAllowed(_, let allowed): return useMethod(allowed)
        case .notJSONContent:
            setHeader("Content-Type", "application/json")
            return note("Send the header Content-Type: application/json.")
        case .compressedBody:
            setHeader("Content-Encoding", nil)
            return note("Send the body uncompressed.")
        case .bodyTooLarge, .emptyBody, .malformedJSON, .notAnObject:
            guard let endpoint = facts.call.endpoint else { return false }
            setBody(.object(endpoint.fields.exampleBody))
            return note("Send a JSON object with the required fields.")
        case .missingField(let name), .missingAttribute(let name), .invalidField(let name, _),
            .invalidParameter(let name, _), .invalidGroupField(let name, _), .nonNumericIDs(let name),
            .invalidIDs(let name), .nonPositiveNumber(let name):
            return giveExample(of: name, facts)
        case .outOfRange(let name, let range):
            setQuery(name, "\(range.lowerBound)")
            return note("Give \(name) a value from \(range.lowerBound) to \(range.upperBound).")
        case .activitySpanTooLong: return removeDays("Leave out the days, or let them span a month at most.")
        case .invalidEmailAddress: return giveExample(of: "email", facts)
        case .invalidSubAccountID, .malformedSubAccountID: return giveExample(of: "id", facts)
        case .malformedInvitation: return giveExample(of: facts.email == nil ? "email" : "action", facts)
        case .domain(let error): return edit(for: error, facts)
        case .oauth(let error): return edit(for: error)
        }
    }

    /// The key of an account, else any if a new one opens an account.
    private mutating func useKnownKey() -> Bool {
        let accounts = world.service.accounts
        let known = accounts.inOrder.lazy.flatMap(\.account.apiKeys).first { $0.isUnrestricted }
        guard let key = known?.text ?? (accounts.policy == .any ? "xkeysib-explain" : nil) else { return false }
        useKey(key)
        return note("Send the key of an account in the header api-key.")
    }

    private mutating func useUnrestrictedKey(_ facts: ExplainedRequest) -> Bool {
        let key = facts.account?.apiKeys.first { $0.isUnrestricted }
        guard let key else { return useKnownKey() }
        useKey(key.text)
        return note("Use a key of the account without restrictions.")
    }

    private mutating func useNearestPath() -> Bool {
        let hint = PathHint(String(request.path), request.method, world.origin.router)
        if let path = hint.operationPath {
            request.target = path + (request.query.map { "?\($0)" } ?? "")
            return note("Send it to \(path).")
        }
        let stub: JSONValue = [
            "request": ["method": .string(request.method.rawValue), "url": .string(request.target)],
            "response": ["status": 200],
        ]
        let step = HTTPRequest(
            method: .post,
            target: "/__admin/mappings",
            headers: ["Content-Type": "application/json"],
            body: stub.encoded()
        )
        return sendFirst(step, "No operation has a path like this one, so add a stub for it.")
    }

    private mutating func useMethod(_ allowed: [HTTPMethod]) -> Bool {
        guard let method = allowed.first(where: { $0 != .options && $0 != .head }) else { return false }
        request.method = method
        if method == .get { setBody(nil) }
        return note("Use the method \(method.rawValue).")
    }

    private mutating func removeMember(_ name: String, of object: String) -> Bool {
        editBody { body in
            guard var members = body[object]?.object else { return }
            members[name] = nil
            body[object] = .object(members)
        }
        return note("Leave \(object).\(name) out, or give it a valid value.")
    }

    /// Takes what is not UTF-8, and NUL, out of the path.
    private mutating func mendPath() -> Bool {
        let segments = request.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard PercentCoding.decode(segment)?.utf8.contains(0) != false else { return String(segment) }
            let text = PercentCoding.decodeFormPart(Substring(segment.replacing("+", with: "%2B")))
            let mended = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FFFD}" && $0 != "\0" }))
            return mended.isEmpty ? "-" : PercentCoding.encodeSegment(mended)
        }
        request.target = segments.joined(separator: "/") + (request.query.map { "?\($0)" } ?? "")
        return note("Encode the path as UTF-8 without NUL.")
    }

    /// Asks for the newest activities.
    mutating func removeDays(_ text: String) -> Bool {
        setQuery("startDate", nil)
        setQuery("endDate", nil)
        return note(text)
    }

    /// Gives a field or parameter the example value of its description.
    private mutating func giveExample(of name: String, _ facts: ExplainedRequest) -> Bool {
        guard let endpoint = facts.call.endpoint else { return false }
        let fields = endpoint.fields
        // `credentials.name` and the members of privileges belong to a field of the body.
        let outer = String(name.prefix { $0 != "." && $0 != "[" })
        if let property = fields.path.first(where: { $0.name == name }), let text = property.exampleText {
            setPath(name, text, endpoint)
            return note("Give \(name) in the path a valid value.")
        }
        if let property = fields.query.first(where: { $0.name == name }), let text = property.exampleText {
            setQuery(name, text)
            return note("Give \(name) a valid value.")
        }
        let inner = fields.body.first { $0.schema.properties?.contains { $0.name == name } == true }
        if fields.body.allSatisfy({ $0.name != outer }), let inner { return removeMember(name, of: inner.name) }
        let property =
            fields.body.first { $0.name == outer } ?? fields.body.first { $0.name == "privileges" }
        guard let property else { return false }
        editBody { $0[property.name] = property.exampleValue }
        return note(
            property.exampleValue == nil ? "Leave \(property.name) out." : "Give \(property.name) a valid value."
        )
    }

    private mutating func edit(for error: OAuthError) -> Bool {
        switch error {
        case .methodNotAllowed(let allowed): return useMethod(allowed)
        case .invalidToken, .tooManyAccounts: return false
        case .invalidRequest, .invalidClient, .unsupportedGrantType, .invalidScope:
            guard let client = knownClient else { return false }
            let form = ["grant_type=client_credentials", "client_id=\(client.id)", "client_secret=\(client.secret)"]
            let isToken = request.path.hasSuffix("/token")
            request.body = Array((isToken ? form : form + ["token=unknown"]).joined(separator: "&").utf8)
            setHeader("Authorization", nil)
            setHeader("Content-Type", "application/x-www-form-urlencoded")
            return note("Send a form with grant_type, client_id and client_secret of a known client.")
        }
    }

    private var knownClient: (id: String, secret: String)? {
        let accounts = world.service.accounts
        if let client = accounts.inOrder.lazy.flatMap(\.account.oauthClients).first {
            return (PercentCoding.encodeSegment(client.clientID), PercentCoding.encodeSegment(client.clientSecret))
        }
        return accounts.policy == .any ? ("explain", "secret") : nil
    }
}

extension RequestDescription {
    /// A body of the required fields with their examples; of the first field if none is required.
    fileprivate var exampleBody: JSONObject {
        var object = JSONObject()
        for property in body where property.isRequired || property.name == condition?.property {
            object[property.name] = property.exampleValue
        }
        if object.isEmpty, let first = body.first(where: { $0.exampleValue != nil }) {
            object[first.name] = first.exampleValue
        }
        return object
    }
}

extension JSONSchema.Property {
    /// The example as a value; nil if there is none.
    fileprivate var exampleValue: JSONValue? { example.flatMap { try? JSONParser.parse($0) } }

    /// The example as the text of a parameter.
    fileprivate var exampleText: String? {
        guard let example else { return nil }
        return exampleValue?.string ?? String(decoding: example, as: UTF8.self)
    }
}
