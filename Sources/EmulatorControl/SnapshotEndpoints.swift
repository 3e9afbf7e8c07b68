internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// Named snapshots of state and clock: `/__emulator/snapshots` (spec §11).
enum SnapshotEndpoints {
    static func list(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        let snapshots = state.snapshots.sorted { $0.key < $1.key }.map { name, snapshot -> JSONValue in
            ["name": .string(name), "takenAt": .string(snapshot.takenAt.description)]
        }
        return .control(.ok, ["snapshots": .array(snapshots)])
    }

    static func take(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let name = call.parameters[0]
        let moment = try state.takeSnapshot(name, call.context)
        return .control(.ok, ["name": .string(name), "takenAt": .string(moment.description)])
    }

    static func restore(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try state.restoreSnapshot(call.parameters[0], call.context)
        return .control(.ok, ["status": "restored"])
    }

    /// Shows a snapshot as a state document.
    static func get(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let snapshot = try state.snapshot(call.parameters[0])
        return .control(.ok, StateDocument.encode(snapshot.accounts, at: snapshot.takenAt))
    }

    static func delete(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try state.deleteSnapshot(call.parameters[0])
        return .control(.ok, ["status": "deleted"])
    }
}
