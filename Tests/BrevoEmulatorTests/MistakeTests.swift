import BrevoEmulator
import HTTPMessage
import JSON
import Synchronization
import Testing

/// What a client that made a mistake is told, and what the access log shows of it.
@Suite struct MistakeTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var last: String? { lines.withLock { $0.last } }

        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }

    @Test(arguments: Mistake.all, AccessLog.Format.allCases)
    func `a mistake has a hint, which the log shows`(mistake: Mistake, format: AccessLog.Format) throws {
        let lines = Lines()
        let configuration = try Acme.configuration {
            mistake.configuration(&$0)
            $0.accessLog = AccessLog(format: format, write: lines.append)
        }
        try Transport.socket.withEmulator(configuration) { client in
            for request in mistake.before { try #require(try client.send(request).status == 200) }
            let response = try client.send(mistake.request)
            #expect(response.status.rawValue == mistake.status)
            let hint = try #require(response.headers["X-Emulator-Hint"])
            for part in mistake.hint { #expect(hint.contains(part), "\(hint)") }
            let line = try #require(lines.last)
            switch format {
            case .text: #expect(line.hasSuffix("hint=\"\(hint)\""))
            case .json: #expect(try JSONParser.parse(Array(line.utf8)).object?["hint"] == .string(hint))
            }
        }
    }

    @Test func `the hint of a command is in its body too`() throws {
        let commands = Mistake.all.filter { $0.request.target.contains("/__emulator") && $0.request.headers.isEmpty }
        try #require(commands.count > 3)
        for mistake in commands {
            let emulator = try Emulator(Acme.configuration(mistake.configuration))
            let response = emulator.respond(to: mistake.request)
            let hint = try JSONParser.parse(response.body).object?["hint"]?.string
            let header = try #require(response.headers["X-Emulator-Hint"])
            // A header field ends after 1000 bytes.
            #expect(hint == header || header.utf8.count == 1000 && hint?.hasPrefix(header) == true, "\(mistake)")
        }
    }
}
