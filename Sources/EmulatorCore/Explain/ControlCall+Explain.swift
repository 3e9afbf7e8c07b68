internal import BrevoAPI
internal import BrevoCore
package import HTTPMessage
internal import JSON
internal import WireMock

extension ControlCall {
    /// Why requests were answered as they were: `/explain`.
    static let explainCalls: [ControlCall] = [
        .query(
            "/explain/{id}",
            "Explains why a request of the journal was answered as it was; the id is the response's sib-request-id.",
            returns: Explanation.sample
        ) { request, state, context throws(ControlError) in
            try state.explanation(ofRequest: request.parameters[0], context)
        }
    ]
}

extension WorldState {
    /// Explains the response to a request of the journal.
    ///
    /// - Throws: 404 if the journal has no such request.
    package func explanation(
        ofRequest id: String,
        _ context: WorldContext
    ) throws(ControlError) -> Explanation {
        guard let event = UUID(id).flatMap({ wireMock.journal.event(with: $0) }) else {
            throw ControlError(
                404,
                "the journal has no request \(id.prefix(100))",
                hint:
                    "The id is the response's sib-request-id; a reset empties the journal, which keeps the newest requests."
            )
        }
        let time = Timestamp(milliseconds: Int64(event.loggedDate)) ?? now(context)
        return Explainer(self, context, event.request, event.response, event.outcome).explanation(id: id, time: time)
    }

    /// Explains the response that a request would get, and changes nothing.
    package func explanation(of request: HTTPRequest, _ context: WorldContext) -> Explanation {
        var (copy, copiedContext) = (self, context)
        let prepared = PreparedRequest(request, id: UUID.none, origin)
        let served = copy.respond(to: request, prepared, &copiedContext)
        return Explainer(self, context, request, served.outcome.response, served.recorded)
            .explanation(id: UUID.none.description, time: now(context))
    }
}

extension UUID {
    /// The id of a request that was not made.
    static let none: UUID = {
        guard let none = UUID("00000000-0000-0000-0000-000000000000") else { preconditionFailure("that is a UUID") }
        return none
    }()
}
