internal import HTTPMessage
internal import JSON

/// The rules that fail or delay requests on purpose: `/__emulator/chaos` (spec §11).
enum ChaosEndpoints {
    static func get(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        .control(.ok, state.chaosDocument)
    }

    static func replace(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try state.replaceChaos(with: call.json(), call.context)
        return get(call, &state)
    }

    static func clear(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        state.chaos.clear()
        return .control(.ok, ["status": "deleted"])
    }
}
