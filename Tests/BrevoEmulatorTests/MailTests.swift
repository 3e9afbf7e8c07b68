import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// `/__emulator/mail`.
@Suite struct MailTests {
    private static let new = "new@acme.example"
    private static let invite = HTTPRequest.invite(email: new)

    @Test(arguments: Transport.allCases)
    func `an invitation is a mail with everything that a test asks for`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(Self.invite).status == 200)
            let mails = try client.mails()
            try #require(mails.count == 1)
            let mail = mails[0]
            #expect(
                mail.keys == [
                    "id", "to", "kind", "role", "account", "subject", "links", "sentAt", "expiresAt", "text", "html",
                ]
            )
            #expect(mail["id"] == 1)
            #expect(mail["to"] == "new@acme.example")
            #expect(mail["kind"] == "invitation")
            #expect(mail["role"] == "user")
            #expect(mail["account"] == ["companyName": "Acme", "apiKey": "xkeysib-…"])
            #expect(mail["sentAt"] == "2026-11-20T09:00:00Z")
            #expect(mail["expiresAt"] == "2026-11-23T09:00:00Z")
            let links = try #require(mail["links"]?.object)
            let page = try #require(links["page"]?.string)
            let host = transport == .socket ? "http://localhost" : ""
            #expect(page.hasPrefix("\(host)/invitations/"))
            #expect(links["accept"]?.string == page + "/accept")
            #expect(links["decline"]?.string == page + "/decline")
            for part in ["text", "html"] {
                let text = try #require(mail[part]?.string)
                for word in [page, "Acme", "new@acme.example", "Contacts", "View", "23 November 2026, 09:00 UTC"] {
                    #expect(text.contains(word), "\(part) lacks \(word)")
                }
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func `each resend and each admin user has a mail of its own`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            for request in [Self.invite, .resend, .inviteAdmin] {
                try #require(try client.send(request).status.rawValue < 300)
            }
            let resend = HTTPRequest.api("PUT /corporate/user/invitation/resend/\(Self.new)")
            try #require(try client.send(resend).status == 200)
            let mails = try client.mails()
            #expect(mails.map { $0["id"] } == [4, 3, 2, 1])
            #expect(mails.map { $0["role"] } == ["admin", "admin", "user", "user"])
            #expect(mails.map { $0["kind"] } == ["resend", "invitation", "resend", "invitation"])
            #expect(Set(mails.map { $0["links"]?.object?["page"] }).count == 4)
            #expect(mails[0]["subject"]?.string?.hasPrefix("Reminder: ") == true)
            #expect(mails[1]["text"]?.string?.contains("Analytics: Download data") == true)
            #expect(mails[1]["text"]?.string?.contains("Support") == true)
        }
    }

    @Test func `what is refused, seeded or restored sends nothing`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(email: "ann@acme.example")).status == 400)
            try #require(try client.send(.control("PUT /snapshots/s")).status == 200)
            try #require(try client.send(.control("POST /snapshots/s/restore")).status == 200)
            try #require(try client.send(.control("PUT /state", Acme.seed)).status == 200)
            try #require(try client.send(.control("POST /users/ann@acme.example/accept")).status == 200)
            #expect(try client.mails().isEmpty)
        }
    }

    @Test(
        arguments: [
            ("", [4, 3, 2, 1]), ("?to=new@acme.example", [3, 2, 1]), ("?to=NEW%40acme.example", [3, 2, 1]),
            ("?to=a%2Bb@acme.example", [4]), ("?to=nobody@acme.example", []), ("?kind=resend", [2]),
            ("?kind=invitation", [4, 3, 1]), ("?role=admin", [3]), ("?role=user&kind=invitation", [4, 1]),
            ("?account=xkeysib-acme", [3, 2, 1]), ("?account=xkeysib-plain", [4]), ("?account=nobody", []),
            ("?limit=2", [4, 3]), ("?limit=1&to=new@acme.example", [3]),
        ] as [(String, [Int])],
        Transport.allCases
    )
    func `mails are found by what is said of them`(question: (String, [Int]), by transport: Transport) throws {
        let (query, ids) = question
        try transport.withEmulator(Acme.configuration()) { client in
            let plus = HTTPRequest.invite(email: "a+b@acme.example", key: Acme.organizationKey)
            for request in [Self.invite, .resend, .inviteAdmin, plus] {
                try #require(try client.send(request).status.rawValue < 300)
            }
            #expect(try client.mails(query).map { $0["id"] } == ids.map { .number(JSONNumber($0)) })
        }
    }

    @Test(arguments: Transport.allCases)
    func `one mail is read by its id`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            for request in [Self.invite, .resend] { try #require(try client.send(request).status == 200) }
            let listed = try #require(try client.mails().last)
            #expect(try JSONParser.parse(try client.send(.control("GET /mail/1")).body) == .object(listed))
        }
    }

    static let refusals: [ControlPlaneTests.Refusal] = [
        .init("GET /mail?to=a+b@acme.example", 400), .init("GET /mail?to=", 400), .init("GET /mail?kind=reminder", 400),
        .init("GET /mail?role=owner", 400), .init("GET /mail?limit=0", 400), .init("GET /mail?limit=1001", 400),
        .init("GET /mail?limit=x", 400), .init("GET /mail/1", 404), .init("GET /mail/nonsense", 404),
        .init("GET /mail/-1", 404), .init("GET /mail/99999999999999999999", 404), .init("GET /mail/1/html", 404),
        .init("POST /mail", 405), .init("DELETE /mail/1", 405),
    ]

    @Test(arguments: refusals, Transport.allCases)
    func `a refusal says what to do`(refusal: ControlPlaneTests.Refusal, by transport: Transport) throws {
        try ControlPlaneTests().`a refusal says what to do and changes nothing`(refusal: refusal, by: transport)
    }

    @Test(arguments: ["DELETE /mail", "POST /reset"], Transport.allCases)
    func `a mailbox is emptied, and its links lead nowhere`(line: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(Self.invite).status == 200)
            let page = try client.page()
            try #require(try client.send(.browser("GET", page)).status == 200)
            #expect(try client.send(.control(line)).status == 200)
            #expect(try client.mails().isEmpty)
            #expect(try client.send(.browser("GET", page)).status == 404)
        }
    }

    @Test(
        arguments: [
            (["Host": "127.0.0.1:8080"], "http://127.0.0.1:8080/worlds/t1/invitations/"),
            (["Host": "[::1]:8080"], "http://[::1]:8080/worlds/t1/invitations/"),
            (
                ["Host": "brevo.test", "X-Forwarded-Proto": "https"],
                "https://brevo.test/worlds/t1/invitations/"
            ),
            (["Host": #"x"><script>"#], "/worlds/t1/invitations/"), ([:], "/worlds/t1/invitations/"),
        ] as [(HTTPHeaders, String)]
    )
    func `a link leads to where it was read`(headers: HTTPHeaders, start: String) throws {
        let emulator = try Emulator(Acme.configuration())
        var invite = Self.invite
        invite.target = "/worlds/t1" + invite.target
        try #require(emulator.respond(to: invite).status == 200)
        let response = emulator.respond(to: .raw("GET", "/worlds/t1/__emulator/mail/1", headers: headers))
        let mail = try #require(try JSONParser.parse(response.body).object)
        #expect(mail["links"]?.object?["page"]?.string?.hasPrefix(start) == true)
        #expect(mail["html"]?.string?.contains("\"\(start)") == true)
        #expect(mail["html"]?.string?.contains("<script") == false)
    }

    @Test func `keys are shown whole only where that is wanted`() throws {
        try Transport.direct.withEmulator(Acme.configuration { $0.showsKeys = true }) { client in
            try #require(try client.send(Self.invite).status == 200)
            #expect(try client.mails()[0]["account"]?.object?["apiKey"]?.string == Acme.key)
        }
    }

    @Test func `two runs with the same seed write the same mails, and others draw other tokens`() throws {
        func mails(randomSeed: UInt64?) throws -> [JSONObject] {
            try Transport.direct.withEmulator(Acme.configuration { $0.randomSeed = randomSeed }) { client in
                for request in [Self.invite, .resend, .inviteAdmin] {
                    try #require(try client.send(request).status.rawValue < 300)
                }
                return try client.mails()
            }
        }
        let first = try mails(randomSeed: 7)
        #expect(try mails(randomSeed: 7) == first)
        let links =
            try [8, nil, nil].map { try mails(randomSeed: $0).map { $0["links"] } } + [first.map { $0["links"] }]
        #expect(Set(links.joined()).count == 12)
    }
}
