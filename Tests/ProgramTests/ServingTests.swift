import Foundation
import JSON
import SocketClient
import TestSupport
import Testing

/// The program as a process: what it announces, reads, refuses and leaves behind.
///
/// The suites of this target start one process at a time, so that the machine is not full of them.
@Suite(.serialized) struct ServingTests {
    private static let seed = Fixtures.folder.appendingPathComponent("seeds/captured.json").path

    private func port(_ ready: JSONObject) throws -> UInt16 {
        UInt16(try #require(ready["port"]?.number?.int))
    }

    @Test func `it prints where it is ready, and writes the port to a file`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("port")
            let end = try Program.serve(["--port-file", file.path]) { ready in
                let port = try port(ready)
                #expect(ready.keys == ["event", "url", "port", "pid", "version"])
                #expect(ready["event"] == "ready")
                #expect(ready["url"] == .string("http://127.0.0.1:\(port)"))
                #expect(try #require(ready["version"]?.string).wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
                #expect(try String(contentsOf: file, encoding: .utf8) == "\(port)\n")
                #expect(try HTTPExchange("GET /__emulator/readyz", on: port).status == 200)
            }
            #expect(end.status == 0)
            #expect(end.output.filter { $0 == "\n" }.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["port"])
        }
    }

    @Test func `it has no more connections than it may have descriptors for`() throws {
        let arguments = ["--nofile=200:200", Program.path.path, "serve", "--port", "0", "--log", "off"]
        let program = try RunningProgram(URL(fileURLWithPath: "/usr/bin/prlimit"), arguments)
        try program.waitUntilReady()
        let clients = try (0..<60).map { _ in try RawClient(program.port) }
        let statuses = try clients.map { client in
            try client.send("GET /v3/account HTTP/1.1\r\nHost: a\r\napi-key: any\r\n\r\n")
            return try client.receiveResponse().status
        }
        // (200 - 64) / 2 - 16; the rest come to the connections that are for commands.
        #expect(statuses == Array(repeating: 200, count: 52) + Array(repeating: 503, count: 8))
        #expect(try HTTPExchange("GET /__emulator/livez", on: program.port).status == 200)
        program.send(SIGTERM)
        #expect(try program.end().errors == "")
    }

    @Test(arguments: [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("localhost", "localhost")])
    func `the URL that it prints can be opened`(host: String, shown: String) throws {
        _ = try Program.serve(["--host", host]) { ready in
            let port = try port(ready)
            #expect(ready["url"] == .string("http://\(shown):\(port)"))
            #expect(try HTTPExchange("GET /__emulator/readyz", on: port).status == 200)
        }
    }

    @Test func `a port in use ends it with 1 and one line that names it`() throws {
        _ = try Program.serve { ready in
            let port = try port(ready)
            let end = try Program.run(["--port", "\(port)"])
            #expect(end.status == 1)
            #expect(end.lines.count == 1)
            #expect(end.errors.contains("\(port)"))
            #expect(end.output.isEmpty)
            #expect(try HTTPExchange("GET /__emulator/readyz", on: port).status == 200)
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

    @Test func `the options of the emulator take effect`() throws {
        let options = [
            "--seed", Self.seed, "--keys", "seeded", "--max-body", "100", "--clock", "2026-11-20T09:00:00Z",
            "--random-seed", "7",
        ]
        let list = "GET /v3/organization/invited/users"
        let large = String(repeating: " ", count: 101)
        var runs: [[HTTPExchange]] = []
        for _ in 0..<2 {
            _ = try Program.serve(options) { ready in
                let port = try port(ready)
                runs.append([
                    try HTTPExchange(list, on: port, headers: ["api-key": "xkeysib-captured"]),
                    try HTTPExchange(list, on: port, headers: ["api-key": "new"]),
                    try HTTPExchange(
                        "POST /v3/organization/user/invitation/send",
                        on: port,
                        headers: ["api-key": "xkeysib-captured"],
                        json: large
                    ),
                    try HTTPExchange("GET /__emulator/state", on: port),
                ])
            }
        }
        #expect(runs[0].map(\.head) == runs[1].map(\.head))
        #expect(runs[0].map(\.body) == runs[1].map(\.body))
        #expect(runs[0].map(\.status) == [200, 401, 413, 200])
        let expected = Fixtures.folder.appendingPathComponent("responses/invited-users.json")
        #expect(runs[0][0].body == (try String(contentsOf: expected, encoding: .utf8)))
    }
}
