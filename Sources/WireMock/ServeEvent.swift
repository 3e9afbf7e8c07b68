public import HTTPMessage

/// One request with its answer, as the journal remembers it.
public struct ServeEvent: Sendable {
    /// Who answered a request.
    public enum Outcome: Sendable {
        /// A stub, as it was at that moment.
        case stub(StubMapping)
        /// The service behind the stubs knew what was asked for, though it may have refused it.
        case service
        /// Nobody knew what was asked for.
        case unmatched
    }

    /// What the event is asked for by.
    public let id: UUID
    /// What was asked.
    public let request: HTTPRequest
    /// What was answered.
    public let response: HTTPResponse
    /// Who answered.
    public let outcome: Outcome
    /// When it was asked, in milliseconds since 1970.
    public let loggedDate: Int

    /// An exchange of this moment, in milliseconds since 1970.
    public init(id: UUID, _ request: HTTPRequest, _ response: HTTPResponse, _ outcome: Outcome, loggedDate: Int) {
        (self.id, self.request, self.response) = (id, request, response)
        (self.outcome, self.loggedDate) = (outcome, loggedDate)
    }

    /// Whether somebody knew what was asked for.
    public var wasMatched: Bool {
        if case .unmatched = outcome { false } else { true }
    }
}
