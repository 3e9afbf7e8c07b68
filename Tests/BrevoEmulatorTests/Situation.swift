import HTTPMessage

/// Where the person of a call can stand when the call comes.
enum Situation: String, CaseIterable {
    case owner, pending, lastMoment = "pending for a millisecond more", active, declined, expired, removed, unknown

    /// The address of the user or admin user who stands so; ann and eve are pending in the seed.
    func address(isAdmin: Bool) -> String {
        switch self {
        case .owner: "boss@acme.example"
        case .unknown: "nobody@acme.example"
        default: isAdmin ? "eve@acme.example" : "ann@acme.example"
        }
    }

    /// How the person came there.
    func history(isAdmin: Bool) -> [HTTPRequest] {
        let person = "/users/\(address(isAdmin: isAdmin))"
        let kind = isAdmin ? "?kind=admin" : ""
        let invitation = isAdmin ? "/corporate/user/invitation" : "/organization/user/invitation"
        return switch self {
        case .owner, .pending, .unknown: []
        case .lastMoment: [.control("POST /clock/advance", #"{"by":"PT71H59M59.999S"}"#)]
        case .active: [.control("POST \(person)/accept\(kind)")]
        case .declined: [.control("POST \(person)/decline\(kind)")]
        case .expired: [.control("POST /clock/advance", #"{"by":"PT72H"}"#)]
        case .removed: [.api("PUT \(invitation)/cancel/\(address(isAdmin: isAdmin))")]
        }
    }

    /// How the state document calls it; nil for somebody who is not there.
    var status: String? {
        switch self {
        case .owner, .removed, .unknown: nil
        case .pending, .lastMoment: "pending"
        case .active: "active"
        case .declined, .expired: "rejected"
        }
    }

    /// The situations of somebody in the lists.
    var isListed: Bool { status == "pending" || status == "active" }
    /// The situations in which an invitation can be sent again or taken back.
    var hasOpenInvitation: Bool { status == "pending" || status == "rejected" }
}
