internal import HTTPMessage
internal import JSON

/// One request to the admin API that has found its route.
struct AdminCall {
    let admin: WireMockAdmin
    let request: HTTPRequest
    let parameters: [String]
    /// The moment, in milliseconds since 1970.
    let now: Int
    let uptime: Duration
    var random: any RandomNumberGenerator

    init(
        _ admin: WireMockAdmin,
        _ request: HTTPRequest,
        _ parameters: [String],
        now: Int,
        uptime: Duration,
        random: some RandomNumberGenerator
    ) {
        (self.admin, self.request, self.parameters) = (admin, request, parameters)
        (self.now, self.uptime, self.random) = (now, uptime, random)
    }

    /// The UUID that stands in the path.
    func id() throws(AdminError) -> UUID {
        guard let id = UUID(parameters[0]) else { throw .notFound("\(parameters[0]) is no UUID") }
        return id
    }

    /// The value of the last query parameter of this name.
    func query(_ name: String) -> String? {
        request.query.flatMap { PercentCoding.lastValue(of: name, inForm: $0) }
    }

    /// A query parameter that must be a number, 0 or more.
    func number(_ name: String) throws(AdminError) -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw .badParameter(name, "\(text) is no whole number, 0 or more")
        }
        return number
    }

    /// The body, which must be JSON.
    func json() throws(AdminError) -> JSONValue {
        guard !request.body.isEmpty else { throw .invalid("The body is empty", at: .root) }
        do throws(JSONParser.Failure) { return try JSONParser.parse(request.body) } catch {
            throw .invalid(error.description, at: nil)
        }
    }

    func pattern() throws(AdminError) -> RequestPattern {
        try RequestPattern(json())
    }

    func metadataPattern() throws(AdminError) -> MetadataPattern {
        try MetadataPattern(json())
    }

    /// The stub in the body, with this identifier whatever the body says.
    mutating func stub(id: UUID? = nil) throws(AdminError) -> StubMapping {
        try stub(json(), at: .root, id: id)
    }

    mutating func stub(_ json: JSONValue, at pointer: JSONPointer, id: UUID? = nil) throws(AdminError) -> StubMapping {
        try StubMapping(json, at: pointer, id: id, random: &random)
    }
}

/// An answer of the admin API, and what it asks of whoever holds the world.
struct AdminAnswer {
    var response: HTTPResponse
    var effect = WireMockAdmin.Effect.none

    /// `{}`: for what has nothing to tell; WireMock 2 sends no byte here, which not all clients can read.
    static let empty = AdminAnswer([:])

    init(_ response: HTTPResponse) {
        self.response = response
    }

    init(_ json: JSONValue, status: HTTPStatus = .ok) {
        self.init(encoded: json.encoded(), status: status)
    }

    /// An object whose members the closure writes.
    init(_ members: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        json.object(members)
        self.init(encoded: json.bytes, status: .ok)
    }

    init(_ error: AdminError) {
        self.init(error.json, status: error.status)
    }

    /// An answer whose JSON is written already.
    init(encoded: [UInt8], status: HTTPStatus = .ok) {
        response = HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: encoded)
    }

    func asking(_ effect: WireMockAdmin.Effect) -> AdminAnswer {
        var answer = self
        answer.effect = effect
        return answer
    }
}
