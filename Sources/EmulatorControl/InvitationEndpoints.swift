internal import BrevoCore
internal import HTTPMessage
internal import JSON

/// What the invited person does with the mail: `/__emulator/users/{email}/accept` and `…/decline`.
enum InvitationEndpoints {
    static func accept(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try take(.accept, call, &state)
    }

    static func decline(_ call: ControlCall, _ state: inout ControlState) throws(ControlError) -> HTTPResponse {
        try take(.decline, call, &state)
    }

    private static func take(
        _ step: Invitation.Step,
        _ call: ControlCall,
        _ state: inout ControlState
    ) throws(ControlError) -> HTTPResponse {
        let email = call.parameters[0]
        guard let role = Occurrence.Role(rawValue: call.query("kind") ?? "user") else {
            throw ControlError(400, "kind is not valid", hint: "kind must be user or admin; left out, it is user.")
        }
        let key = call.query("account")
        let status = try state.answerInvitation(
            of: email,
            as: role,
            account: key,
            by: step,
            from: Activity.Visitor(call.request),
            call.context
        )
        return .control(.ok, ["email": .string(email), "status": .string(status.rawValue)])
    }
}
