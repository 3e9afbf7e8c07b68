internal import HTTPMessage
internal import JSON

/// The fields that clients of the first generation require in answers where the service never sent them.
///
/// brevo-python 1.x was generated from documents that name the request as the answer of these calls, and raises
/// `ValueError` on the service's own `{"status":"OK"}`. So they repeat the request: not faithful, and off unless asked for.
enum LegacyFields {
    /// Adds them after the members of an answer that lacks them; every other answer stays as it is.
    static func add(to response: inout HTTPResponse, of call: Call) {
        guard let fields = fields(of: call) else { return }
        // Both are objects with members: `{…}` and `{…}` become `{…,…}`.
        response.body[response.body.count - 1] = UInt8(ascii: ",")
        response.body += fields.dropFirst()
    }

    private static func fields(of call: Call) -> [UInt8]? {
        var json = JSONWriter()
        switch call.route.operation {
        case "putRevokeUserPermission", "putresendcancelinvitation":
            json.object { $0.member("email", call.parameters.last ?? "") }
        case "inviteuser", "EditUserPermission", "inviteAdminUser":
            json.object { json in
                let body = call.body
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
