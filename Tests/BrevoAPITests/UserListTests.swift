import BrevoAPI
import BrevoCore
import HTTPMessage
import SpecTables
import Testing

/// Its order, its summary, and that it is never a stale one.
@Suite struct UserListTests {
    /// The rows of the list: each e-mail with its status.
    private func rows(_ service: inout Service, key: String = Service.key) -> [String] {
        service.list(key: key).matches(of: /"email":"([^"]*)","is_owner":(?:true|false),"status":"(\w+)"/)
            .map { "\($0.1) \($0.2)" }
    }

    @Test func `the owner comes first, then everybody in the order of invitation`() throws {
        var service = try Service()
        for name in ["c", "a", "b"] { _ = service.invite("\(name)@acme.example") }
        let boss = "boss@acme.example active"
        #expect(rows(&service) == [boss] + ["c", "a", "b"].map { "\($0)@acme.example pending" })
        _ = service.call("PUT /organization/user/invitation/resend/c@acme.example")
        #expect(rows(&service) == [boss] + ["c", "a", "b"].map { "\($0)@acme.example pending" })
        _ = service.call("PUT /organization/user/invitation/cancel/c@acme.example")
        _ = service.invite("C@acme.example")
        #expect(rows(&service) == [boss] + ["a", "b", "C"].map { "\($0)@acme.example pending" })
    }

    @Test func `an address is shown as it was given`() throws {
        var service = try Service()
        _ = service.invite("Ann+\u{E9}/x@ACME.example")
        #expect(rows(&service).last == "Ann+\u{E9}/x@ACME.example pending")
    }

    /// The summary of somebody with these privileges.
    private func summary(_ privileges: String?, on plan: Plan = .enterprise) throws -> Substring {
        var service = try Service(plan: plan)
        try #require(service.invite("ann@acme.example", privileges).text == .ok)
        let list = service.list()
        return try #require(list.matches(of: /"feature_access":(\{[^}]*\})/).last).1
    }

    private func summary(
        _ marketing: String,
        _ conversations: String,
        _ crm: String,
        _ transactional: String,
        _ phone: String,
        others: String = "none"
    )
        -> String
    {
        """
        {"marketing":"\(marketing)","conversations":"\(conversations)","crm":"\(crm)",\
        "transactional":"\(transactional)","phone":"\(phone)","meetings":"\(others)","sequences":"\(others)"}
        """
    }

    @Test(
        arguments: [
            (nil, ["full", "full", "full", "full", "full"]),
            (.privilege("contacts", "view"), ["none", "none", "none", "none", "none"]),
            (.privilege("conversations", "access"), ["none", "custom", "none", "none", "none"]),
            (.privilege("conversations", "access", "assign", "configure"), ["none", "full", "none", "none", "none"]),
            (.privilege("phone", "all"), ["none", "none", "none", "none", "full"]),
            (.privilege("transactional_emails", "logs"), ["none", "none", "none", "custom", "none"]),
            (.privilege("transactional_emails", "logs", "settings"), ["none", "none", "none", "full", "none"]),
            (.privilege("landing_pages", "all"), ["custom", "none", "none", "none", "none"]),
            (.privilege("facebook_ads", "schedule_pause"), ["custom", "none", "none", "none", "none"]),
            (.privilege("companies", "settings"), ["none", "none", "custom", "none", "none"]),
            (.privilege("phone", "none"), ["none", "none", "none", "none", "none"]),
        ] as [(String?, [String])]
    )
    func `the summary says how much of each group somebody has`(privileges: String?, levels: [String]) throws {
        #expect(
            try summary(privileges)
                == summary(
                    levels[0],
                    levels[1],
                    levels[2],
                    levels[3],
                    levels[4],
                    others: privileges == nil ? "full" : "none"
                )
        )
    }

    @Test func `all that a plan has is full, and what it lacks is none`() throws {
        let everything = summary("full", "full", "full", "full", "full", others: "full")
        #expect(try summary(nil, on: .standard) == everything)
    }

    @Test func `a list is right after every kind of change`() throws {
        var service = try Service()
        let boss = "boss@acme.example active"
        #expect(rows(&service) == [boss])
        _ = service.invite("a@acme.example")
        #expect(rows(&service) == [boss, "a@acme.example pending"])
        _ = service.invite("b@acme.example", .privilege("phone", "all"))
        #expect(rows(&service) == [boss, "a@acme.example pending", "b@acme.example pending"])
        let before = service.list()
        _ = service.update("b@acme.example", .privilege("phone", "none"))
        #expect(service.list() != before)
        _ = service.update("b@acme.example", .privilege("phone", "all"))
        #expect(service.list() == before)
        _ = service.call("PUT /organization/user/invitation/cancel/a@acme.example")
        #expect(rows(&service) == [boss, "b@acme.example pending"])
        _ = service.call("PUT /organization/user/invitation/revoke/b@acme.example")
        #expect(rows(&service) == [boss])
        _ = service.call("POST /corporate/user/invitation/send", .access("admin@acme.example"))
        #expect(rows(&service) == [boss])
    }

    @Test
    func `a list forgets people who let the time pass, to the millisecond, and remembers when the clock goes back`()
        throws
    {
        var service = try Service()
        _ = service.invite("a@acme.example")
        let start = service.now
        service.now = try #require(start.advanced(by: .seconds(3600)))
        _ = service.invite("b@acme.example")
        let (boss, a, b) = ("boss@acme.example active", "a@acme.example pending", "b@acme.example pending")
        for (hours, expected) in [
            (1, [boss, a, b]), (72, [boss, b]), (73, [boss]), (72, [boss, b]), (2, [boss, a, b]),
        ] {
            let end = try #require(start.advanced(by: .seconds(hours * 3600)))
            for (offset, rows) in [(-1, nil), (0, expected)] as [(Int, [String]?)] {
                service.now = try #require(end.advanced(by: .milliseconds(offset)))
                let shown = self.rows(&service)
                if let rows { #expect(shown == rows) }
            }
        }
    }

    @Test func `a resend lets a listed user stay`() throws {
        var service = try Service()
        _ = service.invite("a@acme.example")
        service.now = try #require(service.now.advanced(by: .seconds(71 * 3600)))
        _ = service.list()
        _ = service.call("PUT /organization/user/invitation/resend/a@acme.example")
        service.now = try #require(service.now.advanced(by: .seconds(71 * 3600)))
        #expect(rows(&service).count == 2)
    }

    @Test func `accounts never see each other's users`() throws {
        var service = try Service()
        // More accounts than lists are kept.
        let keys = (0..<100).map { "xkeysib-\($0)" }
        for key in keys { _ = service.invite("only-\(key)@acme.example", key: key) }
        for key in keys + keys.reversed() {
            #expect(rows(&service, key: key) == ["boss@acme.example active", "only-\(key)@acme.example pending"])
        }
        #expect(rows(&service) == ["boss@acme.example active"])
        #expect(Set(keys.map { service.list(key: $0).prefix(50) }).count == keys.count)
    }

    @Test func `two keys share nothing`() throws {
        var service = try Service()
        #expect(service.invite("ann@acme.example", key: "a").text == .ok)
        #expect(service.invite("ann@acme.example", key: "b").text == .ok)
        _ = service.call("PUT /organization/user/invitation/cancel/ann@acme.example", key: "a")
        #expect(rows(&service, key: "a").count == 1)
        #expect(rows(&service, key: "b").count == 2)
    }

    @Test(arguments: ["xkeysib-acm", "xkeysib-acme ", "XKEYSIB-ACME", "xkeysib-other"])
    func `only seeded keys open anything where that is the policy`(key: String) throws {
        var service = try Service(policy: .seeded)
        let response = service.call("GET /organization/invited/users", key: key)
        #expect(response.status == 401)
        #expect(response.text == #"{"message":"Key not found","code":"unauthorized"}"# + "\n")
        #expect(service.service.accounts.count == 1)
        #expect(service.call("GET /organization/invited/users").status == 200)
    }
}
