internal import HTTPMessage
internal import JSON

/// Writes events and requests as the admin API returns them: WireMock's `ServeEvent` and `LoggedRequest`.
struct JournalForm: Sendable {
    private let redaction: Redaction
    /// The size in bytes at which a list ends; a whole journal could take gigabytes.
    private(set) var limit: Int
    /// Whether the limit is lower than usual because memory is short.
    private(set) var isShortOfMemory = false

    init(_ redaction: Redaction, limit: Int) {
        (self.redaction, self.limit) = (redaction, limit)
    }

    /// Lowers the limit to this size if it is higher.
    mutating func limit(toMemory size: Int) {
        guard size < limit else { return }
        (limit, isShortOfMemory) = (size, true)
    }

    /// Writes the elements of a list up to the limit.
    ///
    /// - Returns: The number of elements left out.
    func write<Element>(
        _ name: String,
        _ elements: [Element],
        to json: inout JSONWriter,
        _ write: (Element, inout JSONWriter) -> Void
    ) -> Int {
        var rest = elements[...]
        json.array(name) { json in
            while json.bytes.count < limit, let element = rest.popFirst() { write(element, &json) }
        }
        return rest.count
    }

    /// A `ServeEvent`.
    func write(_ event: ServeEvent, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", event.id.description)
            json.key("request")
            write(LoggedRequest(event), to: &json)
            switch event.outcome {
            case .stub(let stub):
                json.member("responseDefinition", stub.response.json(of: event.response))
            case .service, .unmatched:
                json.member("responseDefinition", standIn(for: event))
            }
            json.object("response") { write(redaction.redacted(event.response), to: &$0) }
            json.member("wasMatched", event.wasMatched)
            writeTiming(of: event, to: &json)
            json.member("stubMapping", stubMapping(of: event))
        }
    }

    /// A `LoggedRequest`.
    func write(_ logged: LoggedRequest, to json: inout JSONWriter) {
        let request = redaction.redacted(logged.request)
        let matchable = MatchableRequest(request, now: logged.date ?? 0)
        json.object { json in
            if let id = logged.id { json.member("id", id.description) }
            json.member("url", request.target)
            if logged.has("absoluteUrl") { json.member("absoluteUrl", redaction.target(logged.absoluteURL)) }
            json.member("method", request.method.rawValue)
            if logged.has("clientIp") { json.member("clientIp", request.clientAddress) }
            if logged.has("headers") { json.object("headers") { write(request.headers, to: &$0) } }
            if logged.has("cookies") {
                json.object("cookies") { json in
                    for (name, values) in Self.grouped(matchable.cookies) { Self.write(name, values, to: &json) }
                }
            }
            json.member("browserProxyRequest", false)
            if let date = logged.date { json.member("loggedDate", date) }
            if logged.has("body") {
                var work = WorkBudget()
                json.member("bodyAsBase64", Base64.encode(matchable.body(&work)))
                json.member("body", matchable.bodyText(&work))
            }
            if logged.has("protocol") { json.member("protocol", "HTTP/1.1") }
            if logged.has("scheme") { json.member("scheme", matchable.scheme) }
            if let authority = logged.authority {
                if let host = authority.host { json.member("host", host) }
                json.member("port", authority.port)
            }
            if let date = logged.date { json.member("loggedDateString", DateTime(moment: date).journalText) }
            json.object("queryParams") { json in
                for (name, values) in Self.grouped(matchable.queryParameters) {
                    json.object(name) { json in
                        json.member("key", name)
                        json.array("values") { json in values.forEach { json.string($0) } }
                    }
                }
            }
        }
    }

    private func write(_ response: HTTPResponse, to json: inout JSONWriter) {
        json.member("status", response.status.rawValue)
        if !response.headers.isEmpty { json.object("headers") { write(response.headers, to: &$0) } }
        json.member("bodyAsBase64", Base64.encode(response.body))
        if let fault = Fault(response.delivery) { json.member("fault", fault.rawValue) }
        json.member("body", String(decoding: response.body, as: UTF8.self))
    }

    /// Fields with the same name become one member, with the name as sent first.
    private func write(_ headers: HTTPHeaders, to json: inout JSONWriter) {
        var groups: [(name: String, values: [String])] = []
        for header in headers {
            let value = header.value
            if let position = groups.firstIndex(where: { $0.name.equalsIgnoringASCIICase(header.name) }) {
                groups[position].values.append(value)
            } else {
                groups.append((header.name, [value]))
            }
        }
        for group in groups { Self.write(group.name, group.values, to: &json) }
    }

    private static func write(_ name: String, _ values: [String], to json: inout JSONWriter) {
        json.key(name)
        if values.count == 1 { return json.string(values[0]) }
        json.array { json in values.forEach { json.string($0) } }
    }

    private static func grouped(_ pairs: [(name: String, value: String)]) -> [(name: String, values: [String])] {
        var positions: [String: Int] = [:]
        return pairs.reduce(into: []) { groups, pair in
            if let position = positions[pair.name] {
                groups[position].values.append(pair.value)
            } else {
                positions[pair.name] = groups.count
                groups.append((pair.name, [pair.value]))
            }
        }
    }

    /// Only the delay is known; everything else takes less than a millisecond.
    private func writeTiming(of event: ServeEvent, to json: inout JSONWriter) {
        let delay = event.response.delay?.milliseconds ?? 0
        json.object("timing") { json in
            json.member("addedDelay", delay)
            json.member("processTime", 0)
            json.member("responseSendTime", 0)
            json.member("serveTime", 0)
            json.member("totalTime", delay)
        }
    }

    /// Clients expect a stub in every `ServeEvent`: without one it is a stand-in like WireMock's own.
    private func stubMapping(of event: ServeEvent) -> JSONValue {
        let id: JSONValue
        switch event.outcome {
        case .stub(let stub): return stub.json
        case .service: id = "00000000-0000-4000-8000-000000000001"
        case .unmatched: id = "00000000-0000-4000-8000-000000000000"
        }
        return ["id": id, "request": ["method": "ANY"], "response": standIn(for: event), "uuid": id]
    }

    private func standIn(for event: ServeEvent) -> JSONValue {
        var definition: JSONObject = ["status": .number(JSONNumber(event.response.status.rawValue))]
        // WireMock's Java client reads `wasMatched` from here.
        if !event.wasMatched { definition["fromConfiguredStub"] = false }
        return .object(definition)
    }
}
