internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The rules that fail or delay requests on purpose: `/__emulator/chaos` (spec §11).
enum ChaosEndpoints {
    static func get(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        .control(.ok, state.chaos.json)
    }

    /// Puts the document's rules in the place of all others, their counters at 0.
    static func replace(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let document = try call.json()
        let now = state.clock.now(real: call.real)
        do throws(StateDocument.Invalid) {
            try state.chaos.replace(with: document, worldSeed: call.plane.seed, at: now)
        } catch { throw ControlError(error, document: "chaos document") }
        return get(call, &state)
    }

    static func clear(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        state.chaos.clear()
        return .control(.ok, ["status": "deleted"])
    }
}
