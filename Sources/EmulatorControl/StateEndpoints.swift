internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// The world's state as a whole: `/__emulator/state`.
enum StateEndpoints {
    static func get(_ call: ControlCall, _ state: inout ControlState) -> HTTPResponse {
        .control(.ok, StateDocument.encode(state.accounts, at: state.clock.now(real: call.real)))
    }

    static func replace(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        let document = try call.json()
        let context = call.plane.context(at: state.clock.now(real: call.real))
        do throws(StateDocument.Invalid) {
            state.accounts = try StateDocument.decode(document, context)
        } catch { throw ControlError(error) }
        state.changes.append(.stateReplaced)
        return .control(.ok, ["status": "replaced", "accounts": .number(JSONNumber(state.accounts.count))])
    }
}
