internal import BrevoAPI
internal import HTTPMessage
internal import JSON

/// What a client of `GET /__emulator/events` wants to be told.
package struct EventQuery: Sendable {
    /// Whose events a client reads.
    package enum Scope: String, CaseIterable, TextFieldValue {
        /// Those of the world that is asked.
        case this
        /// Those of all worlds.
        case all
    }

    private static let scope = QueryParameter<Scope>("worlds", "Whose events: this world's, or those of all worlds.")
    private static let limit = QueryParameter<Int>(
        "limit",
        "The most requests to tell of in a second; the numbers of the events show how many were left out.",
        in: 1...1_000_000
    )
    static let properties = [scope.property, limit.property]

    /// Whose events the client reads.
    package let scope: Scope
    /// The most requests that it is told of in a second; nil for no limit.
    package let limit: Int?

    /// - Throws: 400 for a value that the parameter cannot have.
    package init(_ request: ControlRequest) throws(ControlError) {
        scope = try request.query(Self.scope) ?? .this
        limit = try request.query(Self.limit)
    }
}
