import BrevoEmulator
import HTTPMessage
import JSON
import Testing

/// The page behind a mail's links.
@Suite struct InvitationPageTests {
    /// The page of a case, once everything has happened.
    private func page(of link: LinkCase, _ client: Client) throws -> String {
        for request in link.before { try #require(try client.send(request).status.rawValue < 300) }
        let page = try client.page()
        for request in link.after { try #require(try client.send(request).status.rawValue < 300) }
        return page
    }

    private func json(_ response: HTTPResponse) throws -> JSONObject {
        try #require(try JSONParser.parse(response.body).object)
    }

    /// Where a browser goes from a page by a reference without a scheme or host (RFC 3986 §5.2).
    private func resolve(_ reference: String, from page: String) -> String {
        var base = page.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var rest = reference[...]
        while rest.hasPrefix("../") {
            base = base.dropLast()
            rest = rest.dropFirst(3)
        }
        return base.joined(separator: "/") + "/" + rest
    }

    /// Where the form with this path's end leads.
    private func action(_ step: String, in response: HTTPResponse) throws -> String {
        let actions = response.text.matches(of: /action="([^"]*)"/).map { String($0.output.1) }
        return try #require(actions.first { $0.hasSuffix(step) })
    }

    @Test(arguments: LinkCase.open + LinkCase.closed, Transport.allCases)
    func `opening a link shows its status and changes nothing`(link: LinkCase, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let page = try page(of: link, client)
            let state = try client.send(.state).text
            let shown = try client.send(.browser("GET", page))
            #expect(shown.status == link.look)
            #expect(shown.headers["Content-Type"] == "text/html; charset=utf-8")
            #expect(shown.text.contains(link.text))
            #expect(shown.text.contains("<form ") == (link.word == "pending"))
            let told = try client.send(.program("GET", page))
            #expect(told.status == link.look)
            #expect(told.headers["Content-Type"] == "application/json")
            #expect(try json(told)["status"]?.string == link.word)
            let head = try client.send(.browser("HEAD", page))
            #expect(head.status == link.look)
            #expect(head.body.isEmpty)
            for step in ["accept", "decline"] {
                #expect(try client.send(.browser("GET", "\(page)/\(step)")).status == 405)
            }
            #expect(try client.send(.state).text == state)
        }
    }

    @Test(arguments: LinkCase.open, Transport.allCases)
    func `an open link is used once, in a browser`(link: LinkCase, by transport: Transport) throws {
        for (step, status) in [("accept", "active"), ("decline", "rejected")] {
            try transport.withEmulator(Acme.configuration()) { client in
                let page = try page(of: link, client)
                let action = try action(step, in: try client.send(.browser("GET", page)))
                let target = resolve(action, from: page)
                #expect(target == "\(page)/\(step)")
                let answer = try client.send(.browser("POST", target))
                #expect(answer.status == 303)
                #expect(answer.body.isEmpty)
                #expect(resolve(try #require(answer.headers["Location"]), from: target) == page)
                let shown = try client.send(.browser("GET", page))
                #expect(shown.status == 200)
                #expect(shown.text.contains("has been \(step == "accept" ? "accepted" : "declined")"))
                #expect(try client.send(.state).text.contains(#""status": "\#(status)""#))
                for again in ["accept", "decline"] {
                    #expect(try client.send(.browser("POST", "\(page)/\(again)")).status == 409)
                }
            }
        }
    }

    @Test(arguments: LinkCase.open, Transport.allCases)
    func `an open link is used once, by a program`(link: LinkCase, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let page = try page(of: link, client)
            let answer = try client.send(.program("POST", "\(page)/accept"))
            #expect(answer.status == 200)
            #expect(try json(answer)["status"] == "accepted")
            let question = HTTPRequest.api("GET /organization/user/new@acme.example/permissions")
            #expect(try client.send(question).text.contains(#""status":"active""#))
            #expect(try client.send(.control("POST /users/new@acme.example/decline")).status == 409)
        }
    }

    @Test(arguments: LinkCase.closed, Transport.allCases)
    func `a closed link is refused and changes nothing`(link: LinkCase, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let page = try page(of: link, client)
            let state = try client.send(.state).text
            for step in ["accept", "decline"] {
                let shown = try client.send(.browser("POST", "\(page)/\(step)"))
                #expect(shown.status == link.step)
                #expect(shown.text.contains(link.text))
                let told = try client.send(.program("POST", "\(page)/\(step)"))
                #expect(told.status == link.step)
                let body = try json(told)
                #expect(body["status"]?.string == link.word)
                #expect(body["error"]?.string?.isEmpty == false)
                #expect(body["hint"]?.string?.isEmpty == false)
            }
            #expect(try client.send(.state).text == state)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a link knows the admin user from the user of the same address`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            for request in [.inviteAdmin, HTTPRequest.invite(email: "new@acme.example")] {
                try #require(try client.send(request).status.rawValue < 300)
            }
            let page = try client.page("?role=admin")
            let shown = try client.send(.browser("GET", page)).text
            for word in ["as an admin user", "Analytics", "Download data", "Support"] { #expect(shown.contains(word)) }
            #expect(try client.send(.program("POST", "\(page)/accept")).status == 200)
            #expect(try json(client.send(.program("GET", try client.page("?role=user"))))["status"] == "pending")
            #expect(try json(client.send(.program("GET", page)))["status"] == "accepted")
        }
    }

    @Test(arguments: Transport.allCases)
    func `the page says who invites whom to what and until when`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(email: "new@acme.example")).status == 200)
            let page = try client.page()
            _ = try client.send(.control("POST /clock/advance", #"{"by":"PT1H30M"}"#))
            let shown = try client.send(.browser("GET", page)).text
            for text in [
                #"<html lang="en">"#, "<title>Join Acme</title>", "<h1>Join Acme</h1>", "new@acme.example", "Contacts",
                "View",
                #"<time datetime="2026-11-23T09:00:00Z">23 November 2026, 09:00 UTC</time>, in 2 days 22 hours"#,
                #"<time datetime="2026-11-20T10:30:00Z">"#, "as a user",
            ] {
                #expect(shown.contains(text), "the page lacks \(text)")
            }
            let told = try json(client.send(.program("GET", page)))
            #expect(told["access"] == [["feature": "Contacts", "permissions": ["View"]]])
            #expect(told["expiresAt"] == "2026-11-23T09:00:00Z")
        }
    }

    @Test(
        arguments: [
            (#"{"email":"new@acme.example","all_features_access":true,"privileges":[]}"#, "Everything"),
            (
                """
                {"email":"new@acme.example","all_features_access":false,
                 "privileges":[{"feature":"contacts","permissions":["none"]}]}
                """, "Nothing yet"
            ),
        ]
    )
    func `everything and nothing are said in a word`(invitation: (String, String)) throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(invitation.0)).status == 200)
            #expect(try client.send(.browser("GET", try client.page())).text.contains("<b>\(invitation.1)</b>"))
        }
    }
}
