internal import BrevoAPI
internal import HTTPMessage
internal import JSON

/// The fields that first-generation clients require in responses in which the service never sent them.
///
/// brevo-python 1.x was generated from documents that name the request as the response of these operations, and raises
/// `ValueError` on the service's own `{"status":"OK"}`. So they repeat the request: not faithful, and off by default.
enum LegacyFields {
    /// Adds them after the members of a successful response that lacks them.
    static func add(to response: inout HTTPResponse, of call: APIRequest) {
        guard let operation = call.endpoint?.operation, let fields = fields(operation, call.parameters, call.body)
        else {
            return
        }
        // Both are objects with members: `{…}` and `{…}` become `{…,…}`.
        response.body[response.body.count - 1] = UInt8(ascii: ",")
        response.body += fields.dropFirst()
    }

    private static func fields(
        _ operation: any Operation.Type,
        _ parameters: [String],
        _ body: JSONDocument
    ) -> [UInt8]? {
        var json = JSONWriter()
        switch operation {
        case is RevokeUser.Type, is ResendOrCancelInvitation.Type:
            json.object { $0.member("email", parameters.last ?? "") }
        case is InviteUser.Type, is UpdateUserPermissions.Type, is InviteAdminUser.Type:
            json.object { json in
                json.member("email", body["email"].flatMap { body.string(at: $0) } ?? "")
                json.member("all_features_access", body["all_features_access"].flatMap { body.bool(at: $0) } == true)
                json.array("privileges") { json in
                    body["privileges"].flatMap { body.elements(at: $0) }?.forEach { json.value(body.value(at: $0)) }
                }
            }
        default: return nil
        }
        return json.bytes
    }
}
