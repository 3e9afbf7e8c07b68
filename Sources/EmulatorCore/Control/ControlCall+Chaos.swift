internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// The rules that make requests fail or wait: `/chaos`.
    static let chaosCalls: [ControlCall] = [
        ControlCall(
            .get,
            "/chaos",
            "Returns the rules with their counters.",
            Success(schema: Chaos.schema),
            .query { _, state, _ throws(ControlError) in state.chaos.encoded(pretty: true) }
        ),
        ControlCall(
            .put,
            "/chaos",
            "Replaces the rules.",
            body: Chaos.schema,
            Success(schema: Chaos.schema),
            .command { request, state, context throws(ControlError) in
                try state.replaceChaos(with: request.document(), &context)
                return state.chaos.encoded(pretty: true)
            }
        ),
        .command(.delete, "/chaos", "Removes the rules.", returns: StatusRecord("deleted")) {
            _,
            state,
            _ throws(ControlError) in
            state.clearChaos()
            return StatusRecord("deleted")
        },
    ]
}
