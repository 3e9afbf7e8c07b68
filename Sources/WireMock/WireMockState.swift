public import HTTPMessage
package import JSON

/// The stubs, the journal and the settings of a world, as a value, so that a reset is an assignment.
public struct WireMockState: Sendable {
    /// The stubs and the states of their scenarios.
    public var stubs = StubStore()
    /// The requests and responses so far.
    public var journal: Journal
    /// How stubs are read that clients add, and their body files.
    let options: StubOptions
    var settings = GlobalSettings()

    /// Creates a state with these stubs, of which the last one is the newest.
    public init(stubs: [StubMapping] = [], journal: Journal, options: StubOptions = StubOptions()) {
        for stub in stubs { self.stubs.add(stub) }
        self.journal = journal
        self.options = options
    }

    /// Adds the stub of a document; it replaces one with the same identifier.
    ///
    /// - Parameter random: Makes an identifier if the document gives none.
    /// - Throws: ``AdminError`` with all faults of the document; nothing has changed then.
    @discardableResult
    package mutating func addStub(
        _ document: JSONValue,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> StubMapping {
        let stub = try StubMapping(document, options, random: &random)
        stubs.add(stub)
        journal.stubsChanged()
        return stub
    }

    /// Whether a stub matches; scenarios keep their state.
    ///
    /// - Throws: ``WorkBudget/Exhausted`` with the stub whose pattern took too much work.
    public func hasStub(for request: HTTPRequest, now: Int) throws(WorkBudget.Exhausted) -> Bool {
        var work = WorkBudget()
        guard !stubs.isEmpty else { return false }
        return try stubs.bestMatch(MatchableRequest(request, now: now), &work) != nil
    }

    /// The response of the best matching stub, if there is one; its scenario changes state.
    ///
    /// - Parameters:
    ///   - now: The current time for date matchers and templates, in milliseconds since 1970.
    ///   - random: Draws delays, and the random text of templates.
    /// - Throws: ``WorkBudget/Exhausted`` with the stub whose pattern or response took too much work.
    public mutating func respond(
        to request: HTTPRequest,
        now: Int,
        random: inout some RandomNumberGenerator
    ) throws(WorkBudget.Exhausted) -> (response: HTTPResponse, stub: StubMapping)? {
        guard !stubs.isEmpty else { return nil }
        var work = WorkBudget()
        let matchable = MatchableRequest(request, now: now)
        guard let stub = try stubs.match(matchable, &work) else { return nil }
        var response: HTTPResponse
        do throws(WorkBudget.Exhausted) {
            response = try stub.response.response(
                to: matchable,
                now: now,
                files: options.bodyFile,
                random: &random,
                global: settings.delay,
                &work
            )
        } catch { throw WorkBudget.Exhausted(activity: error.activity, stubID: stub.id) }
        response.headers.append("Matched-Stub-Id", stub.id.description)
        if let name = stub.name { response.headers.append("Matched-Stub-Name", name) }
        return (response, stub)
    }
}
