import Foundation
import JSON
import TestSupport
import Testing

/// WireMock's options, as the table of docs/wiremock.md has them.
@Suite(.serialized) struct WireMockOptionTests {
    /// What the table says about each option.
    private static let table: [String: String] = {
        let page = Fixtures.folder.appendingPathComponent("../docs/wiremock.md")
        guard let text = try? String(contentsOf: page, encoding: .utf8),
            let section = text.components(separatedBy: "\n## WireMock's options\n").dropFirst().first
        else { preconditionFailure("docs/wiremock.md has no section on options") }
        var table: [String: String] = [:]
        for line in section.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: " | ")
            for name in cells[0].split(separator: "`").filter({ $0.hasPrefix("-") }) {
                table[String(name)] = String(cells[1].dropLast(2))
            }
        }
        return table
    }()

    /// Every option of `serve` that its help does not show, and whether it has a value.
    private func hiddenOptions() throws -> [(name: String, hasValue: Bool)] {
        let dump = try Program.run(["serve", "--experimental-dump-help"])
        let command = try #require(try JSONParser.parse(Array(dump.output.utf8)).object?["command"]?.object)
        return try #require(command["arguments"]?.array).compactMap(\.object).filter { $0["shouldDisplay"] == false }
            .flatMap { argument in
                (argument["names"]?.array ?? []).compactMap(\.object).compactMap { name in
                    guard let text = name["name"]?.string else { return nil }
                    let hyphens = name["kind"] == "long" ? "--" : "-"
                    return (hyphens + text, argument["kind"] == "option")
                }
            }
    }

    @Test func `each option does what the table says`() throws {
        let options = try hiddenOptions()
        #expect(options.count > 60)
        #expect(Set(options.map(\.name)) == Set(Self.table.keys))
        for (name, hasValue) in options {
            // A certificate without its key ends the program after the options are read.
            let end = try Program.run([name] + (hasValue ? ["1"] : []) + ["--tls-cert", "/nonsense"])
            #expect(end.status == 64)
            #expect(end.lines.count == 1)
            let meaning = try #require(Self.table[name])
            let isAccepted = meaning == "effective" || meaning == "no effect"
            let expected = isAccepted ? "--tls-cert and --tls-key must be given together" : meaning
            #expect(end.errors.contains(expected), "\(name): \(end.errors)")
        }
    }

    @Test func `options without effect are one line in the log`() throws {
        let ignored = Self.table.filter { $0.value == "no effect" }.keys.sorted()
        try #require(ignored.count > 20)
        let withValue = Set(try hiddenOptions().filter(\.hasValue).map(\.name))
        let end = try Program.serve(ignored.flatMap { withValue.contains($0) ? [$0, "1"] : [$0] }) { _ in }
        #expect(end.status == 0)
        #expect(end.lines.count == 1)
        for name in ignored { #expect(end.errors.contains(name)) }
    }

    @Test func `address and journal size have WireMock's names too`() throws {
        let arguments = ["--bind-address", "127.0.0.2", "--max-request-journal-entries", "2", "--log", "off"]
        _ = try Program.serve(arguments) { ready in
            #expect(ready["url"]?.string?.hasPrefix("http://127.0.0.2:") == true)
        }
        #expect(try Program.run(["--max-request-journal-entries", "0"]).status == 64)
    }
}
