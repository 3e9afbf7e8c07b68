public import HTTPMessage
package import JSON

/// The stubs, the journal and the settings of a world: a value, so that a reset is an assignment.
public struct WireMockState: Sendable {
    /// The stubs and the states of their scenarios.
    public var stubs = StubStore()
    /// What has been asked and answered.
    public var journal: Journal
    var settings = GlobalSettings()

    /// A state with these stubs, of which the last one is the newest.
    public init(stubs: [StubMapping] = [], journal: Journal) {
        for stub in stubs { self.stubs.add(stub) }
        self.journal = journal
    }

    /// Adds the stub of a document, in the place of one with its id.
    ///
    /// - Parameter random: makes its id where the document gives none.
    /// - Throws: ``AdminError`` with the place of the first fault, and nothing has changed.
    @discardableResult
    package mutating func addStub(
        _ document: JSONValue,
        random: inout some RandomNumberGenerator
    ) throws(AdminError) -> StubMapping {
        let stub = try StubMapping(document, random: &random)
        stubs.add(stub)
        journal.stubsChanged()
        return stub
    }

    /// Whether a stub would answer; nothing moves on.
    public func hasStub(for request: HTTPRequest, now: Int) -> Bool {
        !stubs.isEmpty && stubs.bestMatch(MatchableRequest(request, now: now)) != nil
    }

    /// The answer of the stub that matches best, if one does; its scenario moves on.
    ///
    /// - Parameters:
    ///   - now: the moment that `now` means to matchers of dates, in milliseconds since 1970.
    ///   - files: gives the bytes of a body's file, or nil where there is none.
    ///   - random: draws delays.
    public mutating func answer(
        _ request: HTTPRequest,
        now: Int,
        files: (String) -> [UInt8]?,
        random: inout some RandomNumberGenerator
    ) -> (response: HTTPResponse, stub: StubMapping)? {
        guard !stubs.isEmpty, let stub = stubs.match(MatchableRequest(request, now: now)) else { return nil }
        var response = stub.response.response(files: files, random: &random, global: settings.delay)
        response.headers.append("Matched-Stub-Id", stub.id.description)
        if let name = stub.name { response.headers.append("Matched-Stub-Name", name) }
        return (response, stub)
    }
}
