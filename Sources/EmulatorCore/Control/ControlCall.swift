package import HTTPMessage
package import JSON

/// One call of the control plane: its route, what it takes and returns, and what it does.
package struct ControlCall: Sendable {
    /// The method.
    package let method: HTTPMethod
    /// The path below `/__emulator`, parameters in braces.
    package let path: String
    /// What it does, in a sentence.
    package let summary: String
    /// The parameters of the query.
    package let query: [JSONSchema.Property]
    /// The form of the body; nil for none.
    package let body: JSONSchema?
    /// The successful response.
    package let success: Success
    /// What it does.
    package let action: Action

    /// A successful response, which is always a 200.
    package struct Success: Sendable {
        /// The media type.
        package var mediaType = "application/json"
        /// The form of the body.
        package let schema: JSONSchema
        /// An example body; nil for none.
        package var example: [UInt8]?

        /// A record.
        static func record<Sample: JSONRecord>(_ sample: Sample) -> Success where Sample.Context == Void {
            Success(schema: sample.schema(), example: sample.encoded())
        }
    }

    /// What carries a call out.
    package enum Action: Sendable {
        /// It changes a world.
        case command(Command)
        /// It changes a world after it has read a copy of it, so that what takes long is done when no lock is held.
        case preparedCommand(Preparation)
        /// It reads a copy of a world.
        case query(Query)
        /// It is about the process or the connection, so its host carries it out.
        case host(HostCall)
    }

    /// A call that changes a world; if it throws, it has changed nothing.
    package typealias Command =
        @Sendable (ControlRequest, inout WorldState, inout WorldContext) throws(ControlError) -> [UInt8]
    /// The first part of a call that changes a world.
    package typealias Preparation =
        @Sendable (ControlRequest, WorldState, WorldContext) throws(ControlError) -> PreparedCommand
    /// The second part, which changes the world; if it throws, it has changed nothing.
    package typealias PreparedCommand =
        @Sendable (inout WorldState, inout WorldContext) throws(ControlError) -> [UInt8]
    /// A call that reads a copy of a world.
    package typealias Query = @Sendable (ControlRequest, WorldState, WorldContext) throws(ControlError) -> [UInt8]

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ summary: String,
        query: [JSONSchema.Property] = [],
        body: JSONSchema? = nil,
        _ success: Success,
        _ action: Action
    ) {
        (self.method, self.path, self.summary) = (method, path, summary)
        (self.query, self.body, self.success, self.action) = (query, body, success, action)
    }

    /// Every call.
    package static let all: [ControlCall] = [
        hostCalls, stateCalls, snapshotCalls, assumptionCalls, clockCalls, invitationCalls, mailCalls, chaosCalls,
        catalogCalls, ruleCalls, explainCalls, coverageCalls,
    ].flatMap(\.self)
}

extension ControlCall {
    /// A call that changes a world and returns a record.
    static func command<Response: JSONRecord & Sendable>(
        _ method: HTTPMethod,
        _ path: String,
        _ summary: String,
        query: [JSONSchema.Property] = [],
        body: JSONSchema? = nil,
        returns sample: Response,
        _ perform:
            @escaping @Sendable (ControlRequest, inout WorldState, inout WorldContext) throws(ControlError) -> Response
    ) -> ControlCall where Response.Context == Void {
        let command: Command = { request, state, context throws(ControlError) in
            try perform(request, &state, &context).encoded(in: (), pretty: true)
        }
        return ControlCall(method, path, summary, query: query, body: body, .record(sample), .command(command))
    }

    /// A call that reads a world and returns a record.
    static func query<Response: JSONRecord & Sendable>(
        _ path: String,
        _ summary: String,
        query: [JSONSchema.Property] = [],
        returns sample: Response,
        _ perform: @escaping @Sendable (ControlRequest, WorldState, WorldContext) throws(ControlError) -> Response
    ) -> ControlCall where Response.Context == Void {
        let action: Query = { request, state, context throws(ControlError) in
            try perform(request, state, context).encoded(in: (), pretty: true)
        }
        return ControlCall(.get, path, summary, query: query, .record(sample), .query(action))
    }
}

/// A call that the host of the worlds carries out.
package enum HostCall: Sendable {
    /// Whether the process is alive.
    case livez
    /// Whether the process can serve.
    case readyz
    /// The names of all worlds.
    case listWorlds
    /// The end of a world.
    case deleteWorld
    /// What the process counts.
    case metrics
    /// What happens in the world from now on.
    case events
    /// A response once enough requests have matched.
    case awaitRequests
    /// What is served, as an OpenAPI document.
    case openAPI
    /// The report of what the requests have covered.
    case coverage
    /// The end of that report.
    case clearCoverage
}

/// What a call has done: `{"status":"reset"}`.
package struct StatusRecord: JSONRecord, Sendable {
    private var status: String

    package init(_ status: String) { self.status = status }

    package mutating func declareFields(_ fields: inout RecordFields<Void>) { fields.required("status", &status) }
}
