import Foundation
import HTTPMessage
import JSON
import TestSupport
import Testing

/// `--log` and `--show-keys`.
@Suite(.serialized) struct AccessLogTests {
    private static let key = "xkeysib-" + String(repeating: "a", count: 64) + "-ABCDEFGHIJKL1234"

    /// What the program logs of three requests.
    private func log(_ arguments: [String], _ variables: [String: String] = [:]) throws -> [String] {
        let end = try Program.serve(arguments, variables) { ready in
            let client = try RawClient(UInt16(try #require(ready["port"]?.number?.int)))
            _ = try client.exchange(.list(key: Self.key))
            _ = try client.exchange(.api("GET /nonsense%0A?x=\u{E9}", key: nil))
            _ = try client.exchange(.control("POST /users/a@b.example/accept?account=\(Self.key)"))
        }
        try #require(end.status == 0)
        return end.lines.map(String.init)
    }

    @Test(arguments: [[], ["--log", "text"]]) func `a line of text for each request, keys shortened`(
        arguments: [String]
    ) throws {
        let lines = try log(arguments)
        try #require(lines.count == 3)
        let time = #"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z"#
        let patterns = try [
            #"^\#(time) GET /v3/organization/invited/users 200 \d+\.\d{3}ms key=xkeysib-…1234$"#,
            #"^\#(time) GET /v3/nonsense%0A\?x=\#u{E9} 401 \d+\.\d{3}ms key=- hint="Send the header api-key; .*"$"#,
            #"^\#(time) POST /__emulator/users/a@b.example/accept\?account=xkeysib-…1234 404 \d+\.\d{3}ms key=- hint=".*"$"#,
        ].map { try Regex($0) }
        for (line, pattern) in zip(lines, patterns) { #expect(line.contains(pattern)) }
    }

    @Test func `a JSON object for each request, keys shortened`() throws {
        let lines = try log(["--log", "json"]).map { try JSONParser.parse(Array($0.utf8)).object }
        try #require(lines.count == 3)
        #expect(lines[0]?.keys == ["time", "method", "target", "status", "milliseconds", "key"])
        #expect(lines[1]?.keys == ["time", "method", "target", "status", "milliseconds", "hint"])
        #expect(lines[0]?["key"] == "xkeysib-…1234")
        #expect(lines.map { $0?["status"] } == [200, 401, 404])
        #expect(lines[2]?["target"] == "/__emulator/users/a@b.example/accept?account=xkeysib-…1234")
        #expect(lines.allSatisfy { $0?["milliseconds"]?.number != nil })
    }

    @Test(
        arguments: [(["--show-keys"], [:]), ([], ["BREVO_EMULATOR_SHOW_KEYS": "1"])] as [([String], [String: String])]
    )
    func `keys are shown on request`(arguments: [String], variables: [String: String]) throws {
        let lines = try log(arguments, variables)
        #expect(lines.map { $0.contains(Self.key) } == [true, false, true])
    }

    @Test(arguments: ["text", "json"]) func `the log never contains a whole key`(format: String) throws {
        let lines = try log(["--log", format])
        #expect(lines.allSatisfy { !$0.contains("aaaa") && !$0.contains("ABCD") })
    }

    /// A large body makes another thread carry out the command.
    @Test(arguments: [0, 300 << 10]) func `the target is logged as received, world included`(spaces: Int) throws {
        let body = String(repeating: " ", count: spaces) + "{}"
        let end = try Program.serve(["--log", "json"]) { ready in
            let client = try RawClient(UInt16(try #require(ready["port"]?.number?.int)))
            _ = try client.exchange(.control("PUT /worlds/ci"))
            _ = try client.exchange(.raw("PUT", "/worlds/ci/__emulator/clock?x=1", body))
        }
        let line = try JSONParser.parse(Array(try #require(end.lines.last).utf8)).object
        #expect(line?["target"] == "/worlds/ci/__emulator/clock?x=1")
    }

    @Test func `no log where none is wanted`() throws {
        #expect(try log(["--log", "off"]).isEmpty)
        #expect(try log(["--log", "off"], ["BREVO_EMULATOR_LOG": "json"]).isEmpty)
        #expect(try log([], ["BREVO_EMULATOR_LOG": "off"]).isEmpty)
    }
}
