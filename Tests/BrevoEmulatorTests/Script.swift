import HTTPMessage

extension HTTPRequest {
    /// Calls of every part of a world, other ones for each number: a row of the table, then one drawn at random.
    static func script(_ number: Int) -> [HTTPRequest] {
        var numbers = Numbers(state: UInt64(number))
        return table(number).flatMap { [$0, .random(using: &numbers)] }
    }

    /// What each world is asked, in this order.
    ///
    /// A new endpoint needs a row here and nothing else.
    private static func table(_ number: Int) -> [HTTPRequest] {
        let (user, admin) = ("user\(number)@acme.example", "admin\(number)@acme.example")
        let admins = #"{"email":"\#(admin)","all_features_access":true,"groupIds":["65b1f22c09d6ed67ef1cd123"]}"#
        let stub = #"{"request":{"urlPath":"/stub\#(number)"},"response":{"status":418,"jsonBody":{"n":\#(number)}}}"#
        let chaos = """
            {"rules":[{"name":"flaky","match":{"urlPathPattern":"/v3/.*"},"fault":{"status":503},"probability":0.5}]}
            """
        return [
            .invite(email: user),
            .control("GET /clock"),
            .api("GET /organization/user/\(user)/permissions"),
            .raw("POST", "/__admin/mappings", stub),
            .raw("GET", "/stub\(number)"),
            .control("PUT /snapshots/early"),
            .api("POST /corporate/user/invitation/send", admins),
            .control("POST /users/\(user)/accept?account=\(Acme.key)"),
            .list(key: Acme.key),
            .raw("GET", "/__admin/mappings?limit=3"),
            .api("POST /organization/user/update/permissions", .viewer(user)),
            .raw("POST", "/__admin/requests/count", #"{"urlPathPattern":"/v3/.*"}"#),
            .control("POST /users/\(admin)/accept?kind=admin&account=\(Acme.key)"),
            .api("PUT /organization/user/invitation/revoke/\(user)"),
            .api("GET /corporate/invited/users?limit=5"),
            .control("GET /mail?to=\(user)"),
            .control("PUT /chaos", chaos),
            .list(key: Acme.key),
            .control("GET /chaos"),
            .control("DELETE /chaos"),
            .control("GET /snapshots"),
            .control("POST /snapshots/early/restore"),
            .api("GET /corporate/groups"),
            .raw("POST", "/__admin/requests/find", #"{"method":"PUT"}"#),
            .control("PUT /clock", #"{"now":"2027-01-0\#(1 + number % 9)T00:00:00Z"}"#),
            .invite(email: user),
            .raw("DELETE", "/__admin/mappings"),
            number % 3 == 0 ? .control("POST /reset") : .raw("GET", "/__admin/requests/unmatched/near-misses"),
            .raw("GET", "/__admin/requests?limit=4"),
            .state,
        ]
    }

    /// The same request to a world of this name.
    func toWorld(_ name: String) -> HTTPRequest {
        var moved = self
        moved.target = "/worlds/\(name)" + target
        return moved
    }
}
