internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    private static let from = QueryParameter<String>("from", "The state to start from: seed, now or a snapshot's name.")
    private static let to = QueryParameter<String>("to", "The state to arrive at: seed, now or a snapshot's name.")

    /// The whole state: `/state`, `/reset`, `/diff`.
    static let stateCalls: [ControlCall] = [
        .command(
            .post,
            "/reset",
            "Makes the world as it was created, but for its snapshots.",
            returns: StatusRecord("reset")
        ) { _, state, context throws(ControlError) in
            state.reset(&context)
            return StatusRecord("reset")
        },
        ControlCall(
            .get,
            "/state",
            "Returns the whole state as one document.",
            Success(schema: StateDocument.schema),
            .query { _, state, context throws(ControlError) in
                try state.checkMemoryForDocuments(context)
                return state.stateDocument(context)
            }
        ),
        ControlCall(
            .put,
            "/state",
            "Replaces the whole state.",
            body: StateDocument.schema,
            .record(ReplacedRecord(accounts: 1)),
            .preparedCommand { request, state, context throws(ControlError) in
                let document = try state.decodeState(request.document(), context)
                return { state, context throws(ControlError) in
                    try state.replaceState(with: document, &context)
                    return ReplacedRecord(accounts: state.service.accounts.count).encoded(in: (), pretty: true)
                }
            }
        ),
        ControlCall(
            .patch,
            "/state",
            "Changes the state by a JSON Patch (RFC 6902) of its document.",
            body: .array(.map(.any)),
            .record(ReplacedRecord(accounts: 1)),
            .preparedCommand { request, state, context throws(ControlError) in
                let (document, revision) = (try state.patchedState(request.document(), context), state.revision)
                return { state, context throws(ControlError) in
                    guard state.revision == revision else { throw .stateChanged }
                    try state.replaceState(with: document, &context)
                    return ReplacedRecord(accounts: state.service.accounts.count).encoded(in: (), pretty: true)
                }
            }
        ),
        ControlCall(
            .get,
            "/diff",
            "Compares two states, as a JSON Patch (RFC 6902).",
            query: [from.property, to.property],
            Success(mediaType: "application/json-patch+json", schema: .array(.map(.any))),
            .query { request, state, context throws(ControlError) in
                try state.checkMemoryForDocuments(context)
                let source = try request.query(from) ?? DiffSource.seed.rawValue
                let target = try request.query(to) ?? DiffSource.now.rawValue
                return try state.diff(from: source, to: target, context).encoded(pretty: true)
            }
        ),
    ]
}

extension ControlError {
    /// The refusal of a patch because another command came between.
    fileprivate static let stateChanged = ControlError(
        409,
        "the state has changed while the patch was applied",
        hint: "Nothing was changed by it; send it again."
    )
}

private struct ReplacedRecord: JSONRecord {
    var status = "replaced"
    var accounts: Int

    init(accounts: Int) { self.accounts = accounts }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("status", &status)
        fields.integer("accounts", &accounts, in: 0...Int.max)
    }
}
