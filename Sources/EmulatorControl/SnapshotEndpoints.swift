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

    /// Takes a snapshot, in the place of one of the same name.
    static func take(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let name = call.parameters[0]
        guard ClientName.isLegal(name.utf8) else {
            throw ControlError(400, "that is no name of a snapshot", hint: ClientName.rule + ".")
        }
        guard !DiffEndpoint.names.contains(name) else {
            throw ControlError(
                400,
                "\(name) is no name of a snapshot",
                hint: "GET /__emulator/diff has a meaning for it."
            )
        }
        if state.snapshots[name] == nil {
            guard state.snapshots.count < Snapshot.limit else {
                throw ControlError(
                    409,
                    "there are \(Snapshot.limit) snapshots",
                    hint: "DELETE those that are not needed."
                )
            }
            guard call.snapshotsLeft > 0 else {
                throw ControlError(
                    409,
                    "the worlds of this process have too many snapshots together",
                    hint: "DELETE those that are not needed, or whole worlds."
                )
            }
        }
        let now = state.clock.now(real: call.real)
        state.snapshots[name] = Snapshot(accounts: state.accounts, clock: state.clock, takenAt: now)
        return .control(.ok, ["name": .string(name), "takenAt": .string(now.description)])
    }

    /// Puts state and clock back; the snapshot stays, and so do stubs and journal.
    static func restore(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let snapshot = try find(call.parameters[0], state)
        state.accounts = snapshot.accounts
        state.clock = snapshot.clock
        state.clock.set(now: snapshot.takenAt, real: call.real)
        state.changes.append(.restored)
        return .control(.ok, ["status": "restored"])
    }

    /// Shows a snapshot as a state document.
    static func get(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let snapshot = try find(call.parameters[0], state)
        return .control(.ok, StateDocument.encode(snapshot.accounts, at: snapshot.takenAt))
    }

    static func delete(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        _ = try find(call.parameters[0], state)
        state.snapshots[call.parameters[0]] = nil
        return .control(.ok, ["status": "deleted"])
    }

    /// The snapshot of this name.
    static func find(_ name: String, _ state: ControlState) throws(ControlError) -> Snapshot {
        guard let snapshot = state.snapshots[name] else {
            throw ControlError(
                404,
                "there is no snapshot \(name)",
                hint: "PUT takes one; GET /__emulator/snapshots lists them."
            )
        }
        return snapshot
    }
}
