import Foundation
import JSON
import TestSupport
import Testing

/// The program under the names that health checks in compose files expect in an image.
@Suite(.serialized) struct StandInTests {
    /// Runs the program under a name, with arguments in which `URL` stands for a running emulator's.
    private func run(_ name: String, _ arguments: [String]) throws -> Program.End {
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent(name)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Program.path)
            let program = try RunningProgram(serving: ["--log", "off"])
            let url = try #require(program.ready["url"]?.string)
            let end = try Program.run(
                arguments.map { $0.replacing("URL", with: url) },
                ["BREVO_EMULATOR_PORT": "\(program.port)"],
                as: link
            )
            program.send(SIGTERM)
            _ = try program.end()
            return end
        }
    }

    private func run(_ line: String) throws -> Program.End {
        let words = line.split(separator: " ").map(String.init)
        return try run(words[0], Array(words.dropFirst()))
    }

    @Test(arguments: [
        "curl -f URL/__admin/health", "curl -fsS URL/__admin/health",
        "curl --fail --silent --show-error -m 20 URL/__admin/health", "curl -sLk -m20 URL/__admin/health",
        "curl -f -o - URL/__admin/health -H X-A:b", "curl -fso- URL/__admin/health",
        "wget -q -O - URL/__admin/health", "wget -qO- URL/__admin/health",
        "wget -nv -t 1 -T 5 -O - URL/__admin/health",
    ])
    func `the body of a response is written`(line: String) throws {
        let end = try run(line)
        #expect(end.status == 0)
        #expect(end.output.hasPrefix(#"{"status":"healthy""#))
        #expect(end.errors.isEmpty)
    }

    @Test(
        arguments: [
            ("curl -f URL/nowhere", 22), ("curl -f http://localhost:1/", 7), ("curl http://nobody.invalid/", 6),
            ("curl ftp://localhost/", 1), ("curl http://localhost:x/", 3), ("curl -f", 2), ("curl --bogus URL", 2),
            ("curl -m x URL", 2), ("curl https://localhost:1/", 60), ("curl -k https://localhost:1/", 7),
            ("curl -o /nonsense/x URL/__admin/health", 23),
            ("curl -fso /nonsense/x --show-error URL/__admin/health", 23),
            ("wget --spider URL/nowhere", 8), ("wget --spider http://localhost:1/", 4),
            ("wget -O /nonsense/x URL/__admin/health", 3),
            ("wget https://localhost:1/ --spider", 5), ("wget URL/__admin/health", 2), ("wget --bogus URL", 2),
        ] as [(String, Int32)]
    )
    func `a failure has the code of the program that is stood in for, and a line`(line: String, code: Int32) throws {
        let end = try run(line)
        #expect(end.status == code)
        #expect(end.output.isEmpty)
        #expect(end.errors.hasPrefix(line.hasPrefix("curl") ? "curl: (\(code)) " : "wget: "))
        #expect(end.lines.count == 1)
    }

    @Test(
        arguments: [
            ("curl -s -f URL/nowhere", 22), ("curl URL/nowhere", 0), ("curl -f -o /dev/null URL/__admin/health", 0),
            ("wget -q --spider URL/nowhere", 8), ("wget --no-verbose --tries=1 --spider URL/__admin/health", 0),
        ] as [(String, Int32)]
    )
    func `it is quiet when asked to be, and fails for an error only when asked to`(line: String, code: Int32) throws {
        let end = try run(line)
        #expect(end.status == code)
        #expect(end.errors.isEmpty)
    }

    @Test(
        arguments: [
            ("curl -f URL/__admin/health || exit 1", 0, true), ("curl -f URL/nowhere || exit 1", 1, false),
            ("curl -f 'URL/nowhere' || exit 3", 3, false), ("curl -sf \"URL/nowhere\"||false", 1, false),
            ("curl -f URL/nowhere || true", 0, false), ("curl -fsS URL/nowhere", 22, false),
            ("curl -fsS URL/__admin/health > /dev/null || exit 1", 0, false),
            ("/usr/bin/curl -f URL/nowhere >/dev/null 2>&1 || exit 1", 1, false),
            ("wget --no-verbose --tries=1 --spider URL/__admin/health || exit 1", 0, false),
            ("wget -qO- URL/__admin/health &>/dev/null || exit 1", 0, false),
            ("brevo-emulator healthcheck || exit 1", 0, false),
        ] as [(String, Int32, Bool)]
    )
    func `a shell's health check is done`(line: String, code: Int32, showsBody: Bool) throws {
        let end = try run("sh", ["-c", line])
        #expect(end.status == code)
        #expect(end.output.contains("healthy") == showsBody)
        if line.contains("2>&1") { #expect(end.errors.isEmpty) }
    }

    @Test(arguments: [
        "curl -f URL && exit 0", "curl URL | grep x", "curl $HOME", "curl `id`", "curl \"$HOME\"", "curl URL; exit 0",
        "curl URL &", "curl URL > /tmp/x", "curl URL || exit 256", "curl URL || curl URL", "|| exit 1", "", "curl 'x",
        "ls", "(curl URL)", "curl URL < x", "exit 0",
    ])
    func `anything else that a shell does is refused`(line: String) throws {
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent("sh")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Program.path)
            for arguments in [["-c", line], [line]] {
                let end = try Program.run(arguments, as: link)
                #expect(end.status == 127)
                #expect(end.output.isEmpty)
                #expect(end.errors.hasPrefix("sh: "))
                #expect(end.lines.count == 1)
            }
        }
    }

    @Test func `the entry point of WireMock's images is the program itself`() throws {
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent("docker-entrypoint.sh")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Program.path)
            let options = [
                "--port", "0", "--verbose", "--global-response-templating", "--disable-banner", "--log", "off",
            ]
            let program = try RunningProgram(link, options)
            try program.waitUntilReady()
            #expect(try HTTPExchange("GET /__admin/health", on: program.port).status == 200)
            program.send(SIGTERM)
            #expect(try program.end().status == 0)
        }
    }
}
