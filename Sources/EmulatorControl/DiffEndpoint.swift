internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What has changed between two states: `/__emulator/diff` (spec §11).
///
/// The documents that are compared are those of `/state` and `/snapshots/{name}` without `issuedIds`, which counts what a
/// person does not see: who invites somebody and takes it back has changed nothing.
enum DiffEndpoint {
    private static let (seed, now) = ("seed", "now")
    /// The names that are no snapshot's: the world as it was made, and as it is.
    static let names = [seed, now]

    static func get(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let from = try document(call.query("from") ?? seed, call, state)
        let to = try document(call.query("to") ?? now, call, state)
        var response = HTTPResponse.control(.ok, JSONPatch(from: from, to: to, identity: identity).json)
        response.headers = ["Content-Type": "application/json-patch+json"]
        return response
    }

    private static func document(
        _ name: String,
        _ call: ControlCall,
        _ state: ControlState
    ) throws(ControlError) -> JSONValue {
        let (accounts, moment) =
            switch name {
            case seed: (call.plane.origin.accounts, call.plane.origin.clock.now(real: call.real))
            case now: (state.accounts, state.clock.now(real: call.real))
            default: try snapshot(name, state)
            }
        return StateDocument.encode(accounts, at: moment, includesHistory: false)
    }

    private static func snapshot(_ name: String, _ state: ControlState) throws(ControlError) -> (Accounts, Timestamp) {
        do throws(ControlError) {
            let snapshot = try state.snapshot(name)
            return (snapshot.accounts, snapshot.takenAt)
        } catch {
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
