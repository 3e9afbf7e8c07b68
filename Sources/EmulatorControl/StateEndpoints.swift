internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The world's state as a whole: `/__emulator/state`.
enum StateEndpoints {
    static func get(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        .control(.ok, state.stateDocument(call.context))
    }

    static func replace(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try state.replaceState(with: call.json(), call.context)
        return .control(.ok, ["status": "replaced", "accounts": .number(JSONNumber(state.accounts.count))])
    }
}
