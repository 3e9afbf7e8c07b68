package import BrevoCore
internal import HTTPMessage

extension ControlState {
    /// The names of the snapshots, in order.
    package var snapshotNames: [String] { snapshots.keys.sorted() }

    /// Takes a snapshot of state and clock, in the place of one of the same name.
    ///
    /// - Returns: the moment of the world's clock that it has kept.
    /// - Throws: 400 for a name that none can have, 409 where there are too many.
    @discardableResult
    package mutating func takeSnapshot(_ name: String, _ context: CommandContext) throws(ControlError) -> Timestamp {
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
        if snapshots[name] == nil { try checkRoom(context) }
        let now = now(context)
        snapshots[name] = Snapshot(accounts: accounts, clock: clock, takenAt: now)
        return now
    }

    /// Puts state and clock back; the snapshot stays, and so do stubs and journal.
    ///
    /// - Throws: 404 where there is no such snapshot.
    package mutating func restoreSnapshot(_ name: String, _ context: CommandContext) throws(ControlError) {
        let snapshot = try snapshot(name)
        accounts = snapshot.accounts
        clock = snapshot.clock
        clock.set(now: snapshot.takenAt, real: context.real)
        changes.append(.restored)
    }

    /// Forgets a snapshot.
    ///
    /// - Throws: 404 where there is no such snapshot.
    package mutating func deleteSnapshot(_ name: String) throws(ControlError) {
        _ = try snapshot(name)
        snapshots[name] = nil
    }

    /// The snapshot of this name.
    func snapshot(_ name: String) throws(ControlError) -> Snapshot {
        guard let snapshot = snapshots[name] else {
            throw ControlError(
                404,
                "there is no snapshot \(name)",
                hint: "PUT takes one; GET /__emulator/snapshots lists them."
            )
        }
        return snapshot
    }

    private func checkRoom(_ context: CommandContext) throws(ControlError) {
        guard snapshots.count < Snapshot.limit else {
            throw ControlError(
                409,
                "there are \(Snapshot.limit) snapshots",
                hint: "DELETE those that are not needed."
            )
        }
        guard context.snapshotsLeft > 0 else {
            throw ControlError(
                409,
                "the worlds of this process have too many snapshots together",
                hint: "DELETE those that are not needed, or whole worlds."
            )
        }
    }
}
