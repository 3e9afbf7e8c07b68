internal import BrevoAPI
package import BrevoCore
internal import HTTPMessage

extension WorldState {
    /// The names of the snapshots, in order.
    package var snapshotNames: [String] { snapshots.keys.sorted() }

    /// Takes a snapshot of state and clock, in place of one of the same name.
    ///
    /// - Returns: The time of the world that it shows.
    /// - Throws: 400 for a name that no snapshot can have, 409 if there are too many, 507 if there is no memory left.
    @discardableResult
    package mutating func takeSnapshot(
        _ name: String,
        _ context: inout WorldContext
    ) throws(ControlError) -> Timestamp {
        guard ClientName.isValid(name.utf8) else {
            throw ControlError(400, "that is not a name for a snapshot", hint: ClientName.rule + ".")
        }
        guard DiffSource(rawValue: name) == nil else {
            throw ControlError(
                400,
                "\(name) is not a name for a snapshot",
                hint: "It has a meaning in GET /__emulator/diff."
            )
        }
        if snapshots[name] == nil { try checkRoom(context) }
        let now = now(context)
        if let old = snapshots[name] { context.released.append(old) }
        snapshots[name] = Snapshot(
            accounts: service.accounts,
            assumptions: assumptions,
            clock: clock,
            takenAt: now,
            revision: revision,
            weight: weight
        )
        return now
    }

    /// Restores state and clock; the snapshot stays, and so do mails, stubs and journal.
    ///
    /// - Throws: 404 if there is no such snapshot.
    package mutating func restoreSnapshot(_ name: String, _ context: inout WorldContext) throws(ControlError) {
        let snapshot = try snapshot(name)
        context.released.append(service)
        service = .init(snapshot.accounts)
        (assumptions, clock, weight) = (snapshot.assumptions, snapshot.clock, snapshot.weight)
        clock.set(now: snapshot.takenAt, real: context.real)
        record(.restored, &context)
    }

    /// Deletes a snapshot.
    ///
    /// - Throws: 404 if there is no such snapshot.
    package mutating func deleteSnapshot(_ name: String) throws(ControlError) {
        _ = try snapshot(name)
        snapshots[name] = nil
    }

    /// A snapshot as a state document.
    ///
    /// - Throws: 404 if there is no such snapshot.
    package func snapshotDocument(_ name: String) throws(ControlError) -> [UInt8] {
        let snapshot = try snapshot(name)
        let context = origin.stateContext(snapshot.assumptions, salt: salt, at: snapshot.takenAt)
        return StateDocument.encode(snapshot.accounts, snapshot.assumptions, context)
    }

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

    private func checkRoom(_ context: WorldContext) throws(ControlError) {
        guard snapshots.count < Snapshot.limit else {
            throw ControlError(
                409,
                "there are \(Snapshot.limit) snapshots",
                hint: "DELETE those that are not needed."
            )
        }
        guard context.memoryLeft >= weight.growth else { throw .outOfMemory }
        guard context.snapshotsLeft > 0 else {
            throw ControlError(
                409,
                "the worlds of this process have too many snapshots together",
                hint: "DELETE those that are not needed, or whole worlds."
            )
        }
    }
}
