internal import HTTPMessage
internal import JSON

/// A request to the admin API whose route is known.
struct AdminCall {
    let admin: WireMockAdmin
    let request: HTTPRequest
    let parameters: [String]
    /// Milliseconds since 1970.
    let now: Int
    let uptime: Duration
    /// The bytes of memory that may still be taken.
    let memoryLeft: Int
    /// Makes the identifiers of stubs.
    var random: RandomNumbers
    var work = WorkBudget()

    init(
        _ admin: WireMockAdmin,
        _ request: HTTPRequest,
        _ parameters: [String],
        now: Int,
        uptime: Duration,
        memoryLeft: Int,
        random: RandomNumbers
    ) {
        (self.admin, self.request, self.parameters) = (admin, request, parameters)
        (self.now, self.uptime, self.memoryLeft, self.random) = (now, uptime, memoryLeft, random)
    }

    /// Writes requests and events, in shorter lists where memory is short.
    var form: JournalForm {
        var form = admin.form
        form.limit(toMemory: memoryLeft / 2)
        return form
    }

    /// Checks that there is memory for the stubs in the body.
    ///
    /// - Throws: ``AdminError`` with status 507 if there is none.
    func checkMemory() throws(AdminError) {
        guard Self.stubMemory(ofBody: request.body.count) <= memoryLeft else { throw .outOfMemory }
    }

    /// The bytes of memory that the stubs in a body of this size take at least.
    private static func stubMemory(ofBody size: Int) -> Int { 2 * size + 2048 }

    /// The UUID in the path.
    func id() throws(AdminError) -> UUID {
        guard let id = UUID(parameters[0]) else { throw .notFound("\(parameters[0]) is not a UUID") }
        return id
    }

    /// The value of the last query parameter with this name.
    func query(_ name: String) -> String? {
        request.query.flatMap { PercentCoding.lastValue(of: name, inForm: $0) }
    }

    /// A query parameter that must be a whole number, 0 or more.
    func number(_ name: String) throws(AdminError) -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw .badParameter(name, "\(text) is not a whole number of at least 0")
        }
        return number
    }

    /// The body, which must be JSON.
    func json() throws(AdminError) -> JSONValue {
        guard !request.body.isEmpty else { throw .invalid("The body is empty", at: .root) }
        do throws(JSONParser.Failure) { return try JSONParser.parse(request.body, as: .jackson) } catch {
            throw .invalid(error.description, at: nil)
        }
    }

    func pattern() throws(AdminError) -> RequestPattern {
        try RequestPattern(json())
    }

    func metadataPattern() throws(AdminError) -> MetadataPattern {
        try MetadataPattern(json())
    }

    /// Does something that takes work from the budget.
    ///
    /// - Throws: ``AdminError`` if it takes too much: 422, or 503 if a stub's pattern is the reason.
    mutating func withBudget<Result>(
        _ body: (inout WorkBudget) throws(WorkBudget.Exhausted) -> Result
    ) throws(AdminError) -> Result {
        do throws(WorkBudget.Exhausted) { return try body(&work) } catch { throw .tooMuchWork(error) }
    }

    /// The stub in the body; `id` replaces the body's own.
    mutating func stub(_ options: StubOptions, id: UUID? = nil) throws(AdminError) -> StubMapping {
        let json = try json()
        return try StubMapping(json, options, id: id, random: &random)
    }
}
