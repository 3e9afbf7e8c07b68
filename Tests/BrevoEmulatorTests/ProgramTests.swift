import Foundation
import HTTPMessage
import JSON
import Testing

/// Spec §12: the program as a process, one at a time, so that the machine is not full of them.
@Suite(.serialized) struct ProgramTests {
    private static let seed = Fixture.folder.appendingPathComponent("seeds/captured.json").path

    private func port(_ ready: JSONObject) throws -> UInt16 {
        UInt16(try #require(ready["port"]?.number?.int))
    }

    @Test(arguments: [SIGTERM, SIGINT]) func `it says where it is ready, and a signal ends it with 0`(signal: Int32)
        throws
    {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("port")
            let end = try Program.serve(["--port-file", file.path], signal: signal) {
                ready in
                let port = try port(ready)
                #expect(ready.keys == ["event", "url", "port", "pid", "version"])
                #expect(ready["event"] == "ready")
                #expect(ready["url"] == .string("http://127.0.0.1:\(port)"))
                #expect(try #require(ready["version"]?.string).wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
                #expect(try String(contentsOf: file, encoding: .utf8) == "\(port)\n")
                #expect(try RawClient(port).exchange(.control("GET /readyz")).status == 200)
            }
            #expect(end.status == 0)
            #expect(end.output.filter { $0 == "\n" }.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["port"])
        }
    }

    @Test(arguments: [
        ["--bogus"], ["serve", "--bogus"], ["bogus"], ["--port", "65536"], ["--port", "-1"], ["--port", "x"],
        ["--port"], ["--port="], ["--port", "--log", "off"], ["--show-keys=1"], ["--seed="], ["--", "--port"],
        ["--keys", "some"], ["--rate-limits", "0"], ["--rate-limits", "some"], ["--clock", "tomorrow"],
        ["--clock", "2026-02-30T00:00:00Z"], ["--random-seed", "-1"],
        ["--random-seed", "x"], ["--max-body", "0"], ["--max-body", "1MiB"], ["--max-connections", "0"],
        ["--idle-timeout", "0"], ["--threads", "0"], ["--log", "xml"], ["--base-path", "v3"], ["--base-path", "/v3/"],
        ["--base-path", ""], ["check"], ["catalog", "--format", "xml"], ["healthcheck", "--bogus"],
        ["completions"], ["completions", "nonsense"],
        ["--admin-token", ""],
        ["--admin-token", "a b"], ["--admin-token", "ä"], ["healthcheck", "--admin-token", ""], ["--state-file"],
    ])
    func `what it does not understand ends it with 64 and one line`(arguments: [String]) throws {
        let end = try Program.run(arguments)
        #expect(end.status == 64)
        #expect(end.lines.count == 1)
        #expect(end.errors.hasPrefix("brevo-emulator: "))
        #expect(end.output.isEmpty)
    }

    @Test(arguments: [
        ("PORT", "x"), ("KEYS", "some"), ("RATE_LIMITS", "0"), ("CLOCK", "tomorrow"), ("RANDOM_SEED", "-1"),
        ("MAX_BODY", "0"),
        ("MAX_CONNECTIONS", "x"), ("IDLE_TIMEOUT", "0"), ("THREADS", "0"), ("LOG", "xml"), ("BASE_PATH", "v3"),
        ("ADMIN_TOKEN", ""), ("ADMIN_TOKEN", "a b"),
    ])
    func `a bad variable ends it with 64 and one line that names it`(name: String, value: String) throws {
        let end = try Program.run(["serve"], ["BREVO_EMULATOR_\(name)": value])
        #expect(end.status == 64)
        #expect(end.lines.count == 1)
        #expect(end.errors.contains("BREVO_EMULATOR_\(name)"))
        #expect(end.output.isEmpty)
    }

    @Test func `a port in use ends it with 1 and one line that names it`() throws {
        _ = try Program.serve { ready in
            let port = try port(ready)
            let end = try Program.run(["--port", "\(port)"])
            #expect(end.status == 1)
            #expect(end.lines.count == 1)
            #expect(end.errors.contains("\(port)"))
            #expect(end.output.isEmpty)
            #expect(try RawClient(port).exchange(.control("GET /readyz")).status == 200)
        }
    }

    @Test(
        arguments: [
            (nil, "cannot read"), ("", "byte 0"), ("{", "byte 1"), ("[]", "must be an object"),
            (#"{"version":1,"accounts":[{}]}"#, "/accounts/0"), (#"{"version":2}"#, "/version"),
            (#"{"version":1,"accounts":[{"apiKeys":["a"],"users":[{"email":"x"}]}]}"#, "/accounts/0/users/0/email"),
        ] as [(String?, String)]
    )
    func `an unreadable or faulty seed ends it with 1 and one line`(text: String?, line: String) throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("seed.json")
            if let text { try Data(text.utf8).write(to: file) }
            let end = try Program.run(["--port", "0", "--seed", file.path])
            #expect(end.status == 1)
            #expect(end.lines.count == 1)
            #expect(end.errors.contains(file.path) && end.errors.contains(line))
            #expect(end.output.isEmpty)
        }
    }

    @Test func `a port file that cannot be written ends it with 1`() throws {
        let end = try Program.run(["--port", "0", "--port-file", "/nonsense/port"])
        #expect(end.status == 1)
        #expect(end.lines.count == 1)
        #expect(end.output.isEmpty)
    }

    @Test func `check says of each file what is wrong with it`() throws {
        try withTemporaryFolder { folder in
            let bad = folder.appendingPathComponent("bad.json").path
            try Data(#"{"version":1,"accounts":[{"apiKeys":["a"],"plan":"x","users":[{}]}]}"#.utf8)
                .write(to: URL(fileURLWithPath: bad))
            let end = try Program.run(["check", Self.seed, bad])
            #expect(end.status == 1)
            let lines = end.output.split(separator: "\n")
            #expect(lines.first == "\(Self.seed): OK")
            #expect(lines.dropFirst().map { $0.prefix { $0 != " " } } == ["\(bad):", "\(bad):"])
            #expect(end.output.contains("/accounts/0/plan:") && end.output.contains("/accounts/0/users/0:"))
            #expect(end.errors.isEmpty)
            #expect(try Program.run(["check", Self.seed]).status == 0)
            #expect(try Program.run(["check", "/nonsense"]).status == 1)
        }
    }

    @Test func `the catalog names every feature`() throws {
        let table = try Program.run(["catalog"])
        #expect(table.status == 0)
        #expect(table.output.contains(/senders_domains_dedicated_ips +senders_management, domains_management/))
        let json = try Program.run(["catalog", "--format", "json"])
        #expect(json.status == 0)
        let catalogs = try #require(try JSONParser.parse(Array(json.output.utf8)).object)
        #expect(catalogs["organization"]?.array?.count == 16)
        #expect(catalogs["corporate"]?.array?.count == 9)
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `a shell can complete its options`(shell: String) throws {
        let end = try Program.run(["completions", shell])
        #expect(end.status == 0)
        #expect(end.output.contains("random-seed"))
    }

    @Test func `a health check asks whoever runs`() throws {
        var url = ""
        _ = try Program.serve { ready in
            url = try #require(ready["url"]?.string)
            let port = try port(ready)
            #expect(try Program.run(["healthcheck", "--url", url]).status == 0)
            #expect(try Program.run(["healthcheck"], ["BREVO_EMULATOR_PORT": "\(port)"]).status == 0)
        }
        let end = try Program.run(["healthcheck", "--url", url])
        #expect(end.status == 1)
        #expect(end.lines.count == 1)
    }

    @Test func `a health check bears the token of those who ask for one`() throws {
        let variable = ["BREVO_EMULATOR_ADMIN_TOKEN": "s3cret"]
        _ = try Program.serve([], variable) { ready in
            let url = try #require(ready["url"]?.string)
            #expect(try Program.run(["healthcheck", "--url", url]).status == 1)
            #expect(try Program.run(["healthcheck", "--url", url, "--admin-token", "other"], variable).status == 1)
            #expect(try Program.run(["healthcheck", "--url", url, "--admin-token", "s3cret"]).status == 0)
            #expect(try Program.run(["healthcheck", "--url", url], variable).status == 0)
        }
    }

    @Test func `options beat variables, and variables beat defaults`() throws {
        let variables = ["BREVO_EMULATOR_BASE_PATH": "/env", "BREVO_EMULATOR_CLOCK": "2026-01-01T00:00:00Z"]
        _ = try Program.serve(["--base-path", "/flag"], variables) { ready in
            let client = try RawClient(try port(ready))
            let path = "/organization/invited/users"
            let answers = try ["/flag", "/env", "/v3"].map { try client.exchange(.raw("GET", $0 + path)).status }
            #expect(answers == [200, 404, 404])
            #expect(try client.exchange(.control("GET /clock")).text.contains("2026-01-01T00:00:00Z"))
        }
    }

    @Test func `an empty variable counts as absent`() throws {
        let end = try Program.serve([], ["BREVO_EMULATOR_LOG": "", "BREVO_EMULATOR_SEED": ""]) { ready in
            let client = try RawClient(try port(ready))
            #expect(try client.exchange(.list(key: "any")).status == 200)
        }
        #expect(end.status == 0)
    }

    @Test func `the options of the emulator reach it`() throws {
        let options = [
            "--seed", Self.seed, "--keys", "seeded", "--max-body", "100", "--clock", "2026-11-20T09:00:00Z",
            "--random-seed", "7",
        ]
        var answers: [[HTTPResponse]] = []
        for _ in 0..<2 {
            _ = try Program.serve(options) { ready in
                let client = try RawClient(try port(ready))
                let large = HTTPRequest.api(
                    "POST /organization/user/invitation/send",
                    String(repeating: " ", count: 101),
                    key: "xkeysib-captured"
                )
                let script: [HTTPRequest] = [.list(key: "xkeysib-captured"), .list(key: "new"), large, .state]
                answers.append(try script.map { try client.exchange($0) })
            }
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0].map(\.status) == [200, 401, 413, 200])
        #expect(answers[0][0].text == (try Fixture.text("responses/invited-users.json")))
    }
}
