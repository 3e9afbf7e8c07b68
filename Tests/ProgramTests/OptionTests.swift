import Foundation
import JSON
import TestSupport
import Testing

/// Options and the variables that stand for them.
@Suite(.serialized) struct OptionTests {
    @Test(arguments: [
        ["--bogus"], ["serve", "--bogus"], ["bogus"], ["--port", "65536"], ["--port", "-1"], ["--port", "x"],
        ["--port"], ["--port="], ["--port", "--log", "off"], ["--show-keys=1"], ["--seed="], ["--", "--port"],
        ["--keys", "some"], ["--rate-limits", "0"], ["--rate-limits", "some"], ["--clock", "tomorrow"],
        ["--clock", "2026-02-30T00:00:00Z"], ["--random-seed", "-1"], ["--random-seed", "x"],
        ["--random-seed", "18446744073709551616"], ["--max-body", "0"], ["--max-body", "1MiB"],
        ["--max-body", "1073741825"], ["--max-body", "9223372036854775808"], ["--max-connections", "0"],
        ["--max-connections", "65536"], ["--idle-timeout", "0"], ["--idle-timeout", "86401"], ["--threads", "0"],
        ["--threads", "257"], ["--journal-size", "0"], ["--journal-size", "1000001"], ["--max-worlds", "0"],
        ["--max-worlds", "1000001"], ["--world-ttl", "1"], ["--world-ttl", "0s"], ["--world-ttl", "1000001h"],
        ["--log", "xml"], ["--base-path", "v3"], ["--base-path", "/v3/"], ["--base-path", ""], ["check"],
        ["catalog", "--format", "xml"], ["healthcheck", "--bogus"], ["completions"], ["completions", "nonsense"],
        ["--admin-token", ""], ["--admin-token", "a b"], ["--admin-token", "ä"], ["healthcheck", "--admin-token", ""],
        ["--assume"], ["--assume", "update"], ["--assume", "updat=replace"], ["--assume", "update=keep"],
        ["--state-file"], ["--state-sync"], ["--tls-cert", "/nonsense"], ["--tls-key", "/nonsense"],
        ["--memory", "1MiB"], ["--memory", "512MB"], ["--memory", "-1"], ["--memory", "9223372036854775807GiB"],
        ["--memory", ""], ["--allow-origin", "localhost"], ["--allow-origin", "http://a/b"], ["--allow-origin", "*"],
        ["--allow-host", "a:80"], ["--allow-host", ""], ["--allow-host", "http://a"],
    ])
    func `what it does not understand ends it with 64 and one line`(arguments: [String]) throws {
        let end = try Program.run(arguments)
        #expect(end.status == 64)
        #expect(end.lines.count == 1)
        #expect(end.errors.hasPrefix("brevo-emulator: "))
        #expect(end.output.isEmpty)
    }

    @Test(arguments: [
        ("PORT", "x"), ("PORT", "https://10.0.0.1:8080"), ("KEYS", "some"), ("RATE_LIMITS", "0"), ("CLOCK", "tomorrow"),
        ("RANDOM_SEED", "-1"), ("MAX_BODY", "0"), ("MAX_CONNECTIONS", "x"), ("IDLE_TIMEOUT", "0"), ("THREADS", "0"),
        ("LOG", "xml"), ("BASE_PATH", "v3"), ("SHOW_KEYS", "yes"), ("ADMIN_TOKEN", ""), ("ADMIN_TOKEN", "a b"),
        ("ASSUME", "update=keep"), ("ASSUME", "update=merge,updat=merge"),
        // Names of no option.
        ("BOGUS", "1"), ("PROT", ""), ("SEED_FILE", "tcp:/x"), ("VERBOSE", "true"), ("", "1"), ("NAME", "x"),
    ])
    func `a bad variable ends it with 64 and one line that names it`(name: String, value: String) throws {
        let end = try Program.run(["serve"], ["BREVO_EMULATOR_\(name)": value])
        #expect(end.status == 64)
        #expect(end.lines.count == 1)
        #expect(end.errors.contains("BREVO_EMULATOR_\(name)"))
        #expect(end.output.isEmpty)
        // The health check of a server that cannot run fails too.
        #expect(try Program.run(["healthcheck"], ["BREVO_EMULATOR_\(name)": value]).status != 0)
    }

    @Test func `a wrong option is not blamed on the variables`() throws {
        let variables = ["BREVO_EMULATOR_TLS_CERT": "/nonsense", "BREVO_EMULATOR_TLS_KEY": "/nonsense"]
        let end = try Program.run(["--bogus"], variables)
        #expect(end.status == 64)
        #expect(end.errors.contains("--bogus") && !end.errors.contains("BREVO_EMULATOR_"))
    }

    @Test(arguments: [
        (["--assume", "updat=replace"], "update"), (["--assume=missing-invitation=402"], "403, 400, 404"),
    ])
    func `an unknown assumption or value is answered with the nearest`(arguments: [String], hint: String) throws {
        let end = try Program.run(arguments)
        #expect(end.status == 64)
        #expect(end.errors.contains(hint), "\(end.errors)")
    }

    @Test(
        arguments: [
            (["--assume", "assumptions=strictest", "--assume=update=merge"], [:]),
            ([], ["BREVO_EMULATOR_ASSUME": "update=merge,assumptions=strictest"]),
        ] as [([String], [String: String])]
    )
    func `assumptions are set by options and by a variable`(arguments: [String], variables: [String: String]) throws {
        let end = try Program.serve(arguments + ["--log", "off"], variables) { ready in
            let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
            for path in ["", "/worlds/other"] {
                let body = try HTTPExchange("GET \(path)/__emulator/assumptions", on: port).body
                let list = try #require(JSONParser.parse(Array(body.utf8)).object?["assumptions"]?.array)
                let values = list.compactMap(\.object).map {
                    "\($0["name"]?.string ?? "")=\($0["value"]?.string ?? "")"
                }
                #expect(values.contains("update=merge") && values.contains("rejected=listed"), "\(values)")
            }
        }
        #expect(end.status == 0)
        #expect(end.errors.isEmpty)
    }

    @Test func `options take precedence over variables, and variables over defaults`() throws {
        let variables = ["BREVO_EMULATOR_BASE_PATH": "/env", "BREVO_EMULATOR_CLOCK": "2026-01-01T00:00:00Z"]
        let end = try Program.serve(["--base-path", "/flag"], variables) { ready in
            let port = try #require(ready["port"]?.number?.int.map(UInt16.init))
            let statuses = try ["/flag", "/env", "/v3"].map { base in
                try HTTPExchange("GET \(base)/organization/invited/users", on: port, headers: ["api-key": "k"]).status
            }
            #expect(statuses == [200, 404, 404])
            #expect(try HTTPExchange("GET /__emulator/clock", on: port).body.contains("2026-01-01T00:00:00Z"))
        }
        #expect(end.status == 0)
    }

    @Test func `a variable whose option is given is not read`() throws {
        let variables = [
            "BREVO_EMULATOR_KEYS": "nonsense", "BREVO_EMULATOR_LOG": "nonsense", "BREVO_EMULATOR_PORT": "nonsense",
            "BREVO_EMULATOR_SHOW_KEYS": "nonsense",
        ]
        let options = ["--keys", "any", "--log=off", "--show-keys"]
        let end = try Program.serve(options, variables) { _ in }
        #expect(end.status == 0)
        #expect(end.errors.isEmpty)
    }

    /// What Kubernetes and Docker's links set for a service or container called `brevo-emulator`, or `brevo-emulator-…`.
    private static let injected = [
        "BREVO_EMULATOR_SERVICE_HOST": "10.0.0.11", "BREVO_EMULATOR_SERVICE_PORT": "8080",
        "BREVO_EMULATOR_SERVICE_PORT_HTTP": "8080", "BREVO_EMULATOR_PORT": "tcp://10.0.0.11:8080",
        "BREVO_EMULATOR_PORT_8080_TCP": "tcp://10.0.0.11:8080", "BREVO_EMULATOR_PORT_8080_TCP_PROTO": "tcp",
        "BREVO_EMULATOR_PORT_8080_TCP_PORT": "8080", "BREVO_EMULATOR_PORT_8080_TCP_ADDR": "10.0.0.11",
        "BREVO_EMULATOR_PORT_9_UDP": "udp://10.0.0.11:9", "BREVO_EMULATOR_HOST": "tcp://10.0.0.11:8080",
        "BREVO_EMULATOR_ADMIN_SERVICE_HOST": "10.0.0.12", "BREVO_EMULATOR_ADMIN_SERVICE_PORT_HTTP": "80",
        "BREVO_EMULATOR_ADMIN_PORT": "tcp://10.0.0.12:80", "BREVO_EMULATOR_ADMIN_PORT_80_TCP_ADDR": "10.0.0.12",
        "BREVO_EMULATOR_NAME": "/web/brevo-emulator", "BREVO_EMULATOR_ENV_PATH": "/usr/bin",
    ]

    @Test func `variables of an orchestrator are left alone, with one line in the log`() throws {
        for format in ["text", "json"] {
            let end = try Program.serve(["--log", format], Self.injected) { _ in }
            #expect(end.status == 0)
            #expect(end.lines.count == 1)
            for name in Self.injected.keys { #expect(end.errors.contains(name)) }
        }
        #expect(try Program.serve(["--log", "off"], Self.injected) { _ in }.errors.isEmpty)
    }

    @Test func `a health check leaves them alone too`() throws {
        _ = try Program.serve { ready in
            let port = try #require(ready["port"]?.number?.int)
            var variables = Self.injected
            variables["BREVO_EMULATOR_HOST"] = "127.0.0.1"
            variables["BREVO_EMULATOR_PORT"] = "\(port)"
            #expect(try Program.run(["healthcheck"], variables).status == 0)
            let url = try #require(ready["url"]?.string)
            let end = try Program.run(["healthcheck", "--url", url], Self.injected)
            #expect(end.status == 0)
            #expect(end.errors.isEmpty)
        }
    }

    @Test func `every option that the help shows has a variable`() throws {
        let dump = try Program.run(["serve", "--experimental-dump-help"])
        let command = try #require(try JSONParser.parse(Array(dump.output.utf8)).object?["command"]?.object)
        let options = try #require(command["arguments"]?.array).compactMap(\.object).filter {
            $0["shouldDisplay"] == true && $0["kind"] != "positional"
        }
        let names = options.compactMap { $0["preferredName"]?.object?["name"]?.string }
            .filter { $0 != "help" && $0 != "version" }
        try #require(names.count > 20)
        // An empty variable is no variable, unless it names no option; a secret that is empty is an error.
        var variables = ["BREVO_EMULATOR_ADMIN_TOKEN": "secret"]
        for name in names where name != "admin-token" {
            variables["BREVO_EMULATOR_" + name.uppercased().replacing("-", with: "_")] = ""
        }
        let end = try Program.serve(["--log", "off"], variables) { _ in }
        #expect(end.status == 0)
        #expect(end.errors.isEmpty)
    }

    @Test func `the help of the program shows the options of serve`() throws {
        for argument in ["--help", "-h"] {
            let help = try Program.run([argument])
            #expect(help.status == 0)
            for text in ["--random-seed <number>", "healthcheck", "BREVO_EMULATOR_PORT"] {
                #expect(help.output.contains(text))
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `a shell can complete the options`(shell: String) throws {
        let end = try Program.run(["completions", shell])
        #expect(end.status == 0)
        #expect(end.output.contains("random-seed"))
    }

    @Test(arguments: [
        (["brevo-emulator", "--po"], ["--port", "--port-file"]),
        (["brevo-emulator", "serve", "--po"], ["--port", "--port-file"]),
        (["brevo-emulator", "hea"], ["healthcheck"]),
        (["brevo-emulator", "--keys", "s"], ["seeded"]),
    ])
    func `bash completes with and without a command`(words: [String], expected: [String]) throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("completions.bash")
            try Data(try Program.run(["completions", "bash"]).output.utf8).write(to: file)
            let script = """
                source '\(file.path)'
                COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
                COMP_LINE='\(words.joined(separator: " "))' COMP_POINT=\(words.joined(separator: " ").count)
                $(complete -p brevo-emulator | sed 's/.*-F \\([^ ]*\\).*/\\1/') brevo-emulator '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let end = try Program.run(["-c", script], as: URL(fileURLWithPath: "/bin/bash"))
            let replies = end.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(Set(replies) == Set(expected), "\(end.errors)")
        }
    }
}
