internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The search for the smallest change that makes a refused request succeed.
///
/// Each refusal asks for one edit of the request, or for a request to send before it. Both are tried in a copy of the
/// world until the request succeeds, so that what is proposed is known to work.
struct Repair {
    /// The request as changed so far.
    var request: HTTPRequest
    /// What is to be sent before it.
    private(set) var steps: [HTTPRequest] = []
    /// What was changed, in words.
    private(set) var notes: [String] = []
    /// The world in which the steps have been carried out.
    private(set) var asked: AskedService
    private let original: HTTPRequest
    private let context: WorldContext

    /// A request has few faults, of which one may hide another.
    private static let maximumEdits = 12

    init(_ request: HTTPRequest, _ world: WorldState, _ context: WorldContext) {
        (self.request, original, self.context) = (request, request, context)
        asked = AskedService(world, context)
        self.request.isBodyTooLarge = false
    }

    var world: WorldState { asked.world }

    /// The change; nil if none was found, or none is needed.
    var result: Explanation.Change? {
        var repair = self
        return repair.search()
    }

    private mutating func search() -> Explanation.Change? {
        for _ in 0..<Self.maximumEdits {
            // A refusal changes nothing, except that a key never seen before has its account from then on.
            let outcome = asked.respond(to: request)
            guard let refusal = outcome.refusal else { return outcome.response.status.rawValue < 400 ? change : nil }
            let facts = ExplainedRequest(request, asked.world, context)
            guard edit(for: refusal, facts) else { return nil }
        }
        return nil
    }

    private var change: Explanation.Change? {
        guard !notes.isEmpty else {
            return Explanation.Change(text: "The same request would be accepted now.", requests: [form(request)])
        }
        return Explanation.Change(text: notes.joined(separator: " "), requests: steps.map(form) + [form(request)])
    }

    private func form(_ request: HTTPRequest) -> Explanation.Change.Request {
        let own = [
            "host", "content-length", "connection", "transfer-encoding", "accept-encoding", "x-emulator-explain",
        ]
        var headers = JSONObject()
        for field in request.headers where !own.contains(field.name.lowercased()) {
            headers[field.name] = .string(field.value)
        }
        return Explanation.Change.Request(
            method: request.method.rawValue,
            url: request.target,
            headers: .object(headers),
            body: request.body.isEmpty ? nil : String(decoding: request.body, as: UTF8.self)
        )
    }

    /// Notes what an edit of the request has changed.
    mutating func note(_ text: String) -> Bool {
        if !notes.contains(text) { notes.append(text) }
        return true
    }

    /// Sends a request first; false if it is refused.
    mutating func sendFirst(_ step: HTTPRequest, _ text: String) -> Bool {
        guard asked.send(step).rawValue < 300 else { return false }
        steps.append(step)
        return note(text)
    }

    /// Sends a call of the control plane first.
    mutating func sendFirst(_ method: HTTPMethod, _ path: String, _ body: JSONValue?, _ text: String) -> Bool {
        let step = HTTPRequest(
            method: method,
            target: path.hasPrefix(ControlPlane.prefix) ? path : ControlPlane.prefix + path,
            headers: body == nil ? [:] : ["Content-Type": "application/json"],
            body: body?.encoded() ?? []
        )
        return sendFirst(step, text)
    }

    /// Changes the state document first, below the account.
    mutating func patch(_ account: Accounts.ID, _ op: String, _ place: String, _ value: JSONValue, _ text: String)
        -> Bool
    {
        guard let path = pointer(to: account) else { return false }
        let operation: JSONValue = ["op": .string(op), "path": .string(path + place), "value": value]
        return sendFirst(.patch, "/state", [operation], text)
    }

    /// The place of an account in the state document.
    func pointer(to account: Accounts.ID) -> String? {
        let accounts = world.service.accounts
        let main = accounts.inOrder.filter { $0.account.subAccount == nil }
        if let index = main.firstIndex(where: { $0.id == account }) { return "/accounts/\(index)" }
        for (index, master) in main.enumerated() where master.account.master != nil {
            guard let entries = try? accounts.subAccounts(of: master.id) else { continue }
            if let inner = Array(entries.reversed()).firstIndex(where: { $0.id == account }) {
                return "/accounts/\(index)/subAccounts/\(inner)"
            }
        }
        return nil
    }
}

// Edits of the request.
extension Repair {
    /// Sets a header field in place of all of its name; nil removes it.
    mutating func setHeader(_ name: String, _ value: String?) {
        var headers = HTTPHeaders()
        for field in request.headers where !field.name.equalsIgnoringASCIICase(name) {
            headers.append(field.name, field.value)
        }
        if let value { headers.append(name, value) }
        request.headers = headers
    }

    /// Uses a key in place of the credential.
    mutating func useKey(_ key: String) {
        setHeader("Authorization", nil)
        setHeader("api-key", key)
    }

    /// Sends a body as JSON.
    mutating func setBody(_ body: JSONValue?) {
        request.body = body?.encoded() ?? []
        setHeader("Content-Encoding", nil)
        setHeader("Content-Type", body == nil ? nil : "application/json")
    }

    /// Changes the members of the body.
    mutating func editBody(_ edit: (inout JSONObject) -> Void) {
        var object = (try? JSONParser.parse(request.body))?.object ?? JSONObject()
        edit(&object)
        setBody(.object(object))
    }

    /// Sets a parameter of the path.
    mutating func setPath(_ name: String, _ value: String, _ endpoint: Endpoint) {
        let route = endpoint.route.path.split(separator: "/")
        var path = request.path.split(separator: "/").map(String.init)
        guard let index = route.firstIndex(of: "{\(name)}"), path.count >= route.count else { return }
        path[path.count - route.count + index] = PercentCoding.encodeSegment(value)
        request.target = "/" + path.joined(separator: "/") + (request.query.map { "?\($0)" } ?? "")
    }

    /// Sets a parameter of the query; nil removes it.
    mutating func setQuery(_ name: String, _ value: String?) {
        var pairs = (request.query.map(PercentCoding.decodeForm) ?? []).filter { $0.name != name }
        if let value { pairs.append((name, value)) }
        let query = pairs.map { "\(PercentCoding.encodeSegment($0.name))=\(PercentCoding.encodeSegment($0.value))" }
        request.target = request.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}
