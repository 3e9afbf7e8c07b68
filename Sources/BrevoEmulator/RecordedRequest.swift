public import BrevoCore
public import HTTPMessage
public import JSON
internal import WireMock

/// A request for the API in a world's journal, with its outcome.
public struct RecordedRequest: Sendable {
    /// The method.
    public let method: HTTPMethod
    /// The request target as it came, without the world's prefix: `/v3/organization/invited/users`.
    public let url: String
    /// The header fields; API keys are shortened unless ``Emulator/Configuration/showsKeys`` is set.
    public let headers: HTTPHeaders
    /// The body.
    public let body: [UInt8]
    /// The status of the response.
    public let status: HTTPStatus
    /// Whether a stub or an operation responded; false if nothing knew the path or the method.
    public let wasMatched: Bool
    /// When it came, by the world's clock.
    public let receivedAt: Timestamp

    init(_ event: ServeEvent) {
        (method, url, headers) = (event.request.method, event.request.target, event.request.headers)
        (body, status, wasMatched) = (event.request.body, event.response.status, event.wasMatched)
        receivedAt = Timestamp(milliseconds: Int64(event.loggedDate)) ?? Timestamp.range.upperBound
    }

    /// The body as a JSON value; nil if it is none.
    public var json: JSONValue? { try? JSONParser.parse(body) }
}

extension EmulatorWorld {
    /// All requests for the API in the journal, oldest first.
    ///
    /// - Throws: ``CommandRefused`` if ``Emulator/Configuration/journalSize`` switches the journal off.
    public var requests: [RecordedRequest] {
        get throws(CommandRefused) { try requests(matching: [:]) }
    }

    /// The matching requests for the API in the journal, oldest first.
    ///
    /// ```swift
    /// let invitations = try world.requests(matching: ["method": "POST", "urlPathPattern": ".*/invitation/send"])
    /// #expect(invitations.first?.json?.object?["email"] == "ann@acme.example")
    /// ```
    ///
    /// - Parameter pattern: A request pattern of WireMock's; a whole API key in it is found.
    /// - Throws: ``CommandRefused`` with every fault of the pattern, and if the journal is switched off.
    public func requests(matching pattern: JSONValue) throws(CommandRefused) -> [RecordedRequest] {
        let world = try world()
        let events: [ServeEvent]?
        do throws(AdminError) { events = try world.events(matching: pattern) } catch {
            throw CommandRefused(error, document: "request pattern")
        }
        guard let events else {
            throw CommandRefused(
                "the journal is switched off",
                hint: "Emulator.Configuration.journalSize is nil or 0."
            )
        }
        return events.map(RecordedRequest.init)
    }
}
