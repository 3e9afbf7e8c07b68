import Foundation
import JSON
import Testing

@testable import WireMock

/// The table "What is refused" of docs/wiremock.md, against what is refused.
struct RefusalTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// The texts in backticks of the first column.
        let names: [String]
        let words: Substring
        let reason: Substring

        var testDescription: String { names.joined(separator: ", ") }

        /// A row `| left | right |`.
        init?(_ line: Substring) {
            let cells = line.split(separator: " | ", maxSplits: 1)
            guard line.hasPrefix("| "), cells.count == 2 else { return nil }
            names = cells[0].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            words = cells[0].dropFirst(2).prefix { $0 != "`" }
            reason = cells[1].dropLast(2)
        }

        var features: [UnsupportedFeature] { names.compactMap { UnsupportedFeature(name: $0) } }
    }

    static let rows: [Row] = {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../docs/wiremock.md"
        )
        guard let text = try? String(contentsOf: page, encoding: .utf8),
            let section = text.components(separatedBy: "\n## What is refused\n").dropFirst().first
        else { preconditionFailure("docs/wiremock.md has no section on what is refused") }
        let lines = section.components(separatedBy: "\n## ")[0].split(separator: "\n")
        return lines.compactMap { Row($0) }.filter { $0.words != "Refused" }
    }()

    private static func row(of words: String) throws -> Row {
        try #require(rows.first { $0.words.hasPrefix(words) })
    }

    private func isRefused(_ json: JSONValue) -> Bool {
        (try? stub(json)) == nil
    }

    private func template(_ text: String) -> JSONValue {
        ["response": ["transformers": ["response-template"], "body": .string(text)]]
    }

    private func isRefused(template text: String) -> Bool { isRefused(template(text)) }

    @Test func `every unsupported member is in the table with its reason`() {
        let rows = Self.rows.filter { !$0.features.isEmpty }
        #expect(Set(rows.flatMap(\.features)) == Set(UnsupportedFeature.allCases))
        for row in rows {
            #expect(row.features.count == row.names.count)
            for feature in row.features { #expect(feature.reason == row.reason) }
        }
    }

    @Test func `the table names the helpers, blocks and members that templates have`() throws {
        let helpers = try Self.row(of: "A helper")
        #expect(Set(helpers.names) == Set(TemplateHelper.allCases.map(\.rawValue)))
        let blocks = try Self.row(of: "A block")
        #expect(Set(blocks.names) == Set(TemplateBlock.allCases.map(\.rawValue)))
        let members = try Self.row(of: "A member")
        let scalars = Template.Path.ScalarMember.allCases.map(\.rawValue)
        let maps = Template.Path.MapMember.allCases.map(\.rawValue)
        #expect(Set(members.names.dropFirst()) == Set(scalars + maps + ["path", "pathSegments", "requestLine"]))
        for name in members.names.dropFirst() {
            #expect(isRefused(template: "{{request.\(name)}}") == (name == "requestLine"))
        }
        for other in ["{{hostname}}", "{{#with request}}{{/with}}", "{{request.id}}"] {
            #expect(isRefused(template: other))
        }
    }

    @Test func `other transformers are refused`() throws {
        let row = try Self.row(of: "A transformer")
        #expect(row.names == ["response-template"])
        #expect(isRefused(["response": ["transformers": ["other"]]]))
        #expect(!isRefused(["response": ["transformers": ["response-template"]]]))
    }

    /// Rows whose names are examples.
    private static let examples = rows.filter { $0.features.isEmpty && $0.words.isEmpty }

    @Test(arguments: examples)
    func `an example of the table is refused`(row: Row) throws {
        try #require(!row.names.isEmpty)
        for example in row.names {
            switch example.prefix(2) {
            case "{{": #expect(isRefused(template: example), "\(example)")
            case "{\"": #expect(isRefused(try JSONParser.parse(Array(example.utf8))), "\(example)")
            case "$[", "$.":
                #expect(isRefused(["request": ["bodyPatterns": [["matchesJsonPath": .string(example)]]]]), "\(example)")
            default: #expect(isRefused(["request": ["urlPattern": .string(example)]]), "\(example)")
            }
        }
    }

    @Test func `the table has rows of every kind`() {
        #expect(Self.examples.count == 4)
        #expect(Self.rows.count == Self.examples.count + 4 + Self.rows.count { !$0.features.isEmpty })
    }
}
