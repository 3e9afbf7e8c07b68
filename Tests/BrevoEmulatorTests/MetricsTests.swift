import HTTPMessage
import Testing

@testable import BrevoEmulator

/// `GET /__emulator/metrics`.
@Suite struct MetricsTests {
    private func samples(_ emulator: Emulator) -> [String: String] {
        let lines = emulator.respond(to: .control("GET /metrics")).text.split(separator: "\n")
        return Dictionary(
            uniqueKeysWithValues: lines.filter { !$0.hasPrefix("#") }.map { line in
                let space = line.lastIndex(of: " ") ?? line.startIndex
                return (String(line[..<space]), String(line[line.index(after: space)...]))
            }
        )
    }

    private func requests(_ operation: String, _ status: String) -> String {
        #"brevo_emulator_requests_total{operation="\#(operation)",status="\#(status)"}"#
    }

    @Test func `requests are counted by operation and status`() throws {
        let emulator = try Emulator(Acme.configuration())
        let stub = #"{"request":{"url":"/stubbed"},"response":{"status":777}}"#
        let made: [HTTPRequest] = [
            .list(key: Acme.key), .list(key: Acme.key), .list(), .invite(email: "ann@acme.example"),
            .api("GET /nonsense"), .api("DELETE /organization/invited/users"), .invite("{"),
            .raw("OPTIONS", "/v3/anything"), .raw("POST", "/oauth/token"),
            .raw("POST", "/__admin/mappings", stub), .raw("GET", "/stubbed"),
            .control("POST /reset"), .control("GET /nonsense"), .raw("GET", "/worlds/a%20b/x"),
        ]
        for request in made { _ = emulator.respond(to: request) }
        let samples = samples(emulator)
        let counts = samples.filter { $0.key.contains("requests_total") }
        #expect(
            counts == [
                requests("getInvitedUsersList", "200"): "2", requests("getInvitedUsersList", "401"): "1",
                requests("inviteuser", "400"): "2", requests("unmatched", "404"): "1",
                requests("unmatched", "405"): "1", requests("token", "400"): "1",
                requests("preflight", "204"): "1", requests("admin", "201"): "1", requests("stub", "other"): "1",
                requests("control", "200"): "1", requests("control", "404"): "1", requests("control", "400"): "1",
            ]
        )
        #expect(samples["brevo_emulator_request_duration_seconds_count"] == "14")
        #expect(samples[#"brevo_emulator_request_duration_seconds_bucket{le="+Inf"}"#] == "14")
    }

    @Test func `worlds and journals are counted, also what made room and what is gone`() throws {
        let emulator = try Emulator(Acme.configuration { $0.journalSize = 3 })
        for _ in 0..<5 { _ = emulator.respond(to: .list(key: Acme.key)) }
        _ = emulator.respond(to: .raw("GET", "/worlds/a/x"))
        var figures = samples(emulator)
        #expect(figures["brevo_emulator_worlds"] == "2")
        #expect(figures["brevo_emulator_journal_entries"] == "4")
        #expect(figures["brevo_emulator_journal_evictions_total"] == "2")
        _ = emulator.respond(to: .control("DELETE /worlds/a"))
        _ = emulator.respond(to: .control("POST /reset"))
        figures = samples(emulator)
        #expect(figures["brevo_emulator_worlds"] == "1")
        #expect(figures["brevo_emulator_journal_entries"] == "0")
        #expect(figures["brevo_emulator_journal_evictions_total"] == "2")
    }

    @Test func `hostile statuses and targets make no series of their own`() throws {
        let emulator = try Emulator(Acme.configuration())
        for number in 0..<50 {
            let stub = #"{"request":{"url":"/\#(number)"},"response":{"status":\#(600 + number)}}"#
            _ = emulator.respond(to: .raw("POST", "/__admin/mappings", stub))
            _ = emulator.respond(to: .raw("GET", "/\(number)"))
            _ = emulator.respond(to: .raw("X\(number)", "/v3/\(number)\"\n{}"))
        }
        let series = samples(emulator).keys.filter { $0.contains("requests_total") }
        #expect(Set(series) == [requests("admin", "201"), requests("stub", "other"), requests("unmatched", "404")])
    }

    @Test func `it is Prometheus' text format, with the version of the program`() throws {
        let emulator = try Emulator(Acme.configuration { $0.version = "1.2.3-\"x\"" })
        let answer = emulator.respond(to: .control("GET /metrics"))
        #expect(answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.text.contains(#"brevo_emulator_build_info{version="1.2.3-\"x\""} 1"# + "\n"))
    }

    /// A closure that was read out of a mutex became one call deeper each time, until the stack overflowed.
    @Test func `asking for the open connections costs the same however often it is done`() throws {
        let emulator = try Emulator(Acme.configuration())
        emulator.countConnections { 3 }
        for _ in 0..<100_000 where emulator.connectionCount != 3 { Issue.record("the count is wrong") }
    }
}
