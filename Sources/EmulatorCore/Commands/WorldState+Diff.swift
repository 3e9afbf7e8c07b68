internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
package import JSON

/// A state that `GET /__emulator/diff` knows beside snapshots.
enum DiffSource: String, CaseIterable {
    /// The world as it was created.
    case seed
    /// The world as it is.
    case now
}

extension WorldState {
    /// What turns one state into another (RFC 6902).
    ///
    /// The documents compared are those of `/state` without history: an invitation that is then cancelled changes
    /// nothing.
    ///
    /// - Parameters:
    ///   - from: `seed`, `now`, or the name of a snapshot.
    ///   - to: The same.
    /// - Throws: 404 if there is no such snapshot.
    package func diff(from: String, to: String, _ context: WorldContext) throws(ControlError) -> JSONValue {
        JSONPatch(
            from: try document(from, context),
            to: try document(to, context),
            identity: Self.identity
        ).json
    }

    private func document(_ name: String, _ context: WorldContext) throws(ControlError) -> JSONValue {
        let (accounts, assumptions, moment): (Accounts, Assumptions, Timestamp)
        switch DiffSource(rawValue: name) {
        case .seed:
            (accounts, assumptions) = (origin.accounts, origin.assumptions)
            moment = origin.clock.now(real: context.real)
        case .now: (accounts, assumptions, moment) = (service.accounts, self.assumptions, now(context))
        case nil:
            let snapshot = try snapshotToCompare(name)
            (accounts, assumptions, moment) = (snapshot.accounts, snapshot.assumptions, snapshot.takenAt)
        }
        var state = origin.stateContext(origin.assumptions, salt: salt, at: moment)
        state.includesHistory = false
        return JSONValue(written: StateDocument.encode(accounts, assumptions, state))
    }

    private func snapshotToCompare(_ name: String) throws(ControlError) -> Snapshot {
        do throws(ControlError) { return try snapshot(name) } catch {
            throw ControlError(
                error.status,
                error.error,
                hint: "from and to are seed, now or a snapshot's name; GET /__emulator/snapshots lists them."
            )
        }
    }

    /// What makes an element of a list the same one in both documents.
    private static func identity(_ element: JSONValue) -> String? {
        guard let object = element.object else { return element.string }
        let names = ["email", "id", "organization_id", "key", "clientId", "feature"]
        // A sub-account's id is a number.
        return names.lazy.compactMap { object[$0] }.compactMap { $0.string ?? $0.number?.literal }.first
    }
}
