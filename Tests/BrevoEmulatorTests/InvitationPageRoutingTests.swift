import BrevoEmulator
import Foundation
import HTTPMessage
import JSON
import TestSupport
import Testing

/// Which requests the page behind a mail's links answers, and what it lets nobody smuggle in.
@Suite struct InvitationPageRoutingTests {
    private static let token = String(repeating: "0123456789abcdef", count: 2)

    @Test(
        arguments: [
            "", "/", "//", "/nonsense", "/\(token)", "/\(token)/", "/\(token.uppercased())", "/\(token)/accept/now",
            "/\(token)/Accept", "/%FF", "/%00", "/%3Cscript%3E", "/<script>alert(1)</script>", "/\(token)//",
            "/\u{301}\(token)", "/..%2F..%2Fetc", "/\(token)?x=<b>",
        ],
        Transport.allCases
    )
    func `a link that was never sent is unknown`(path: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let target = "/invitations" + path
            let shown = try client.send(.browser("GET", target))
            #expect(shown.status == 404)
            #expect(shown.text.contains("This link leads to no invitation"))
            #expect(!shown.text.contains("<script"))
            let told = try client.send(.program("GET", target))
            #expect(told.status == 404)
            #expect(try #require(try JSONParser.parse(told.body).object).keys == ["error", "hint"])
        }
    }

    @Test(arguments: ["accept", "decline"], Transport.allCases)
    func `nothing is accepted or declined by an unknown link`(step: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let state = try client.send(.state).text
            #expect(try client.send(.browser("POST", "/invitations/\(Self.token)/\(step)")).status == 404)
            #expect(try client.send(.state).text == state)
        }
    }

    @Test func `a token of a mebibyte is unknown, and the next client is served`() throws {
        let target = "/invitations/" + String(repeating: "a", count: 1 << 20)
        try withServer(Acme.configuration()) { server in
            // The listener refuses a request line that it cannot hold, or ends the connection while it is being sent.
            let refusal = try? RawClient(server.port).exchange(.browser("GET", target))
            #expect([nil, 414, 431].contains(refusal?.status))
            let next = try RawClient(server.port).exchange(.browser("GET", "/invitations/x"))
            #expect(next.status == 404)
        }
        #expect(try Emulator(Acme.configuration()).respond(to: .browser("POST", target + "/accept")).status == 404)
    }

    @Test(
        arguments: [
            ("POST", "", "GET, HEAD"), ("DELETE", "", "GET, HEAD"), ("GET", "/accept", "POST"),
            ("PUT", "/decline", "POST"), ("HEAD", "/accept", "POST"),
        ],
        Transport.allCases
    )
    func `a path takes its methods and names them`(line: (String, String, String), by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(email: "new@acme.example")).status == 200)
            let page = try client.page()
            let answer = try client.send(.browser(line.0, page + line.1))
            #expect(answer.status == 405)
            #expect(answer.headers["Allow"] == line.2)
            #expect(try client.send(.program("GET", page)).text.contains(#""status": "pending""#))
        }
    }

    @Test(arguments: Transport.allCases)
    func `OPTIONS stays the service's`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            let answer = try client.send(.browser("OPTIONS", "/invitations/\(Self.token)/accept"))
            #expect(answer.status == 204)
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test(
        arguments: [("/", 404), ("/v3", 404), ("/invitations", 401), ("/invitations/v3", 404)] as [(String, HTTPStatus)]
    )
    func `the path belongs to the API only where that is at the root`(base: (String, HTTPStatus)) throws {
        let emulator = try Emulator(Acme.configuration { $0.basePath = base.0 })
        let answer = emulator.respond(to: .browser("GET", "/invitations/\(Self.token)"))
        #expect(answer.status == base.1)
        #expect((answer.headers["sib-request-id"] != nil) == (base.1 == 401))
    }

    @Test(arguments: ["", "/worlds/t1", "/worlds/default"], Transport.allCases)
    func `a link works in its world and in no other`(prefix: String, by transport: Transport) throws {
        try transport.withEmulator(Acme.configuration { $0.randomSeed = nil }) { client in
            var invite = HTTPRequest.invite(email: "new@acme.example")
            invite.target = prefix + invite.target
            try #require(try client.send(invite).status == 200)
            let page = try client.page(in: prefix)
            #expect(page.hasPrefix("\(prefix)/invitations/"))
            let path = page.dropFirst(prefix.count)
            #expect(try client.send(.browser("GET", "/worlds/other\(path)")).status == 404)
            #expect(try client.send(.program("POST", "\(page)/accept")).status == 200)
            #expect(try client.send(.program("GET", page + "/")).text.contains(#""status": "accepted""#))
        }
    }

    @Test(arguments: Transport.allCases)
    func `a page that was asked for with a slash leads to the same places`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(email: "new@acme.example")).status == 200)
            let page = try client.page()
            let token = try #require(page.split(separator: "/").last)
            #expect(try client.send(.browser("GET", page)).text.contains(#"action="\#(token)/accept""#))
            #expect(try client.send(.browser("GET", page + "/")).text.contains(#"action="accept""#))
            #expect(try client.send(.browser("POST", "\(page)/accept/")).headers["Location"] == "../../\(token)")
        }
    }

    @Test(arguments: Transport.allCases)
    func `every answer is strict about what a browser may do with it`(transport: Transport) throws {
        try transport.withEmulator(Acme.configuration()) { client in
            try #require(try client.send(.invite(email: "new@acme.example")).status == 200)
            let page = try client.page()
            for (method, target) in [
                ("GET", page), ("GET", "/invitations/x"), ("POST", page), ("POST", page + "/accept"),
            ] {
                let headers = try client.send(.browser(method, target)).headers
                #expect(headers["Cache-Control"] == "no-store")
                #expect(headers["Referrer-Policy"] == "no-referrer")
                #expect(headers["Vary"] == "Accept")
                #expect(headers["X-Content-Type-Options"] == "nosniff")
                let policy = try #require(headers["Content-Security-Policy"])
                #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
                #expect(policy.hasSuffix("; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"))
            }
        }
    }

    @Test func `the policy names the style sheet that the page has`() throws {
        let answer = try Emulator(Acme.configuration()).respond(to: .browser("GET", "/invitations/x"))
        let sheet = try #require(answer.text.firstMatch(of: /<style>([^<]*)<\/style>/)).output.1
        let hash = try #require(answer.headers["Content-Security-Policy"]?.firstMatch(of: /'(sha256-[^']*)'/)).output.1
        #expect(hash == "sha256-\(try sha256(String(sheet)).base64EncodedString())")
    }

    /// SHA-256 by coreutils, so that no code of ours has to agree with itself.
    private func sha256(_ text: String) throws -> Data {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("text")
            try text.write(to: file, atomically: true, encoding: .utf8)
            let (process, output) = (Process(), Pipe())
            process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
            process.arguments = [file.path]
            process.standardOutput = output
            try process.run()
            let line = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            let digits = Array(line.prefix(64))
            return Data(try (0..<32).map { try #require(UInt8(String(digits[2 * $0...2 * $0 + 1]), radix: 16)) })
        }
    }

    @Test(arguments: ["<script>alert(1)</script>", #""><img src=x onerror=alert(1)>"#, "' & \u{202E} \u{0} \u{7}é"])
    func `whatever a company or a group is called, it is text`(name: String) throws {
        var document = try #require(try JSONParser.parse(Array(Acme.seed.utf8)).object)
        var accounts = try #require(document["accounts"]?.array)
        var acme = try #require(accounts[0].object)
        acme["companyName"] = .string(name)
        acme["groups"] = [["id": "65b1f22c09d6ed67ef1cd123", "groupName": .string(name)]]
        acme["adminUsers"] = nil
        accounts[0] = .object(acme)
        document["accounts"] = .array(accounts)
        let seed = JSONValue.object(document)
        try Transport.direct.withEmulator(Acme.configuration { $0.seed = JSONDocument(seed) }) { client in
            try #require(try client.send(.inviteAdmin).status == 201)
            let mail = try #require(try client.mails().first)
            let page = try client.page()
            let html = try #require(mail["html"]?.string)
            for text in [html, try client.send(.browser("GET", page)).text] {
                #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("&lt;script>"))
                #expect(!text.unicodeScalars.contains { ["\u{0}", "\u{7}"].contains($0) })
                #expect(text.contains(name.first == "'" ? "&#39; &amp; \u{202E}" : "&lt;"))
            }
            #expect(mail["account"]?.object?["companyName"]?.string == name)
            let subject = try #require(mail["subject"]?.string)
            #expect(!subject.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
    }

    @Test func `neither stub nor fault gets at the page, and the journal does not have it`() throws {
        try Transport.direct.withEmulator(Acme.configuration()) { client in
            let stub = #"{"request":{"urlPattern":".*"},"response":{"body":"stubbed"}}"#
            try #require(try client.send(.raw("POST", "/__admin/mappings", stub)).status == 201)
            let chaos = #"{"rules":[{"match":{"urlPattern":".*"},"fault":{"status":503}}]}"#
            try #require(try client.send(.raw("PUT", "/__emulator/chaos", chaos)).status == 200)
            #expect(try client.send(.browser("GET", "/invitations/\(Self.token)")).status == 404)
            #expect(try client.send(.browser("GET", "/invitations")).status == 404)
            let journal = try JSONParser.parse(try client.send(.raw("GET", "/__admin/requests")).body).object
            #expect(journal?["meta"]?.object?["total"] == 0)
        }
    }

    @Test(
        arguments: [
            ("application/json", true), ("application/json, text/plain, */*", true), ("text/html", false),
            ("APPLICATION/JSON ; q=0.5", true), ("*/*", false), ("application/jsonp", false), ("", false),
        ]
    )
    func `JSON is for those who name it`(accept: (String, Bool)) throws {
        let emulator = try Emulator(Acme.configuration())
        let answer = emulator.respond(to: .raw("GET", "/invitations/x", headers: ["Accept": accept.0]))
        #expect(answer.headers["Content-Type"] == (accept.1 ? "application/json" : "text/html; charset=utf-8"))
    }
}
