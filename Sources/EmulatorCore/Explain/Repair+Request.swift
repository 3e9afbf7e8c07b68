internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension Repair {
    /// The key of an account, else any if a new one opens an account.
    mutating func useKnownKey() -> Bool {
        let accounts = world.service.accounts
        let known = accounts.inOrder.lazy.flatMap(\.account.apiKeys).first { $0.isUnrestricted }
        guard let key = known?.text ?? (accounts.policy == .any ? "xkeysib-explain" : nil) else { return false }
        useKey(key)
        return note("Send the key of an account in the header api-key.")
    }

    mutating func useUnrestrictedKey(_ facts: ExplainedRequest) -> Bool {
        let key = facts.account?.apiKeys.first { $0.isUnrestricted }
        guard let key else { return useKnownKey() }
        useKey(key.text)
        return note("Use a key of the account without restrictions.")
    }

    mutating func useNearestPath() -> Bool {
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

    mutating func useMethod(_ allowed: [HTTPMethod]) -> Bool {
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
    mutating func mendPath() -> Bool {
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
    mutating func giveExample(of name: String, _ facts: ExplainedRequest) -> Bool {
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

    /// A client of OAuth, its members encoded for a form.
    var knownClient: (id: String, secret: String)? {
        let accounts = world.service.accounts
        if let client = accounts.inOrder.lazy.flatMap(\.account.oauthClients).first {
            return (PercentCoding.encodeSegment(client.clientID), PercentCoding.encodeSegment(client.clientSecret))
        }
        return accounts.policy == .any ? ("explain", "secret") : nil
    }
}

extension RequestDescription {
    /// A body of the required fields with their examples; of the first field if none is required.
    var exampleBody: JSONObject {
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
