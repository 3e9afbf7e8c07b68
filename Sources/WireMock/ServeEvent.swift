public import HTTPMessage

/// A request with its response, as the journal records it.
public struct ServeEvent: Sendable {
    /// What responded to a request.
    public enum Outcome: Sendable {
        /// A stub, as it was then; indirect, because every response would otherwise be passed on with the space for one.
        indirect case stub(StubMapping)
        /// The service behind the stubs, which may have refused the request.
        case service
        /// Neither a stub nor the service knew the path and method.
        case unmatched
    }

    /// The event's identifier.
    public let id: UUID
    /// The request.
    public let request: HTTPRequest
    /// The response.
    public let response: HTTPResponse
    /// What responded.
    public let outcome: Outcome
    /// When the request arrived, in milliseconds since 1970.
    public let loggedDate: Int

    /// Creates an event.
    public init(id: UUID, _ request: HTTPRequest, _ response: HTTPResponse, _ outcome: Outcome, loggedDate: Int) {
        (self.id, self.request, self.response) = (id, request, response)
        (self.outcome, self.loggedDate) = (outcome, loggedDate)
    }

    /// Whether a stub or the service knew the path and method.
    public var wasMatched: Bool {
        if case .unmatched = outcome { false } else { true }
    }
}
