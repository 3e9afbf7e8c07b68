import HTTPMessage

/// A fixed sequence of numbers (SplitMix64), so that a failure can be repeated.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension HTTPRequest {
    private static let addresses =
        ["boss", "ann", "ANN", "eve", "plus+tag", "b", "c", "d"].map { "\($0)@acme.example" } + ["nonsense"]
    private static let keys = [Acme.key, Acme.key, Acme.organizationKey, "xkeysib-1", "xkeysib-2", ""]
    private static let privileges = [
        #""all_features_access":true"#,
        #""all_features_access":false,"privileges":[{"feature":"contacts","permissions":["view","export"]}]"#,
        #""all_features_access":false,"privileges":[{"feature":"facebook_ads","permissions":["schedule_pause"]}]"#,
        #""all_features_access":false,"privileges":[{"feature":"phone","permissions":["none"]}]"#,
        #""all_features_access":false,"privileges":[{"feature":"api","permissions":["all"]}]"#,
        #""all_features_access":false,"privileges":[{}]"#,
    ]
    private static let groups = ["", #","groupIds":["65b1f22c09d6ed67ef1cd123"]"#, #","groupIds":["x"]"#]

    /// A call of the API or the control plane, sensible or not, about a few people.
    static func random(using numbers: inout some RandomNumberGenerator) -> HTTPRequest {
        func one<Element>(_ elements: [Element]) -> Element { elements[Int(numbers.next() % UInt64(elements.count))] }
        let (email, key, privileges, groups) = (one(addresses), one(keys), one(privileges), one(groups))
        let body = #"{"email":"\#(email)",\#(privileges)\#(groups)}"#
        switch numbers.next() % 16 {
        case 0, 1: return .api("POST /organization/user/invitation/send", body, key: key)
        case 2, 3: return .api("POST /corporate/user/invitation/send", body, key: key)
        case 4: return .api("POST /organization/user/update/permissions", body, key: key)
        case 5: return .api("PUT /corporate/user/\(email)/permissions", "{\(privileges)}", key: key)
        case 6: return .api("PUT /organization/user/invitation/\(one(["resend", "cancel"]))/\(email)", key: key)
        case 7: return .api("PUT /corporate/user/invitation/\(one(["resend", "cancel"]))/\(email)", key: key)
        case 8: return .api("PUT /organization/user/invitation/revoke/\(email)", key: key)
        case 9: return .api("DELETE /corporate/user/revoke/\(email)", key: key)
        case 10: return .api("GET \(one(["/organization", "/corporate"]))/user/\(email)/permissions", key: key)
        case 11: return .api("GET \(one(["/organization", "/corporate"]))/invited/users", key: key)
        case 12: return .control("POST /clock/advance", #"{"by":"PT\#(numbers.next() % 30)H"}"#)
        case 13: return .control("POST /users/\(email)/\(one(["accept", "decline"]))?account=\(key)")
        case 14: return .control("POST /users/\(email)/\(one(["accept", "decline"]))?kind=admin&account=\(key)")
        default:
            return .api(
                one(["GET /nonsense", "PATCH /corporate/groups", "OPTIONS /x", "HEAD /corporate/groups"]),
                key: key
            )
        }
    }
}
