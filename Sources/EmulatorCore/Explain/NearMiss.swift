internal import BrevoCore
internal import HTTPMessage

/// A call that may be possible for a person where another was refused.
struct NearMiss {
    let method: HTTPMethod
    let path: String

    /// What to try, in order.
    ///
    /// - Parameter role: The role in which the refused call is about the person.
    static func candidates(for email: EmailAddress, as role: PersonRole, _ basePath: String) -> [NearMiss] {
        let calls = PersonCalls(email, as: role, basePath: basePath)
        return [
            NearMiss(method: .put, path: calls.resend), NearMiss(method: calls.revoke.method, path: calls.revoke.path),
            NearMiss(method: .get, path: calls.permissions),
        ]
    }
}

/// The calls about a person.
struct PersonCalls {
    private let root: String
    private let address: String
    private let role: PersonRole

    init(_ email: EmailAddress, as role: PersonRole, basePath: String) {
        root = basePath + (role == .admin ? "/corporate/user" : "/organization/user")
        (address, self.role) = (PercentCoding.encodeSegment(email.text), role)
    }

    var send: String { "\(root)/invitation/send" }
    var resend: String { "\(root)/invitation/resend/\(address)" }
    var cancel: String { "\(root)/invitation/cancel/\(address)" }
    var permissions: String { "\(root)/\(address)/permissions" }
    /// What changes permissions.
    var change: (method: HTTPMethod, path: String) {
        role == .admin ? (.put, permissions) : (.post, "\(root)/update/permissions")
    }
    var revoke: (method: HTTPMethod, path: String) {
        role == .admin ? (.delete, "\(root)/revoke/\(address)") : (.put, "\(root)/invitation/revoke/\(address)")
    }
    /// What the person does with the mail.
    var accept: String { "\(ControlPlane.prefix)/users/\(address)/accept?kind=\(role.rawValue)" }
}
