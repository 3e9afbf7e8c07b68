internal import BrevoAPI
internal import BrevoCore
internal import HTTPMessage
internal import JSON

// What a check can compare, in words.
extension ExplainedRequest {
    /// What decides a refusal of the domain.
    enum Subject {
        /// The status of the person that the request is about.
        case person(PersonRole)
        /// Anything else, in words.
        case other(String)
    }

    func header(_ name: String) -> String { "\(name): \(request.headers[name] ?? "not given")" }

    var allowance: String {
        guard let limit = response.headers["x-sib-ratelimit-limit"],
            let remaining = response.headers["x-sib-ratelimit-remaining"]
        else { return "no limit" }
        return "\(remaining) of \(limit) requests an hour left"
    }

    func person(as role: PersonRole) -> String {
        guard let email else { return value(of: "email") }
        if isOwner(email) { return "\(email.text) is the owner" }
        return "\(email.text) is \(status(of: email, as: role)?.rawValue ?? "not there")"
    }

    var users: String {
        guard let account else { return "" }
        let taken = 1 + account.users.count { $0.invitation.status(at: now) != .rejected }
        let limit = account.userLimit.map { "\($0)" } ?? "any number of"
        return "\(taken) users, the plan \(account.plan.rawValue) has \(limit)"
    }
}
