internal import BrevoAPI
public import BrevoCore
internal import HTTPMessage
public import JSON

extension ControlCall {
    private static let kind = QueryParameter<PersonRole>(
        "kind",
        "The role in which the person was invited; user if left out.",
        note: "Left out, it is user."
    )
    private static let account = QueryParameter<String>(
        "account",
        "An API key of the account that has invited; needed only if several have."
    )

    /// What the invited person does: `/users/{email}/accept` and `/decline`.
    static let invitationCalls: [ControlCall] = [
        answer("/users/{email}/accept", "Lets the invited person accept.", .accept),
        answer("/users/{email}/decline", "Lets the invited person decline.", .decline),
    ]

    private static func answer(_ path: String, _ summary: String, _ step: Invitation.Step) -> ControlCall {
        .command(
            .post,
            path,
            summary,
            query: [kind.property, account.property],
            returns: PersonStatusRecord(email: "ann@acme.example", status: step == .accept ? .active : .rejected)
        ) { request, state, context throws(ControlError) in
            let email = request.parameters[0]
            let status = try state.answerInvitation(
                of: email,
                as: try request.query(kind) ?? .user,
                account: try request.query(account),
                by: step,
                from: Activity.Visitor(
                    ip: request.request.clientAddress,
                    userAgent: request.request.headers["user-agent"] ?? ""
                ),
                &context
            )
            return PersonStatusRecord(email: email, status: status)
        }
    }
}

extension PersonRole: TextFieldValue {}

private struct PersonStatusRecord: JSONRecord {
    var email: String
    var status: Invitation.Status

    mutating func declareFields(_ fields: inout RecordFields<Void>) {
        fields.required("email", &email)
        fields.required("status", &status)
    }
}
