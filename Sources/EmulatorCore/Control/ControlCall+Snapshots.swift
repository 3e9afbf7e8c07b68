internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

extension ControlCall {
    /// Named snapshots of state and clock: `/snapshots`.
    static let snapshotCalls: [ControlCall] = [
        .query("/snapshots", "Lists the snapshots.", returns: SnapshotsRecord.sample) {
            _,
            state,
            _ throws(ControlError) in
            SnapshotsRecord(
                snapshots: state.snapshots.sorted { $0.key < $1.key }.map {
                    SnapshotRecord(name: $0.key, takenAt: $0.value.takenAt)
                }
            )
        },
        ControlCall(
            .get,
            "/snapshots/{name}",
            "Returns a snapshot as a state document.",
            Success(schema: StateDocument.schema),
            .query { request, state, context throws(ControlError) in
                try state.checkMemoryForDocuments(context)
                return try state.snapshotDocument(request.parameters[0])
            }
        ),
        .command(
            .put,
            "/snapshots/{name}",
            "Takes a snapshot of state and clock.",
            returns: SnapshotRecord.sample
        ) { request, state, context throws(ControlError) in
            let name = request.parameters[0]
            return SnapshotRecord(name: name, takenAt: try state.takeSnapshot(name, &context))
        },
        .command(
            .delete,
            "/snapshots/{name}",
            "Deletes a snapshot.",
            returns: StatusRecord("deleted")
        ) { request, state, _ throws(ControlError) in
            try state.deleteSnapshot(request.parameters[0])
            return StatusRecord("deleted")
        },
        .command(
            .post,
            "/snapshots/{name}/restore",
            "Restores state and clock; the snapshot stays.",
            returns: StatusRecord("restored")
        ) { request, state, context throws(ControlError) in
            try state.restoreSnapshot(request.parameters[0], &context)
            return StatusRecord("restored")
        },
    ]
}

private struct SnapshotRecord: JSONRecord {
    var name: String
    var takenAt: Timestamp

    static var sample: SnapshotRecord { SnapshotRecord(name: "before", takenAt: StateContext.sample.now) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("name", &name)
        fields.required("takenAt", &takenAt, "The time of the world that it shows.")
    }
}

private struct SnapshotsRecord: JSONRecord {
    var snapshots: [SnapshotRecord]

    static var sample: SnapshotsRecord { SnapshotsRecord(snapshots: [.sample]) }

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.records("snapshots", snapshots, blank: { _ in .sample }, append: { _, _ in })
    }
}
